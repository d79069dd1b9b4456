-- The books of an estate. Lines are numbered without a gap, never changed and never removed.
CREATE TABLE ledger_book (
    id TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL UNIQUE REFERENCES estate (id),
    version BIGINT NOT NULL,
    city TEXT NOT NULL,
    has_assembly BIGINT NOT NULL,
    chosen TEXT,
    destination_basis TEXT NOT NULL,
    fund_first BIGINT,
    began_on TEXT NOT NULL,
    closed_through TEXT,
    last_number BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE ledger_account (
    book_id TEXT NOT NULL REFERENCES ledger_book (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    holder TEXT NOT NULL,
    PRIMARY KEY (book_id, code)
);

-- A reversal repeats what it undoes and names it in `reverses`; an index lets each line be
-- reversed once. The payer may be a person and lies sealed.
CREATE TABLE ledger_line (
    book_id TEXT NOT NULL REFERENCES ledger_book (id),
    number BIGINT NOT NULL,
    on_day TEXT NOT NULL,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    amount BIGINT NOT NULL,
    cost BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    net BIGINT NOT NULL,
    into_account TEXT,
    is_urgent BIGINT NOT NULL,
    payer BYTEA NOT NULL,
    said TEXT NOT NULL,
    evidence TEXT NOT NULL,
    evidence_blob TEXT,
    contract TEXT NOT NULL,
    decision TEXT NOT NULL,
    reverses BIGINT,
    flags TEXT NOT NULL,
    posted_at BIGINT NOT NULL,
    posted_by TEXT NOT NULL,
    PRIMARY KEY (book_id, number)
);
CREATE UNIQUE INDEX ledger_line_reversed_once ON ledger_line (book_id, reverses);
CREATE INDEX ledger_line_day ON ledger_line (book_id, on_day, number);
CREATE INDEX ledger_line_flags ON ledger_line (book_id, flags, number);

CREATE TABLE ledger_closing (
    book_id TEXT NOT NULL REFERENCES ledger_book (id),
    through TEXT NOT NULL,
    after_number BIGINT NOT NULL,
    closed_at BIGINT NOT NULL,
    closed_by TEXT NOT NULL,
    PRIMARY KEY (book_id, through)
);

CREATE TABLE ledger_bank_file (
    id TEXT PRIMARY KEY,
    book_id TEXT NOT NULL REFERENCES ledger_book (id),
    account TEXT NOT NULL,
    digest TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    opening BIGINT,
    closing BIGINT,
    new_rows BIGINT NOT NULL,
    known_rows BIGINT NOT NULL,
    faults TEXT NOT NULL,
    breaks TEXT NOT NULL,
    joins BIGINT,
    taken_at BIGINT NOT NULL,
    UNIQUE (book_id, account, digest)
);
CREATE INDEX ledger_bank_file_day ON ledger_bank_file (book_id, account, last_day, id);

-- What the bank says. Names and words lie sealed; the key knows a movement again.
CREATE TABLE ledger_bank_row (
    id TEXT PRIMARY KEY,
    book_id TEXT NOT NULL REFERENCES ledger_book (id),
    account TEXT NOT NULL,
    row_key TEXT NOT NULL,
    file_id TEXT NOT NULL REFERENCES ledger_bank_file (id),
    on_day TEXT NOT NULL,
    amount BIGINT NOT NULL,
    said BYTEA NOT NULL,
    line_number BIGINT,
    UNIQUE (book_id, account, row_key)
);
CREATE UNIQUE INDEX ledger_bank_row_line ON ledger_bank_row (book_id, line_number);
CREATE INDEX ledger_bank_row_day ON ledger_bank_row (book_id, on_day, id);

-- What the owners were told of a period, as it was told.
CREATE TABLE money_notice (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    book_id TEXT NOT NULL REFERENCES ledger_book (id),
    period_from TEXT NOT NULL,
    period_to TEXT NOT NULL,
    state TEXT NOT NULL,
    rows_json TEXT NOT NULL,
    uses_json TEXT NOT NULL,
    note TEXT NOT NULL,
    due_by TEXT NOT NULL,
    released_at BIGINT,
    posted_on TEXT,
    down_after TEXT,
    proof_blob TEXT,
    UNIQUE (book_id, period_from, period_to)
);
CREATE INDEX money_notice_state ON money_notice (book_id, state, period_to);

-- Questions under what was told; seen by everybody once they are answered.
CREATE TABLE money_question (
    id TEXT PRIMARY KEY,
    notice_id TEXT NOT NULL REFERENCES money_notice (id),
    asked_at BIGINT NOT NULL,
    due_by TEXT NOT NULL,
    asked TEXT NOT NULL,
    answer TEXT,
    answered_at BIGINT,
    matter_id TEXT
);
CREATE INDEX money_question_notice ON money_question (notice_id, asked_at, id);
