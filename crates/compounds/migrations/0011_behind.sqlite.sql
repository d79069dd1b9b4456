-- What a line of the books refers to in the records of the house: an item of a vote that passed, the
-- contract of the manager as the register has it, or both. Words for people stand in the line.
CREATE TABLE ledger_behind (
    book_id TEXT NOT NULL,
    line_number INTEGER NOT NULL,
    vote_id TEXT REFERENCES vote (id),
    item_place INTEGER,
    from_register INTEGER NOT NULL,
    PRIMARY KEY (book_id, line_number),
    FOREIGN KEY (book_id, line_number) REFERENCES ledger_line (book_id, number)
) STRICT;
CREATE INDEX ledger_behind_vote ON ledger_behind (vote_id, book_id, line_number);
