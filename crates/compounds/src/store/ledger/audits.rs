//! Audits of a book.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Date, Id, Instant};

use crate::model::ledger::{Audit, KeptAudit};

queries! {
    INSERT = "INSERT INTO ledger_audit (id, book_id, from_on, to_on, auditor, said, posted_from, posted_until, noted_at,
        report_blob)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    OF_BOOK = "SELECT id, from_on, to_on, auditor, said, posted_from, posted_until, report_blob FROM ledger_audit
        WHERE book_id = $1 ORDER BY to_on DESC, id DESC LIMIT $2";
    PERIODS = "SELECT from_on, to_on FROM ledger_audit WHERE book_id = $1 ORDER BY to_on, id LIMIT $2";
    REPORT = "SELECT report_blob FROM ledger_audit WHERE id = $1 AND book_id = $2";
}

/// Audits shown of one book: one in a year, and some more.
const MOST: i64 = 50;
/// Audits whose days are counted: one in each month of eighty years.
const PERIODS_MOST: i64 = 1_000;

pub async fn insert(tx: &mut Tx, book: Id, kept: &KeptAudit, now: Instant) -> Result<()> {
    let audit = &kept.audit;
    let values = args![
        kept.id,
        book,
        audit.from,
        audit.to,
        &audit.auditor,
        &audit.result,
        audit.posted_from,
        audit.posted_until,
        now,
        kept.report_blob.as_deref()
    ];
    tx.execute(INSERT, values).await.map(drop)
}

fn kept(row: &Row) -> Result<KeptAudit> {
    Ok(KeptAudit {
        id: row.get("id")?,
        audit: Audit {
            from: row.get("from_on")?,
            to: row.get("to_on")?,
            auditor: row.get("auditor")?,
            result: row.get("said")?,
            posted_from: row.get("posted_from")?,
            posted_until: row.get("posted_until")?,
        },
        report_blob: row.get("report_blob")?,
    })
}

/// The newest first.
pub async fn of_book(tx: &mut Tx, book: Id) -> Result<Vec<KeptAudit>> {
    let rows = tx.fetch_all(OF_BOOK, args![book, MOST]).await?;
    rows.iter().map(kept).collect()
}

/// From which day to which each audit of a book went.
pub async fn periods(tx: &mut Tx, book: Id) -> Result<Vec<(Date, Date)>> {
    let rows = tx.fetch_all(PERIODS, args![book, PERIODS_MOST]).await?;
    rows.iter()
        .map(|row| Ok((row.get("from_on")?, row.get("to_on")?)))
        .collect()
}

/// Under which hash the report of an audit of this book lies; nothing where there is none.
pub async fn report(tx: &mut Tx, (book, id): (Id, Id)) -> Result<Option<String>> {
    let row = tx.fetch_optional(REPORT, args![id, book]).await?;
    row.map_or(Ok(None), |row| row.get("report_blob"))
}
