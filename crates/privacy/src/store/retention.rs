use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::Keep;

queries! {
    ANNOUNCE = "INSERT INTO privacy_retention (id, what, subject, label, amount, since, announced_at, not_before, held_reason, ended_at, result)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, NULL, '') ON CONFLICT (what, subject) DO NOTHING";
    IS_ANNOUNCED = "SELECT id FROM privacy_retention WHERE what = $1 AND subject = $2";
    WAITING = "SELECT id, what, subject, label, amount, since, announced_at, not_before, held_reason, ended_at, result
        FROM privacy_retention WHERE ended_at IS NULL AND (not_before, id) > ($1, $2) ORDER BY not_before, id LIMIT $3";
    READY = "SELECT id, what, subject, label, amount, since, announced_at, not_before, held_reason, ended_at, result
        FROM privacy_retention WHERE ended_at IS NULL AND held_reason IS NULL AND not_before <= $1
        ORDER BY not_before, id LIMIT $2";
    ENDED = "SELECT id, what, subject, label, amount, since, announced_at, not_before, held_reason, ended_at, result
        FROM privacy_retention WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id DESC LIMIT $1";
    HOLD = "UPDATE privacy_retention SET held_reason = $2 WHERE id = $1 AND ended_at IS NULL";
    RELEASE = "UPDATE privacy_retention SET held_reason = NULL, not_before = $2 WHERE id = $1 AND ended_at IS NULL";
    END = "UPDATE privacy_retention SET ended_at = $2, result = $3 WHERE id = $1 AND ended_at IS NULL";
    DROP = "DELETE FROM privacy_retention WHERE id = $1";
}

/// Something that will go, since when it is kept, and when at the earliest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: Id,
    pub keep: Keep,
    pub subject: Id,
    /// The number of the matter.
    pub label: String,
    pub since: Instant,
    pub announced_at: Instant,
    pub not_before: Instant,
    pub held_reason: Option<String>,
    pub ended_at: Option<Instant>,
    pub result: String,
}

fn item(row: &Row) -> Result<Item> {
    let what: String = row.get("what")?;
    Ok(Item {
        id: row.get("id")?,
        keep: Keep::from_name(&what).ok_or_else(|| StoreError::inconsistent("what is kept"))?,
        subject: row.get("subject")?,
        label: row.get("label")?,
        since: row.get("since")?,
        announced_at: row.get("announced_at")?,
        not_before: row.get("not_before")?,
        held_reason: row.get("held_reason")?,
        ended_at: row.get("ended_at")?,
        result: row.get("result")?,
    })
}

pub async fn is_announced(tx: &mut Tx, keep: Keep, subject: Id) -> Result<bool> {
    let row = tx
        .fetch_optional(IS_ANNOUNCED, args![keep.name(), subject])
        .await?;
    Ok(row.is_some())
}

/// The same thing announced twice stands in the list once.
pub async fn announce(tx: &mut Tx, item: &Item) -> Result<bool> {
    let values = args![
        item.id,
        item.keep.name(),
        item.subject,
        &item.label,
        1i64,
        item.since,
        item.announced_at,
        item.not_before
    ];
    Ok(tx.execute(ANNOUNCE, values).await? == 1)
}

/// What waits, in the order in which it goes.
pub async fn waiting(tx: &mut Tx, at: Instant, id: &str, limit: i64) -> Result<Vec<Item>> {
    let rows = tx.fetch_all(WAITING, args![at, id, limit]).await?;
    rows.iter().map(item).collect()
}

/// What may go now: announced long enough ago, and held by nobody.
pub async fn ready(tx: &mut Tx, now: Instant, limit: i64) -> Result<Vec<Item>> {
    let rows = tx.fetch_all(READY, args![now, limit]).await?;
    rows.iter().map(item).collect()
}

pub async fn ended(tx: &mut Tx, limit: i64) -> Result<Vec<Item>> {
    let rows = tx.fetch_all(ENDED, args![limit]).await?;
    rows.iter().map(item).collect()
}

pub async fn hold(tx: &mut Tx, id: Id, reason: &str) -> Result<bool> {
    Ok(tx.execute(HOLD, args![id, reason]).await? == 1)
}

pub async fn release(tx: &mut Tx, id: Id, not_before: Instant) -> Result<bool> {
    Ok(tx.execute(RELEASE, args![id, not_before]).await? == 1)
}

pub async fn end(tx: &mut Tx, id: Id, now: Instant, result: &str) -> Result<()> {
    tx.execute(END, args![id, now, result]).await.map(drop)
}

/// No longer due: the matter lives again, or is kept longer now. It may be announced anew.
pub async fn drop_item(tx: &mut Tx, id: Id) -> Result<()> {
    tx.execute(DROP, args![id]).await.map(drop)
}
