use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::table::{Extract, Month};

queries! {
    ADD = "INSERT INTO tripartite_edition (meeting_id, edition, estate_id, month, extract, published_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    ONE = "SELECT meeting_id, edition, month, extract, published_at FROM tripartite_edition
        WHERE estate_id = $1 AND month = $2 AND edition = $3";
    /// The first meeting that has not as many extracts as its journal says were published.
    DIFFERS = "SELECT m.id, m.version FROM tripartite_meeting m
        WHERE (SELECT COUNT(*) FROM journal j WHERE j.subject = m.id AND j.kind = 'published')
            <> (SELECT COUNT(*) FROM tripartite_edition e WHERE e.meeting_id = m.id)
        ORDER BY m.id LIMIT 1";
    /// All editions of a month, the latest first.
    OF_MONTH = "SELECT meeting_id, edition, month, extract, published_at FROM tripartite_edition
        WHERE estate_id = $1 AND month = $2 ORDER BY edition DESC LIMIT $3";
    /// The latest edition of each month, newest first.
    LATEST = "SELECT e.meeting_id, e.edition, e.month, e.extract, e.published_at FROM tripartite_edition e
        WHERE e.estate_id = $1 AND e.month < $2 AND e.edition = (SELECT MAX(o.edition) FROM tripartite_edition o
            WHERE o.meeting_id = e.meeting_id)
        ORDER BY e.month DESC LIMIT $3";
}

/// Editions of one meeting; as many as the rules allow.
const OF_MONTH_LIMIT: i64 = 50;
const BEHIND_ALL: &str = "9999-99";

/// What was published, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    pub meeting: Id,
    pub edition: u32,
    pub month: Month,
    pub extract: Extract,
    pub published_at: Instant,
}

fn edition(row: &Row) -> Result<Edition> {
    let month: String = row.get("month")?;
    Ok(Edition {
        meeting: row.get("meeting_id")?,
        edition: row.get("edition")?,
        month: month.parse().map_err(StoreError::inconsistent)?,
        extract: row.json("extract")?,
        published_at: row.get("published_at")?,
    })
}

pub async fn add(
    tx: &mut Tx,
    (meeting, number): (Id, u32),
    estate: Id,
    extract: &Extract,
    now: Instant,
) -> Result<()> {
    let body = serde_json::to_string(extract).map_err(StoreError::inconsistent)?;
    let month = extract.month.to_string();
    let values = args![meeting, number, estate, month, body, now];
    tx.execute(ADD, values).await.map(drop)
}

/// A meeting, with its version, of which an extract was taken away or added.
pub async fn differing(tx: &mut Tx) -> Result<Option<(Id, i64)>> {
    let row = tx.fetch_optional(DIFFERS, args![]).await?;
    row.map(|row| Ok((row.get("id")?, row.get("version")?)))
        .transpose()
}

pub async fn one(tx: &mut Tx, estate: Id, month: Month, number: u32) -> Result<Option<Edition>> {
    let values = args![estate, month.to_string(), number];
    let row = tx.fetch_optional(ONE, values).await?;
    row.as_ref().map(edition).transpose()
}

/// All editions of a month, the latest first.
pub async fn of_month(tx: &mut Tx, estate: Id, month: Month) -> Result<Vec<Edition>> {
    let values = args![estate, month.to_string(), OF_MONTH_LIMIT];
    let rows = tx.fetch_all(OF_MONTH, values).await?;
    rows.iter().map(edition).collect()
}

/// The latest edition of each month, newest first, before a month.
pub async fn latest(
    tx: &mut Tx,
    estate: Id,
    before: Option<Month>,
    limit: i64,
) -> Result<Vec<Edition>> {
    let before = before.map_or_else(|| BEHIND_ALL.to_owned(), |it| it.to_string());
    let rows = tx.fetch_all(LATEST, args![estate, before, limit]).await?;
    rows.iter().map(edition).collect()
}
