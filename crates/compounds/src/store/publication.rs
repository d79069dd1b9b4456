//! What the owners were told, and what they asked.

use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Id, Instant};
use serde::Serialize;

use crate::model::ledger::{Asked, Covers, Notice, NoticeState};
use crate::store::counted;

queries! {
    INSERT = "INSERT INTO money_notice (id, version, book_id, covers, period_from, period_to, state, rows_json, uses_json,
        note, due_by, released_at, posted_on, down_after, proof_blob)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    UPDATE = "UPDATE money_notice SET version = version + 1, state = $3, released_at = $4, posted_on = $5,
        down_after = $6, proof_blob = $7 WHERE id = $1 AND version = $2";
    LOAD = "SELECT id, version, book_id, covers, period_from, period_to, state, rows_json, uses_json, note, due_by,
        released_at, posted_on, down_after, proof_blob FROM money_notice WHERE id = $1";
    OF_BOOK = "SELECT id, version, book_id, covers, period_from, period_to, state, rows_json, uses_json, note, due_by,
        released_at, posted_on, down_after, proof_blob FROM money_notice
        WHERE book_id = $1 ORDER BY period_to DESC, period_from DESC LIMIT $2";
    RELEASED = "SELECT id, version, book_id, covers, period_from, period_to, state, rows_json, uses_json, note, due_by,
        released_at, posted_on, down_after, proof_blob FROM money_notice
        WHERE released_at IS NOT NULL AND released_at >= $1 ORDER BY released_at, id LIMIT $2";
    HEADS = "SELECT id AS subject, version FROM money_notice WHERE id > $1 ORDER BY id LIMIT $2";
    ASK = "INSERT INTO money_question (id, notice_id, asked_at, due_by, asked) VALUES ($1, $2, $3, $4, $5)";
    ASKED = "SELECT id, notice_id, asked_at, due_by, asked, answer, answered_at, matter_id FROM money_question
        WHERE notice_id = $1 ORDER BY asked_at, id LIMIT $2";
    QUESTION = "SELECT id, notice_id, asked_at, due_by, asked, answer, answered_at, matter_id
        FROM money_question WHERE id = $1";
    ANSWER = "UPDATE money_question SET answer = $2, answered_at = $3 WHERE id = $1 AND answered_at IS NULL";
    HAND_OVER = "UPDATE money_question SET matter_id = $2 WHERE id = $1 AND matter_id IS NULL";
}

pub const SUBJECT: &str = "money_notice";
/// Publications of one book that are looked at: ten years of quarters and more.
const NOTICES_LIMIT: i64 = 120;
/// Questions under one publication.
pub const QUESTIONS_LIMIT: i64 = 200;

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(StoreError::inconsistent)
}

fn notice(row: &Row) -> Result<Notice> {
    let state: String = row.get("state")?;
    let covers: String = row.get("covers")?;
    Ok(Notice {
        id: row.get("id")?,
        version: row.get("version")?,
        book: row.get("book_id")?,
        covers: Covers::from_name(&covers)
            .ok_or_else(|| StoreError::Inconsistent(format!("covers {covers}")))?,
        from: row.get("period_from")?,
        to: row.get("period_to")?,
        state: NoticeState::from_name(&state)
            .ok_or_else(|| StoreError::Inconsistent(format!("state {state}")))?,
        rows: row.json("rows_json")?,
        uses: row.json("uses_json")?,
        note: row.get("note")?,
        due_by: row.get("due_by")?,
        released_at: row.get("released_at")?,
        posted_on: row.get("posted_on")?,
        down_after: row.get("down_after")?,
        proof_blob: row.get("proof_blob")?,
    })
}

pub async fn insert(tx: &mut Tx, notice: &Notice) -> Result<()> {
    let values = args![
        notice.id,
        notice.version,
        notice.book,
        notice.covers.name(),
        notice.from,
        notice.to,
        notice.state.name(),
        json(&notice.rows)?,
        json(&notice.uses)?,
        &notice.note,
        notice.due_by,
        notice.released_at,
        notice.posted_on,
        notice.down_after,
        notice.proof_blob.as_deref()
    ];
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn update(tx: &mut Tx, notice: &mut Notice) -> Result<()> {
    let values = args![
        notice.id,
        notice.version,
        notice.state.name(),
        notice.released_at,
        notice.posted_on,
        notice.down_after,
        notice.proof_blob.as_deref()
    ];
    tx.execute_locked(UPDATE, values, notice.id, i64::from(notice.version))
        .await?;
    notice.version += 1;
    Ok(())
}

pub async fn load(tx: &mut Tx, id: Id) -> Result<Option<Notice>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.as_ref().map(notice).transpose()
}

/// The newest period first, drafts among them.
pub async fn of_book(tx: &mut Tx, book: Id) -> Result<Vec<Notice>> {
    let rows = tx.fetch_all(OF_BOOK, args![book, NOTICES_LIMIT]).await?;
    rows.iter().map(notice).collect()
}

/// What was published since then, the oldest first.
pub async fn released_since(tx: &mut Tx, since: Instant, limit: i64) -> Result<Vec<Notice>> {
    let rows = tx.fetch_all(RELEASED, args![since, limit]).await?;
    rows.iter().map(notice).collect()
}

fn question(row: &Row) -> Result<Asked> {
    Ok(Asked {
        id: row.get("id")?,
        notice: row.get("notice_id")?,
        asked_at: row.get("asked_at")?,
        due_by: row.get("due_by")?,
        text: row.get("asked")?,
        answer: row.get("answer")?,
        answered_at: row.get("answered_at")?,
        matter: row.get("matter_id")?,
    })
}

pub async fn ask(tx: &mut Tx, asked: &Asked) -> Result<()> {
    let values = args![
        asked.id,
        asked.notice,
        asked.asked_at,
        asked.due_by,
        &asked.text
    ];
    tx.execute(ASK, values).await.map(drop)
}

pub async fn asked(tx: &mut Tx, notice: Id) -> Result<Vec<Asked>> {
    let rows = tx.fetch_all(ASKED, args![notice, QUESTIONS_LIMIT]).await?;
    rows.iter().map(question).collect()
}

pub async fn question_of(tx: &mut Tx, id: Id) -> Result<Option<Asked>> {
    let row = tx.fetch_optional(QUESTION, args![id]).await?;
    row.as_ref().map(question).transpose()
}

/// False where it was answered before.
pub async fn answer(tx: &mut Tx, id: Id, text: &str, now: Instant) -> Result<bool> {
    Ok(tx.execute(ANSWER, args![id, text, now]).await? == 1)
}

/// False where it became a matter before.
pub async fn hand_over(tx: &mut Tx, id: Id, matter: Id) -> Result<bool> {
    Ok(tx.execute(HAND_OVER, args![id, matter]).await? == 1)
}

/// One row of a publication's history.
pub async fn record(
    tx: &mut Tx,
    notice: &Notice,
    (kind, body): (&str, &impl Serialize),
    actor: &str,
    now: Instant,
) -> Result<()> {
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: notice.id,
        version: i64::from(notice.version),
        at: now,
        actor,
        kind,
    };
    journal::append(tx, &entry, body).await?;
    counted::write(tx, SUBJECT, notice.id).await
}
