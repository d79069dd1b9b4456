//! Rows of what came from notebooks.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use super::photos::PhotoNote;

queries! {
    CLAIM = "INSERT INTO notebook_received (id, kind, visit_id, account_id, digest, received_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING";
    CLAIMED = "SELECT digest, account_id, kind, visit_id FROM notebook_received WHERE id = $1";
    BEGIN = "INSERT INTO notebook_upload (id, visit_id, submission_id, question, account_id, bytes,
            digest, taken_at, indoors, consent, begun_at, received, blob, done_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, NULL, NULL) ON CONFLICT (id) DO NOTHING";
    UPLOAD = "SELECT id, visit_id, submission_id, question, account_id, bytes, digest, taken_at, indoors,
        consent, received, blob FROM notebook_upload WHERE id = $1";
    ADD_CHUNK = "INSERT INTO notebook_chunk (upload_id, starts_at, body) VALUES ($1, $2, $3)
        ON CONFLICT (upload_id, starts_at) DO NOTHING";
    COME_TO = "UPDATE notebook_upload SET received = $2 WHERE id = $1";
    CHUNKS = "SELECT body FROM notebook_chunk WHERE upload_id = $1 ORDER BY starts_at LIMIT $2";
    DROP_CHUNKS = "DELETE FROM notebook_chunk WHERE upload_id = $1";
    DONE = "UPDATE notebook_upload SET blob = $2, done_at = $3 WHERE id = $1";
    STALE = "SELECT id FROM notebook_upload WHERE begun_at < $1 AND blob IS NULL AND received > 0
        ORDER BY begun_at, id LIMIT $2";
    SEAL = "INSERT INTO notebook_sealed (id, kind, draft, visit_id, submission_id, delivered_by, changed_at,
            received_at, state, why, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING";
    SEALED = "SELECT id, kind, draft, visit_id, submission_id, delivered_by, changed_at, received_at, state,
        why, body FROM notebook_sealed WHERE id = $1";
    WAITING = "SELECT id, kind, draft, visit_id, submission_id, delivered_by, changed_at, received_at, state,
            why, body FROM notebook_sealed
        WHERE state = 'waits' AND (received_at > $1 OR received_at = $1 AND id > $2)
        ORDER BY received_at, id LIMIT $3";
    PHOTOS_ALONE = "SELECT id, kind, draft, visit_id, submission_id, delivered_by, changed_at, received_at,
            state, why, body FROM notebook_sealed
        WHERE submission_id = $1 AND kind = 'photo' AND state = 'waits' AND why = 'alone' LIMIT $2";
    SETTLE = "UPDATE notebook_sealed SET state = $2, body = $3 WHERE id = $1 AND state = 'waits'";
    WAIT_FOR = "UPDATE notebook_sealed SET why = $2 WHERE id = $1 AND state = 'waits'";
    FORGET_SEALED = "UPDATE notebook_sealed SET state = 'forgotten', body = $2 WHERE visit_id = $1";
    FORGET_PIECES = "DELETE FROM notebook_chunk WHERE upload_id IN
        (SELECT id FROM notebook_upload WHERE visit_id = $1)";
    WAITING_FROM = "SELECT COUNT(*) AS n FROM notebook_sealed WHERE delivered_by = $1 AND state = 'waits'";
}

/// Pieces of one photo at most.
const CHUNKS_MAX: i64 = 10_000;

/// An id that a phone made, claimed in the transaction that keeps what it stands for.
pub(crate) struct Claim {
    pub id: Id,
    pub kind: &'static str,
    pub visit: Id,
    pub account: Id,
    pub digest: String,
    pub now: Instant,
}

/// False where the same came before; another thing under the same id is a conflict.
pub(crate) async fn claim(tx: &mut Tx, claim: &Claim) -> Result<bool> {
    let values = args![
        claim.id,
        claim.kind,
        claim.visit,
        claim.account,
        &claim.digest,
        claim.now
    ];
    if tx.execute(CLAIM, values).await? == 1 {
        return Ok(true);
    }
    let row = tx.fetch_one(CLAIMED, args![claim.id]).await?;
    let (digest, kind): (String, String) = (row.get("digest")?, row.get("kind")?);
    if digest == claim.digest && kind == claim.kind {
        return Ok(false);
    }
    Err(huiyin_db::StoreError::Duplicate(claim.id.to_string()))
}

/// Whether the very same came before.
pub(crate) async fn is_claimed(tx: &mut Tx, id: Id, kind: &str, digest: &str) -> Result<bool> {
    let Some(row) = tx.fetch_optional(CLAIMED, args![id]).await? else {
        return Ok(false);
    };
    let (known, as_what): (String, String) = (row.get("digest")?, row.get("kind")?);
    Ok(known == digest && as_what == kind)
}

/// Who wrote the submission, where it has come.
pub(crate) async fn author_of(tx: &mut Tx, submission: Id) -> Result<Option<Id>> {
    let written = written(tx, submission).await?;
    Ok(written.map(|(author, _)| author))
}

/// Who wrote the submission and about which door, where it has come.
pub(crate) async fn written(tx: &mut Tx, submission: Id) -> Result<Option<(Id, Id)>> {
    let row = tx.fetch_optional(CLAIMED, args![submission]).await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let kind: String = row.get("kind")?;
    if kind == "visit" {
        Ok(Some((row.get("account_id")?, row.get("visit_id")?)))
    } else {
        Ok(None)
    }
}

/// A photo on its way.
pub(crate) struct Upload {
    pub note: PhotoNote,
    pub account: Id,
    pub received: i64,
    pub blob: Option<String>,
}

pub(crate) async fn begin(tx: &mut Tx, note: &PhotoNote, account: Id, now: Instant) -> Result<()> {
    let values = args![
        note.id,
        note.visit,
        note.submission,
        &note.question,
        account,
        note.bytes,
        &note.digest,
        note.taken_at,
        note.indoors,
        note.consent,
        now
    ];
    tx.execute(BEGIN, values).await.map(drop)
}

pub(crate) async fn upload(tx: &mut Tx, id: Id) -> Result<Option<Upload>> {
    let row = tx.fetch_optional(UPLOAD, args![id]).await?;
    row.map(|row| {
        Ok(Upload {
            note: PhotoNote {
                id: row.get("id")?,
                visit: row.get("visit_id")?,
                submission: row.get("submission_id")?,
                question: row.get("question")?,
                bytes: row.get("bytes")?,
                digest: row.get("digest")?,
                taken_at: row.get("taken_at")?,
                indoors: row.get("indoors")?,
                consent: row.get("consent")?,
            },
            account: row.get("account_id")?,
            received: row.get("received")?,
            blob: row.get("blob")?,
        })
    })
    .transpose()
}

pub(crate) async fn add_chunk(
    tx: &mut Tx,
    id: Id,
    offset: i64,
    body: &[u8],
    end: i64,
) -> Result<()> {
    tx.execute(ADD_CHUNK, args![id, offset, body.to_vec()])
        .await?;
    tx.execute(COME_TO, args![id, end]).await.map(drop)
}

pub(crate) async fn chunks(tx: &mut Tx, id: Id) -> Result<Vec<u8>> {
    let rows = tx.fetch_all(CHUNKS, args![id, CHUNKS_MAX]).await?;
    let mut whole = Vec::new();
    for row in rows {
        let body: Vec<u8> = row.get("body")?;
        whole.extend_from_slice(&body);
    }
    Ok(whole)
}

pub(crate) async fn start_again(tx: &mut Tx, id: Id) -> Result<()> {
    tx.execute(DROP_CHUNKS, args![id]).await?;
    tx.execute(COME_TO, args![id, 0_i64]).await.map(drop)
}

/// Photos that were begun before and never became whole.
pub(crate) async fn stale(tx: &mut Tx, before: Instant, most: i64) -> Result<Vec<Id>> {
    let rows = tx.fetch_all(STALE, args![before, most]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

pub(crate) async fn done(tx: &mut Tx, id: Id, blob: &str, now: Instant) -> Result<()> {
    tx.execute(DONE, args![id, blob, now]).await?;
    tx.execute(DROP_CHUNKS, args![id]).await.map(drop)
}

/// Something that came sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedRow {
    pub id: Id,
    pub kind: String,
    pub draft: bool,
    pub visit: Id,
    pub submission: Id,
    pub delivered_by: Id,
    pub changed_at: Instant,
    pub received_at: Instant,
    pub state: String,
    pub why: String,
    pub(crate) body: Vec<u8>,
}

pub(crate) async fn keep_sealed(tx: &mut Tx, row: &SealedRow) -> Result<()> {
    let values = args![
        row.id,
        &row.kind,
        row.draft,
        row.visit,
        row.submission,
        row.delivered_by,
        row.changed_at,
        row.received_at,
        &row.state,
        &row.why,
        row.body.clone()
    ];
    tx.execute(SEAL, values).await.map(drop)
}

fn sealed_row(row: &Row) -> Result<SealedRow> {
    Ok(SealedRow {
        id: row.get("id")?,
        kind: row.get("kind")?,
        draft: row.get("draft")?,
        visit: row.get("visit_id")?,
        submission: row.get("submission_id")?,
        delivered_by: row.get("delivered_by")?,
        changed_at: row.get("changed_at")?,
        received_at: row.get("received_at")?,
        state: row.get("state")?,
        why: row.get("why")?,
        body: row.get("body")?,
    })
}

pub(crate) async fn sealed(tx: &mut Tx, id: Id) -> Result<Option<SealedRow>> {
    let row = tx.fetch_optional(SEALED, args![id]).await?;
    row.as_ref().map(sealed_row).transpose()
}

pub(crate) async fn waiting(
    tx: &mut Tx,
    (at, id): (Instant, Id),
    most: i64,
) -> Result<Vec<SealedRow>> {
    let rows = tx.fetch_all(WAITING, args![at, id, most]).await?;
    rows.iter().map(sealed_row).collect()
}

/// Photos of one submission at most.
const PHOTOS_MAX: i64 = 100;

pub(crate) async fn photos_alone(tx: &mut Tx, submission: Id) -> Result<Vec<SealedRow>> {
    let rows = tx
        .fetch_all(PHOTOS_ALONE, args![submission, PHOTOS_MAX])
        .await?;
    rows.iter().map(sealed_row).collect()
}

/// What is settled needs its locked body no longer.
pub(crate) async fn settle(tx: &mut Tx, id: Id, state: &str) -> Result<()> {
    tx.execute(SETTLE, args![id, state, Vec::<u8>::new()])
        .await
        .map(drop)
}

/// It waits for something else than before.
pub(crate) async fn wait_for(tx: &mut Tx, id: Id, why: &str) -> Result<()> {
    tx.execute(WAIT_FOR, args![id, why]).await.map(drop)
}

pub(crate) async fn waiting_from(tx: &mut Tx, account: Id) -> Result<i64> {
    tx.fetch_one(WAITING_FROM, args![account]).await?.get("n")
}

/// Takes what came sealed about a door, and the pieces of photos that never became whole.
pub(crate) async fn forget(tx: &mut Tx, visit: Id) -> Result<()> {
    tx.execute(FORGET_SEALED, args![visit, Vec::<u8>::new()])
        .await?;
    tx.execute(FORGET_PIECES, args![visit]).await.map(drop)
}
