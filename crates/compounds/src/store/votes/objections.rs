//! Objections to a roll or to a result.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Entropy, Id, Instant};
use serde::{Deserialize, Serialize};

use crate::model::votes::bounds::OBJECTIONS;

queries! {
    INSERT = "INSERT INTO vote_objection (id, vote_id, version, number, stage, said_sealed, answer, upheld, made_at, answered_at)
        VALUES ($1, $2, 1, $3, $4, $5, '', NULL, $6, NULL)";
    ANSWER = "UPDATE vote_objection SET version = 2, answer = $2, upheld = $3, answered_at = $4
        WHERE id = $1 AND version = 1";
    OF_VOTE = "SELECT id, number, stage, said_sealed, answer, upheld, made_at, answered_at FROM vote_objection
        WHERE vote_id = $1 ORDER BY number LIMIT $2";
    LOAD = "SELECT id, number, stage, said_sealed, answer, upheld, made_at, answered_at FROM vote_objection
        WHERE vote_id = $1 AND id = $2";
    OPEN = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM vote_objection
        WHERE vote_id = $1 AND stage = $2 AND answered_at IS NULL";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM vote_objection WHERE vote_id = $1";
    HEADS = "SELECT id AS subject, version FROM vote_objection WHERE id > $1 ORDER BY id LIMIT $2";
}

pub const SUBJECT: &str = "vote_objection";

/// Who objects, how to reach them, and what they say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub name: String,
    pub contact: String,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    pub id: Id,
    pub number: u32,
    /// `roll` or `result`.
    pub stage: String,
    pub said: Said,
    pub answer: String,
    pub upheld: Option<bool>,
    pub made_at: Instant,
    pub answered_at: Option<Instant>,
}

fn place(id: Id) -> String {
    format!("vote_objection.said:{id}")
}

fn objection(row: &Row, keys: &Keys) -> Result<Objection> {
    let id: Id = row.get("id")?;
    let sealed: Vec<u8> = row.get("said_sealed")?;
    let said = keys.open(&place(id), &sealed)?;
    Ok(Objection {
        id,
        number: row.get("number")?,
        stage: row.get("stage")?,
        said: serde_json::from_str(&said).map_err(StoreError::inconsistent)?,
        answer: row.get("answer")?,
        upheld: row.get("upheld")?,
        made_at: row.get("made_at")?,
        answered_at: row.get("answered_at")?,
    })
}

async fn record(
    tx: &mut Tx,
    (id, version): (Id, i64),
    (kind, body): (&str, &serde_json::Value),
    (actor, now): (&str, Instant),
) -> Result<()> {
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: id,
        version,
        at: now,
        actor,
        kind,
    };
    journal::append(tx, &entry, body).await
}

/// Keeps an objection and gives it the next number of its vote.
pub async fn insert(
    tx: &mut Tx,
    (keys, entropy): (&Keys, &dyn Entropy),
    (id, vote, stage): (Id, Id, &str),
    said: &Said,
    (actor, now): (&str, Instant),
) -> Result<u32> {
    let number = count(tx, vote).await?.saturating_add(1);
    let plain = serde_json::to_string(said).map_err(StoreError::inconsistent)?;
    let sealed = keys.seal(&place(id), &plain, entropy)?;
    tx.execute(INSERT, args![id, vote, number, stage, sealed, now])
        .await?;
    let body = serde_json::json!({ "vote": vote, "stage": stage });
    record(tx, (id, 1), ("made", &body), (actor, now)).await?;
    Ok(number)
}

/// False where somebody answered before.
pub async fn answer(
    tx: &mut Tx,
    id: Id,
    (text, upheld): (&str, bool),
    (actor, now): (&str, Instant),
) -> Result<bool> {
    let changed = tx.execute(ANSWER, args![id, text, upheld, now]).await?;
    if changed == 0 {
        return Ok(false);
    }
    let body = serde_json::json!({ "upheld": upheld });
    record(tx, (id, 2), ("answered", &body), (actor, now)).await?;
    Ok(true)
}

pub async fn of_vote(tx: &mut Tx, keys: &Keys, vote: Id) -> Result<Vec<Objection>> {
    let rows = tx.fetch_all(OF_VOTE, args![vote, OBJECTIONS]).await?;
    rows.iter().map(|row| objection(row, keys)).collect()
}

pub async fn load(tx: &mut Tx, keys: &Keys, vote: Id, id: Id) -> Result<Option<Objection>> {
    let row = tx.fetch_optional(LOAD, args![vote, id]).await?;
    row.map(|row| objection(&row, keys)).transpose()
}

/// Objections of a stage that nobody has answered.
pub async fn open(tx: &mut Tx, vote: Id, stage: &str) -> Result<u32> {
    let row = tx.fetch_one(OPEN, args![vote, stage]).await?;
    u32::try_from(row.get::<i64>("n")?).map_err(StoreError::inconsistent)
}

pub async fn count(tx: &mut Tx, vote: Id) -> Result<u32> {
    let row = tx.fetch_one(COUNT, args![vote]).await?;
    u32::try_from(row.get::<i64>("n")?).map_err(StoreError::inconsistent)
}
