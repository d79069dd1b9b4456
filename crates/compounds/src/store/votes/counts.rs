//! The commitment to the ballots of a vote and what was counted from them.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

queries! {
    COMMIT = "INSERT INTO vote_count (vote_id, root, published, committed_at, outcome, counted_at)
        VALUES ($1, $2, '', $3, '', NULL) ON CONFLICT (vote_id) DO NOTHING";
    COUNTED = "UPDATE vote_count SET outcome = $2, published = $3, counted_at = $4 WHERE vote_id = $1";
    LOAD = "SELECT root, published, committed_at, outcome, counted_at FROM vote_count WHERE vote_id = $1";
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub root: String,
    /// The anonymised ballots, as `huiyin votes verify` reads them.
    pub published: String,
    pub committed_at: Instant,
    /// Empty until it was counted.
    pub outcome: String,
    pub counted_at: Option<Instant>,
}

pub async fn commit(tx: &mut Tx, vote: Id, root: &str, now: Instant) -> Result<()> {
    tx.execute(COMMIT, args![vote, root, now]).await.map(drop)
}

pub async fn counted(
    tx: &mut Tx,
    vote: Id,
    (outcome, published): (&str, &str),
    now: Instant,
) -> Result<()> {
    tx.execute(COUNTED, args![vote, outcome, published, now])
        .await
        .map(drop)
}

pub async fn load(tx: &mut Tx, vote: Id) -> Result<Option<Count>> {
    let row = tx.fetch_optional(LOAD, args![vote]).await?;
    row.map(|row| {
        Ok(Count {
            root: row.get("root")?,
            published: row.get("published")?,
            committed_at: row.get("committed_at")?,
            outcome: row.get("outcome")?,
            counted_at: row.get("counted_at")?,
        })
    })
    .transpose()
}
