//! Audits of a book.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::ledger::Audit;

queries! {
    INSERT = "INSERT INTO ledger_audit (id, book_id, from_on, to_on, auditor, said, posted_from, posted_until, noted_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OF_BOOK = "SELECT from_on, to_on, auditor, said, posted_from, posted_until FROM ledger_audit
        WHERE book_id = $1 ORDER BY to_on DESC, id DESC LIMIT $2";
}

/// Audits shown of one book: one in a year, and some more.
const MOST: i64 = 50;

pub async fn insert(tx: &mut Tx, (id, book): (Id, Id), audit: &Audit, now: Instant) -> Result<()> {
    let values = args![
        id,
        book,
        audit.from,
        audit.to,
        &audit.auditor,
        &audit.result,
        audit.posted_from,
        audit.posted_until,
        now
    ];
    tx.execute(INSERT, values).await.map(drop)
}

fn audit(row: &Row) -> Result<Audit> {
    Ok(Audit {
        from: row.get("from_on")?,
        to: row.get("to_on")?,
        auditor: row.get("auditor")?,
        result: row.get("said")?,
        posted_from: row.get("posted_from")?,
        posted_until: row.get("posted_until")?,
    })
}

/// The newest first.
pub async fn of_book(tx: &mut Tx, book: Id) -> Result<Vec<Audit>> {
    let rows = tx.fetch_all(OF_BOOK, args![book, MOST]).await?;
    rows.iter().map(audit).collect()
}
