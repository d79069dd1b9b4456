-- Audits of the common income: of which days, by whom, with which result, and how long it hung out.
CREATE TABLE ledger_audit (
    id TEXT PRIMARY KEY,
    book_id TEXT NOT NULL REFERENCES ledger_book (id),
    from_on TEXT NOT NULL,
    to_on TEXT NOT NULL,
    auditor TEXT NOT NULL,
    said TEXT NOT NULL,
    posted_from TEXT NOT NULL,
    posted_until TEXT NOT NULL,
    noted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_audit_book ON ledger_audit (book_id, to_on, id);
