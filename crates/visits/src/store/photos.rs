//! Photos taken at a door. The file lies among all photos; here stands what it belongs to.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::notebook::KeptPhoto;

queries! {
    ADD = "INSERT INTO visit_photo (id, visit_id, submission_id, question, blob, bytes, taken_at, received_at, indoors,
            consent) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING";
    OF_VISIT = "SELECT id, submission_id, question, blob, received_at, indoors FROM visit_photo
        WHERE visit_id = $1 ORDER BY received_at, id LIMIT $2";
    OF_SUBMISSION = "SELECT id, submission_id, question, blob, received_at, indoors FROM visit_photo
        WHERE submission_id = $1 ORDER BY id LIMIT $2";
    /// Those of rounds that were over before, and of rounds that never end if they are as old.
    OLD = "SELECT p.id, p.submission_id, p.question, p.blob, p.received_at, p.indoors FROM visit_photo p
            JOIN visit v ON v.id = p.visit_id JOIN visit_round r ON r.id = v.round_id
        WHERE p.received_at < $1 AND (r.ended_at < $1 OR r.ended_at IS NULL AND r.last_on < $2)
        ORDER BY p.received_at, p.id LIMIT $3";
    REMOVE = "DELETE FROM visit_photo WHERE id = $1";
}

const OF_VISIT_LIMIT: i64 = 400;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub id: Id,
    pub submission: Id,
    pub question: String,
    pub blob: String,
    pub received_at: Instant,
    pub indoors: bool,
}

fn photo(row: &Row) -> Result<Photo> {
    Ok(Photo {
        id: row.get("id")?,
        submission: row.get("submission_id")?,
        question: row.get("question")?,
        blob: row.get("blob")?,
        received_at: row.get("received_at")?,
        indoors: row.get("indoors")?,
    })
}

pub async fn add(tx: &mut Tx, kept: &KeptPhoto) -> Result<()> {
    let values = args![
        kept.id,
        kept.visit,
        kept.submission,
        &kept.question,
        &kept.blob,
        kept.bytes,
        kept.taken_at,
        kept.received_at,
        kept.indoors,
        kept.consent
    ];
    tx.execute(ADD, values).await.map(drop)
}

pub async fn of_visit(tx: &mut Tx, visit: Id) -> Result<Vec<Photo>> {
    let rows = tx.fetch_all(OF_VISIT, args![visit, OF_VISIT_LIMIT]).await?;
    rows.iter().map(photo).collect()
}

pub async fn of_submission(tx: &mut Tx, submission: Id) -> Result<Vec<Photo>> {
    let rows = tx
        .fetch_all(OF_SUBMISSION, args![submission, OF_VISIT_LIMIT])
        .await?;
    rows.iter().map(photo).collect()
}

/// Photos that were kept long enough after their round.
pub async fn old(tx: &mut Tx, before: Instant, limit: i64) -> Result<Vec<Photo>> {
    let values = args![before, before.date(), limit];
    let rows = tx.fetch_all(OLD, values).await?;
    rows.iter().map(photo).collect()
}

pub async fn remove(tx: &mut Tx, id: Id) -> Result<()> {
    tx.execute(REMOVE, args![id]).await.map(drop)
}
