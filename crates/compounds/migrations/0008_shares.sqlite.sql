-- What each unit gets of common income that the owners decided to pay out, as it was divided on the
-- day of the line: areas change afterwards, what was paid does not. `place` is the order of units in
-- which the fen that are left over were given.
CREATE TABLE ledger_share (
    book_id TEXT NOT NULL,
    line_number INTEGER NOT NULL,
    place INTEGER NOT NULL,
    unit_id TEXT NOT NULL REFERENCES estate_unit (id),
    area_centi INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (book_id, line_number, place),
    FOREIGN KEY (book_id, line_number) REFERENCES ledger_line (book_id, number)
) STRICT;
CREATE INDEX ledger_share_unit ON ledger_share (unit_id, book_id, line_number);

-- Of what a publication tells: everything, common income, or the maintenance fund, where a city has
-- them told at different times.
ALTER TABLE money_notice ADD COLUMN covers TEXT NOT NULL DEFAULT 'all';
