//! What was kept long enough, as the retention job asks for it.

use huiyin_db::{Query, Result, Row, Tx, args};
use huiyin_kernel::{Id, Instant};

use super::queries as q;

/// A matter with something to let go, and since when it has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub matter: Id,
    pub number: String,
    pub ended_at: Instant,
}

fn due(row: &Row) -> Result<Due> {
    Ok(Due {
        matter: row.get("id")?,
        number: row.get("number")?,
        ended_at: row.get("ended_at")?,
    })
}

async fn list(tx: &mut Tx, query: Query, before: Instant, most: i64) -> Result<Vec<Due>> {
    let rows = tx.fetch_all(query, args![before, most]).await?;
    rows.iter().map(due).collect()
}

/// Matters that ended before this and still hold names, phones or the exact place.
pub async fn contact_due(tx: &mut Tx, before: Instant, most: i64) -> Result<Vec<Due>> {
    list(tx, q::CONTACT_DUE, before, most).await
}

/// Matters that ended before this and still hold photos.
pub async fn photos_due(tx: &mut Tx, before: Instant, most: i64) -> Result<Vec<Due>> {
    list(tx, q::PHOTOS_DUE, before, most).await
}

/// How many looks at names and phones are older than this.
pub async fn reveals_due(tx: &mut Tx, before: Instant) -> Result<i64> {
    tx.fetch_one(q::REVEALS_DUE, args![before]).await?.get("n")
}

/// Forgets looks older than this, `most` at once; the journal keeps that they happened.
pub async fn forget_reveals(tx: &mut Tx, before: Instant, most: i64) -> Result<u64> {
    tx.execute(q::FORGET_REVEALS, args![before, most]).await
}
