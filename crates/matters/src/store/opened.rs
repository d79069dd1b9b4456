//! Matters of some days as open data may know them: where, what, when and how it ended; nothing
//! of protected matters, and of the reporter only whether two matters have the same.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Date, Id, Instant};

queries! {
    /// Behind a moment and an id, along the index of receipt. A matter that went into another is
    /// told by that one.
    OPENED = "SELECT m.id, m.received_at, COALESCE(m.street_id, '') AS street,
            COALESCE(m.community_id, '') AS community, COALESCE(m.category, '') AS category, m.source, m.state,
            f.said, f.closed, f.done_days,
            COALESCE((SELECT MIN(r.phone_digest) FROM matter_reporter r WHERE r.matter_id = m.id), '') AS person
        FROM matter m JOIN matter_fact f ON f.matter_id = m.id
        WHERE (m.received_at, m.id) > ($1, $2) AND m.received_at < $3 AND m.restricted = 0 AND m.state <> 'merged'
        ORDER BY m.received_at, m.id LIMIT $4";
}

/// Rows that are read at once.
const BATCH: i64 = 5_000;

/// One matter, without words of anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    pub received_on: Date,
    /// Ids of the places, or nothing.
    pub street: String,
    pub community: String,
    pub category: String,
    pub source: String,
    pub state: String,
    /// What the reporter said at the call-back, or nothing.
    pub said: String,
    pub is_closed: bool,
    pub done_days: Option<i64>,
    /// A keyed digest of the phone, or nothing. It tells matters of one reporter, and may go
    /// nowhere else.
    pub person: String,
}

fn opened(row: &Row) -> Result<(Instant, Id, Opened)> {
    let received: Instant = row.get("received_at")?;
    let opened = Opened {
        received_on: received.date(),
        street: row.get("street")?,
        community: row.get("community")?,
        category: row.get("category")?,
        source: row.get("source")?,
        state: row.get("state")?,
        said: row.get("said")?,
        is_closed: row.get("closed")?,
        done_days: row.get("done_days")?,
        person: row.get("person")?,
    };
    Ok((received, row.get("id")?, opened))
}

/// What was received on these days, both included, in its order; `most` at most.
pub async fn opened_on(tx: &mut Tx, (from, to): (Date, Date), most: usize) -> Result<Vec<Opened>> {
    let until = to.plus_days(1).start();
    let (mut at, mut id) = (from.start(), String::new());
    let mut all = Vec::new();
    while all.len() < most {
        let left = i64::try_from(most - all.len()).unwrap_or(BATCH).min(BATCH);
        let rows = tx.fetch_all(OPENED, args![at, &id, until, left]).await?;
        let is_last = i64::try_from(rows.len()) != Ok(left);
        for row in &rows {
            let (received, matter, opened) = opened(row)?;
            (at, id) = (received, matter.to_string());
            all.push(opened);
        }
        if is_last {
            break;
        }
    }
    Ok(all)
}
