//! Votes that run: while one does, nothing changes who stood on its roll.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Date, Id, Instant};

queries! {
    FREEZE = "INSERT INTO estate_freeze (subject, estate_id, roll_on, from_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (subject) DO UPDATE SET roll_on = excluded.roll_on, until_at = NULL";
    THAW = "UPDATE estate_freeze SET until_at = $2 WHERE subject = $1 AND until_at IS NULL";
    FROZEN = "SELECT subject, roll_on FROM estate_freeze WHERE estate_id = $1 AND until_at IS NULL
        ORDER BY roll_on DESC, subject LIMIT 1";
}

/// A roll that must not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freeze {
    /// The vote whose roll it is.
    pub subject: Id,
    /// The day of the roll.
    pub roll_on: Date,
}

/// Holds the roll of a day while `subject` runs; called by a vote when its roll is settled.
pub async fn freeze(
    tx: &mut Tx,
    estate: Id,
    subject: Id,
    roll_on: Date,
    now: Instant,
) -> Result<()> {
    tx.execute(FREEZE, args![subject, estate, roll_on, now])
        .await
        .map(drop)
}

/// Lets a roll go; called when the vote is filed or called off. Twice does no harm.
pub async fn thaw(tx: &mut Tx, subject: Id, now: Instant) -> Result<()> {
    tx.execute(THAW, args![subject, now]).await.map(drop)
}

fn frozen(row: &Row) -> Result<Freeze> {
    Ok(Freeze {
        subject: row.get("subject")?,
        roll_on: row.get("roll_on")?,
    })
}

/// The latest roll of an estate that must not change, if a vote runs.
pub async fn frozen_by(tx: &mut Tx, estate: Id) -> Result<Option<Freeze>> {
    let row = tx.fetch_optional(FROZEN, args![estate]).await?;
    row.as_ref().map(frozen).transpose()
}
