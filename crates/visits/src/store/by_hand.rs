//! Doors whose people somebody tells of a visit, because no message could be sent.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::bounds;

queries! {
    ADD = "INSERT INTO visit_by_hand (visit_id, round_id) VALUES ($1, $2) ON CONFLICT (visit_id) DO NOTHING";
    /// The next to be called on first.
    LEFT = "SELECT b.visit_id AS id, d.area_path AS area_path FROM visit_by_hand b
            JOIN visit v ON v.id = b.visit_id JOIN dwelling d ON d.id = v.dwelling_id
        WHERE b.round_id = $1 AND b.told_at IS NULL AND v.state = 'planned' AND v.arrive_at > $2
        ORDER BY v.arrive_at, v.id LIMIT $3";
    TOLD = "UPDATE visit_by_hand SET told_at = $3, told_by = $4
        WHERE visit_id = $1 AND round_id = $2 AND told_at IS NULL";
}

#[expect(clippy::cast_possible_wrap, reason = "a small constant")]
const VISITS_LIMIT: i64 = bounds::VISITS as i64;

pub async fn add(tx: &mut Tx, visit: Id, round: Id) -> Result<()> {
    tx.execute(ADD, args![visit, round]).await.map(drop)
}

/// A visit whose people still have to hear of it, and the path of its area.
pub type Left = (Id, String);

pub async fn left(tx: &mut Tx, round: Id, now: Instant) -> Result<Vec<Left>> {
    let rows = tx.fetch_all(LEFT, args![round, now, VISITS_LIMIT]).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("area_path")?)))
        .collect()
}

/// Notes that somebody told them. False where it was noted before or nobody had to.
pub async fn told(tx: &mut Tx, (visit, round): (Id, Id), by: Id, now: Instant) -> Result<bool> {
    let values = args![visit, round, now, by];
    Ok(tx.execute(TOLD, values).await? > 0)
}
