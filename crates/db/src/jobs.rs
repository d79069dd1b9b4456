//! Periodic work. A job is a reconciler: it looks at the world and does what is missing, so that
//! running it twice, late, or after a crash does no harm. The row only says when it is next.

use huiyin_kernel::Instant;

use crate::{Db, Result, Tx, args, queries};

queries! {
    DECLARE = "INSERT INTO job (kind, every_seconds, next_at, taken_until, last_error, failures)
        VALUES ($1, $2, $3, 0, '', 0) ON CONFLICT (kind) DO UPDATE SET every_seconds = excluded.every_seconds";
    CLAIM = "UPDATE job SET taken_until = $3 WHERE kind = $1 AND next_at <= $2 AND taken_until <= $2";
    SUCCEEDED = "UPDATE job SET next_at = $2 + every_seconds * 1000000, taken_until = 0,
        last_done_at = $2, last_error = '', failures = 0 WHERE kind = $1";
    FAILED = "UPDATE job SET next_at = $2, taken_until = 0, last_error = $3, failures = failures + 1
        WHERE kind = $1";
    HOLD = "UPDATE job SET taken_until = $2 WHERE kind = $1 AND taken_until > 0";
    FORGET = "DELETE FROM job WHERE kind = $1";
    HURRY = "UPDATE job SET next_at = $2 WHERE kind = $1 AND next_at > $2";
    LIST = "SELECT kind, every_seconds, next_at, last_done_at, last_error, failures FROM job ORDER BY kind";
}

/// A worker that dies gives its job back after this long.
const TAKEN_SECONDS: i64 = 600;
const RETRY_SECONDS: i64 = 60;

/// A job as shown to an administrator.
#[derive(Debug, Clone)]
pub struct Job {
    pub kind: String,
    pub every_seconds: i64,
    pub next_at: Instant,
    pub last_done_at: Option<Instant>,
    pub last_error: String,
    pub failures: i64,
}

pub async fn declare(db: &Db, kind: &str, every_seconds: i64, now: Instant) -> Result<()> {
    let mut tx = db.write().await?;
    tx.execute(DECLARE, args![kind, every_seconds, now]).await?;
    tx.commit().await
}

/// True for exactly one worker when the job is due.
pub async fn claim(db: &Db, kind: &str, now: Instant) -> Result<bool> {
    let mut tx = db.write().await?;
    let until = now.plus_seconds(TAKEN_SECONDS);
    let claimed = tx.execute(CLAIM, args![kind, now, until]).await? == 1;
    tx.commit().await?;
    Ok(claimed)
}

pub async fn settle(
    db: &Db,
    kind: &str,
    outcome: std::result::Result<(), String>,
    now: Instant,
) -> Result<()> {
    let mut tx = db.write().await?;
    match outcome {
        Ok(()) => tx.execute(SUCCEEDED, args![kind, now]).await?,
        Err(why) => {
            tx.execute(FAILED, args![kind, now.plus_seconds(RETRY_SECONDS), why])
                .await?
        }
    };
    tx.commit().await
}

/// Keeps a claim alive while a long job goes on.
pub async fn hold(db: &Db, kind: &str, now: Instant) -> Result<()> {
    let mut tx = db.write().await?;
    let until = now.plus_seconds(TAKEN_SECONDS);
    tx.execute(HOLD, args![kind, until]).await?;
    tx.commit().await
}

/// Ends a run like [`settle`], with a pause of its own before the next try.
pub async fn fail(db: &Db, kind: &str, why: String, next_at: Instant) -> Result<()> {
    let mut tx = db.write().await?;
    tx.execute(FAILED, args![kind, next_at, why]).await?;
    tx.commit().await
}

/// Removes a job that this installation no longer does.
pub async fn forget(db: &Db, kind: &str) -> Result<()> {
    let mut tx = db.write().await?;
    tx.execute(FORGET, args![kind]).await?;
    tx.commit().await
}

/// Asks for a run at once.
pub async fn hurry(tx: &mut Tx, kind: &str, now: Instant) -> Result<()> {
    tx.execute(HURRY, args![kind, now]).await.map(drop)
}

pub async fn list(tx: &mut Tx) -> Result<Vec<Job>> {
    let rows = tx.fetch_all(LIST, args![]).await?;
    rows.iter()
        .map(|row| {
            Ok(Job {
                kind: row.get("kind")?,
                every_seconds: row.get("every_seconds")?,
                next_at: row.get("next_at")?,
                last_done_at: row.get("last_done_at")?,
                last_error: row.get("last_error")?,
                failures: row.get("failures")?,
            })
        })
        .collect()
}
