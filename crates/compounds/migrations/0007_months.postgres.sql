-- What every statement is made of: sums of the lines by account, kind and month, kept with each
-- line, so that a page reads as many rows as there are months, however many lines a book has.
CREATE TABLE ledger_month (
    book_id TEXT NOT NULL REFERENCES ledger_book (id),
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    month TEXT NOT NULL,
    opened BIGINT NOT NULL,
    income BIGINT NOT NULL,
    cost BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    spent BIGINT NOT NULL,
    to_fund BIGINT NOT NULL,
    moved_in BIGINT NOT NULL,
    moved_out BIGINT NOT NULL,
    PRIMARY KEY (book_id, account, kind, month)
);

-- The lines that stand already. What goes into the fund is income of its account.
INSERT INTO ledger_month (book_id, account, kind, month, opened, income, cost, tax, spent, to_fund,
    moved_in, moved_out)
SELECT book_id, account, kind, month,
    CAST(SUM(CASE WHEN what = 'opening' THEN amount ELSE 0 END) AS BIGINT),
    CAST(SUM(CASE WHEN what IN ('income', 'received') THEN amount ELSE 0 END) AS BIGINT),
    CAST(SUM(CASE WHEN what = 'income' THEN cost ELSE 0 END) AS BIGINT),
    CAST(SUM(CASE WHEN what = 'income' THEN tax ELSE 0 END) AS BIGINT),
    CAST(SUM(CASE WHEN what = 'spent' THEN amount ELSE 0 END) AS BIGINT),
    CAST(SUM(CASE WHEN what = 'to_fund' THEN amount ELSE 0 END) AS BIGINT),
    0, 0
FROM (
    SELECT book_id, account, kind, substr(on_day, 1, 7) AS month, what,
        CASE WHEN reverses IS NULL THEN amount ELSE -amount END AS amount,
        CASE WHEN reverses IS NULL THEN cost ELSE -cost END AS cost,
        CASE WHEN reverses IS NULL THEN tax ELSE -tax END AS tax
    FROM ledger_line
    UNION ALL
    SELECT book_id, into_account, 'fund', substr(on_day, 1, 7), 'received',
        CASE WHEN reverses IS NULL THEN amount ELSE -amount END, 0, 0
    FROM ledger_line WHERE into_account IS NOT NULL
) AS moved
GROUP BY book_id, account, kind, month;

-- Two questions that were asked of every line: what is flagged, and whether a stock has lines.
DROP INDEX ledger_line_flags;
CREATE INDEX ledger_line_flagged ON ledger_line (book_id, number) WHERE flags <> '';
CREATE INDEX ledger_line_stock ON ledger_line (book_id, account, kind, number);
