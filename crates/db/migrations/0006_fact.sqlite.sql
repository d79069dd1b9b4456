CREATE TABLE fact (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    at INTEGER NOT NULL,
    street TEXT NOT NULL,
    community TEXT NOT NULL,
    compound TEXT NOT NULL,
    body TEXT NOT NULL,
    category TEXT NOT NULL,
    source TEXT NOT NULL,
    n INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    slice TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;
CREATE INDEX fact_kind ON fact (kind, day);
CREATE INDEX fact_community ON fact (community, kind, day) WHERE community <> '';
CREATE INDEX fact_compound ON fact (compound, kind, day) WHERE compound <> '';
CREATE INDEX fact_subject ON fact (subject);

-- Facts that no cell holds yet.
CREATE TABLE fact_tail (
    seq INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL
) STRICT;

-- Which sums are kept: for months or days, at which level of place, and told apart by what
-- (1 source, 2 category, 4 body, 8 class of category).
CREATE TABLE fact_shape (
    grain TEXT NOT NULL,
    level INTEGER NOT NULL,
    mask INTEGER NOT NULL,
    PRIMARY KEY (grain, level, mask)
) STRICT;
INSERT INTO fact_shape (grain, level, mask) VALUES
    ('m', 0, 0), ('m', 0, 1), ('m', 0, 2), ('m', 0, 3), ('m', 0, 4), ('m', 0, 8), ('m', 0, 9),
    ('m', 1, 0), ('m', 1, 1), ('m', 1, 2), ('m', 1, 3), ('m', 1, 4), ('m', 1, 8), ('m', 1, 9),
    ('m', 2, 0), ('m', 2, 1), ('m', 2, 2), ('m', 2, 4), ('m', 2, 8),
    ('m', 3, 0),
    ('d', 0, 0), ('d', 0, 1), ('d', 0, 8), ('d', 1, 0), ('d', 2, 0);

CREATE TABLE fact_cell (
    grain TEXT NOT NULL,
    mask INTEGER NOT NULL,
    place TEXT NOT NULL,
    kind TEXT NOT NULL,
    period TEXT NOT NULL,
    source TEXT NOT NULL,
    category TEXT NOT NULL,
    body TEXT NOT NULL,
    above TEXT NOT NULL,
    n INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (grain, mask, place, kind, period, source, category, body, above)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_cell_above ON fact_cell (grain, mask, above, kind, period);

-- One row: whoever folds or rebuilds holds it, so that two never do at once.
CREATE TABLE fact_fold (
    one INTEGER PRIMARY KEY,
    folded_at INTEGER NOT NULL,
    made_to TEXT NOT NULL
) STRICT;
INSERT INTO fact_fold (one, folded_at, made_to) VALUES (1, 0, '');
