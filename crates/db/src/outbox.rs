//! What must be told to somebody or something after a change: rows written in the change's own
//! transaction, handled at least once, each with its fate.

use huiyin_kernel::{Id, Instant};
use serde::Serialize;

use crate::{Db, Result, Row, StoreError, Tx, args, queries};

queries! {
    ADD = "INSERT INTO outbox (id, topic, subject, body, created_at, next_at, attempts, fate, last_error, done_at)
        VALUES ($1, $2, $3, $4, $5, $5, 0, 'waiting', '', NULL) ON CONFLICT (id) DO NOTHING";
    DUE = "SELECT id, topic, subject, body, attempts, created_at FROM outbox
        WHERE next_at IS NOT NULL AND next_at <= $1 ORDER BY next_at LIMIT $2";
    TAKE = "UPDATE outbox SET next_at = $3, attempts = attempts + 1
        WHERE id = $1 AND next_at IS NOT NULL AND next_at <= $2";
    DONE = "UPDATE outbox SET next_at = NULL, fate = $2, done_at = $3, last_error = '' WHERE id = $1";
    RETRY = "UPDATE outbox SET next_at = $2, last_error = $3 WHERE id = $1";
    DEAD = "UPDATE outbox SET next_at = NULL, fate = 'dead', last_error = $2 WHERE id = $1";
    DEAD_LETTERS = "SELECT id, topic, subject, last_error, attempts, created_at FROM outbox
        WHERE fate = 'dead' ORDER BY created_at DESC LIMIT $1";
    REVIVE = "UPDATE outbox SET next_at = $2, fate = 'waiting', attempts = 0 WHERE id = $1 AND fate = 'dead'";
    FORGET = "UPDATE outbox SET body = '{}' WHERE subject = $1 AND next_at IS NULL";
    WITHDRAW = "DELETE FROM outbox WHERE subject = $1 AND topic = $2 AND next_at IS NOT NULL";
    BACKLOG = "SELECT COUNT(*) AS n FROM outbox WHERE next_at IS NOT NULL";
}

/// After this many tries a message is dead and waits for a person.
pub const MAX_ATTEMPTS: i64 = 8;
const TAKEN_SECONDS: i64 = 60;

/// A message that is due.
#[derive(Debug, Clone)]
pub struct Message {
    pub id: Id,
    pub topic: String,
    pub subject: Id,
    pub body: String,
    pub attempts: i64,
    pub created_at: Instant,
}

/// How handling a message ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Handled; the word says how (`delivered`, `kept`, `none-to-tell`).
    Done(&'static str),
    Retry(String),
    Fail(String),
}

/// A dead letter, as shown to an administrator.
#[derive(Debug, Clone)]
pub struct DeadLetter {
    pub id: Id,
    pub topic: String,
    pub subject: Id,
    pub last_error: String,
    pub attempts: i64,
    pub created_at: Instant,
}

/// Adds a message in the transaction of the change. The same id twice is one message.
pub async fn add(
    tx: &mut Tx,
    id: Id,
    topic: &str,
    subject: Id,
    body: &impl Serialize,
    now: Instant,
) -> Result<()> {
    let body = serde_json::to_string(body).map_err(StoreError::inconsistent)?;
    tx.later(ADD, args![id, topic, subject, body, now]).await
}

fn message(row: &Row) -> Result<Message> {
    Ok(Message {
        id: row.get("id")?,
        topic: row.get("topic")?,
        subject: row.get("subject")?,
        body: row.get("body")?,
        attempts: row.get("attempts")?,
        created_at: row.get("created_at")?,
    })
}

/// Takes up to `limit` due messages; a worker that dies gives them back after a minute.
pub async fn take(db: &Db, now: Instant, limit: i64) -> Result<Vec<Message>> {
    let mut tx = db.write().await?;
    let mut taken = Vec::new();
    for row in tx.fetch_all(DUE, args![now, limit]).await? {
        let message = message(&row)?;
        let until = now.plus_seconds(TAKEN_SECONDS);
        if tx.execute(TAKE, args![message.id, now, until]).await? == 1 {
            taken.push(message);
        }
    }
    tx.commit().await?;
    Ok(taken)
}

/// Records how a message ended; a retry waits twice as long each time, at most an hour.
pub async fn settle(db: &Db, message: &Message, fate: Fate, now: Instant) -> Result<()> {
    let mut tx = db.write().await?;
    settle_in(&mut tx, message, fate, now).await?;
    tx.commit().await
}

/// The same for several in one transaction. Whoever dies before handles all of them again.
pub async fn settle_all(db: &Db, ended: Vec<(&Message, Fate)>, now: Instant) -> Result<()> {
    let mut tx = db.write().await?;
    for (message, fate) in ended {
        settle_in(&mut tx, message, fate, now).await?;
    }
    tx.commit().await
}

async fn settle_in(tx: &mut Tx, message: &Message, fate: Fate, now: Instant) -> Result<()> {
    match fate {
        Fate::Done(word) => tx.execute(DONE, args![message.id, word, now]).await?,
        Fate::Retry(why) if message.attempts + 1 < MAX_ATTEMPTS => {
            let exponent = u32::try_from(message.attempts.clamp(0, 10)).unwrap_or(10);
            let wait_seconds = 15i64.saturating_mul(2i64.pow(exponent)).min(3600);
            tx.execute(
                RETRY,
                args![message.id, now.plus_seconds(wait_seconds), why],
            )
            .await?
        }
        Fate::Retry(why) | Fate::Fail(why) => tx.execute(DEAD, args![message.id, why]).await?,
    };
    Ok(())
}

pub async fn dead_letters(tx: &mut Tx, limit: i64) -> Result<Vec<DeadLetter>> {
    let rows = tx.fetch_all(DEAD_LETTERS, args![limit]).await?;
    rows.iter()
        .map(|row| {
            Ok(DeadLetter {
                id: row.get("id")?,
                topic: row.get("topic")?,
                subject: row.get("subject")?,
                last_error: row.get("last_error")?,
                attempts: row.get("attempts")?,
                created_at: row.get("created_at")?,
            })
        })
        .collect()
}

/// Sends a dead letter round again.
pub async fn revive(tx: &mut Tx, id: Id, now: Instant) -> Result<bool> {
    Ok(tx.execute(REVIVE, args![id, now]).await? == 1)
}

/// Empties settled messages about a subject: an order once carried out may still name where.
pub async fn forget(tx: &mut Tx, subject: Id) -> Result<u64> {
    tx.execute(FORGET, args![subject]).await
}

/// Takes back messages about a subject that nobody has handled yet; says how many.
pub async fn withdraw(tx: &mut Tx, subject: Id, topic: &str) -> Result<u64> {
    tx.execute(WITHDRAW, args![subject, topic]).await
}

pub async fn backlog(tx: &mut Tx) -> Result<i64> {
    tx.fetch_one(BACKLOG, args![]).await?.get("n")
}
