//! Two owners who are one person, as it was decided.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::register::OwnerId;

queries! {
    ADD = "INSERT INTO estate_one_person (id, estate_id, kept_id, gone_id, reason, decided_by, decided_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OF_KEPT = "SELECT reason, decided_at FROM estate_one_person WHERE kept_id = $1
        ORDER BY decided_at, id LIMIT $2";
    HAND_ON = "UPDATE estate_holding SET owner_id = $2 WHERE owner_id = $1";
    REPRESENTED = "SELECT id FROM estate_unit WHERE estate_id = $1 AND representative_id = $2 ORDER BY id LIMIT $3";
}

/// Decisions about one owner.
const MOST: i64 = 50;
/// Units for which one owner votes.
const UNITS_MOST: i64 = 1_000;

pub async fn add(
    tx: &mut Tx,
    (id, estate): (Id, Id),
    (kept, gone): (OwnerId, OwnerId),
    (reason, by, now): (&str, &str, Instant),
) -> Result<()> {
    let values = args![id, estate, kept.0, gone.0, reason, by, now];
    tx.execute(ADD, values).await.map(drop)
}

/// Why others were taken for this owner, and when.
pub async fn of_kept(tx: &mut Tx, kept: OwnerId) -> Result<Vec<(String, Instant)>> {
    let rows = tx.fetch_all(OF_KEPT, args![kept.0, MOST]).await?;
    rows.iter()
        .map(|row| Ok((row.get("reason")?, row.get("decided_at")?)))
        .collect()
}

/// Everything that one of them holds and held is the other's.
pub async fn hand_on(tx: &mut Tx, gone: OwnerId, kept: OwnerId) -> Result<()> {
    tx.execute(HAND_ON, args![gone.0, kept.0]).await.map(drop)
}

/// Units of an estate for which this owner votes.
pub async fn represented_by(tx: &mut Tx, estate: Id, owner: OwnerId) -> Result<Vec<Id>> {
    let values = args![estate, owner.0, UNITS_MOST];
    let rows = tx.fetch_all(REPRESENTED, values).await?;
    rows.iter().map(|row| row.get("id")).collect()
}
