//! Answers as they were sent, each once, and the result that was made of them. They lie under the
//! key of the person at the door; an empty body is one that was forgotten.

use huiyin_db::fields::Keys;
use huiyin_db::subject::{self, Opened, SubjectKey};
use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Entropy, Id, Instant};

use crate::model::{Said, SubmissionState, Voice};

queries! {
    INSERT = "INSERT INTO visit_submission (id, visit_id, form_id, form_version, replaces, author, device_digest,
            channel, outcome, made_at, received_at, skew_seconds, body_sealed, body_digest, state)
        VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8, $9, $10, $11, $12, $13, $14)";
    OF_VISIT = "SELECT id, visit_id, form_id, form_version, replaces, author, channel, made_at, received_at, skew_seconds,
            body_sealed, state, settled_at FROM visit_submission WHERE visit_id = $1 ORDER BY received_at, id LIMIT $2";
    IN_STATE = "SELECT visit_id, received_at, id, state FROM visit_submission
        WHERE state = $1 AND (received_at > $2 OR received_at = $2 AND id > $3) ORDER BY received_at, id LIMIT $4";
    SET_STATE = "UPDATE visit_submission SET state = $2 WHERE id = $1";
    SETTLE = "UPDATE visit_submission SET state = 'settled', settled_at = $2, settled_by = $3 WHERE id = $1";
    FORGET = "UPDATE visit_submission SET state = 'forgotten', body_sealed = $2, body_digest = $2 WHERE visit_id = $1";
    /// Visits without a matter whose answers were kept long enough.
    OLD = "SELECT DISTINCT s.visit_id FROM visit_submission s WHERE s.received_at < $1 AND s.state <> 'forgotten'
            AND NOT EXISTS (SELECT 1 FROM visit_submission n WHERE n.visit_id = s.visit_id AND n.received_at >= $1)
        ORDER BY s.visit_id LIMIT $2";
}

/// Submissions about one door in one round that are looked at together.
const OF_VISIT_LIMIT: i64 = 200;

/// Answers as stored, opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    pub voice: Voice,
    pub visit: Id,
    pub form: (String, u32),
    pub channel: String,
    pub received_at: Instant,
    pub skew_seconds: i64,
}

/// Answers that arrive.
#[derive(Debug)]
pub struct Arriving<'a> {
    pub sent: &'a Sent,
    pub person: Id,
}

pub(crate) fn place(id: Id) -> String {
    format!("visit.submission:{id}")
}

/// Nothing where the person's key was destroyed: nothing can be kept of them any more.
pub(crate) fn seal(
    key: &SubjectKey,
    place: &str,
    said: &Said,
    entropy: &dyn Entropy,
) -> Result<Vec<u8>> {
    if key.is_erased() {
        return Ok(Vec::new());
    }
    let text = serde_json::to_string(said).map_err(StoreError::inconsistent)?;
    key.seal(place, &text, entropy)
}

pub(crate) fn open(key: &SubjectKey, place: &str, sealed: &[u8]) -> Result<Option<Said>> {
    if sealed.is_empty() {
        return Ok(None);
    }
    match key.open(place, sealed)? {
        Opened::Plain(text) => serde_json::from_str(&text)
            .map(Some)
            .map_err(StoreError::inconsistent),
        Opened::Erased => Ok(None),
    }
}

pub async fn insert(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    arriving: &Arriving<'_>,
) -> Result<()> {
    let sent = arriving.sent;
    let voice = &sent.voice;
    let key =
        subject::key_for_writing(tx, keys, entropy, arriving.person, sent.received_at).await?;
    let sealed = seal(&key, &place(voice.id), &voice.said, entropy)?;
    let digest = keys.sign("visit submission", &sealed).to_vec();
    let values = args![
        voice.id,
        sent.visit,
        &sent.form.0,
        sent.form.1,
        voice.replaces,
        voice.author,
        &sent.channel,
        &voice.said.outcome,
        voice.made_at,
        sent.received_at,
        sent.skew_seconds,
        sealed,
        digest,
        voice.state.name()
    ];
    tx.execute(INSERT, values).await.map(drop)
}

fn state_of(row: &Row) -> Result<SubmissionState> {
    let text: String = row.get("state")?;
    SubmissionState::from_name(&text)
        .ok_or_else(|| StoreError::inconsistent("state of a submission"))
}

fn sent(row: &Row, key: &SubjectKey) -> Result<Sent> {
    let id: Id = row.get("id")?;
    let sealed: Vec<u8> = row.get("body_sealed")?;
    let said = open(key, &place(id), &sealed)?;
    let state = match said {
        Some(_) => state_of(row)?,
        None => SubmissionState::Forgotten,
    };
    let version: i64 = row.get("form_version")?;
    Ok(Sent {
        voice: Voice {
            id,
            author: row.get("author")?,
            replaces: row.get("replaces")?,
            made_at: row.get("made_at")?,
            state,
            said: said.unwrap_or_default(),
        },
        visit: row.get("visit_id")?,
        form: (
            row.get("form_id")?,
            u32::try_from(version).map_err(StoreError::inconsistent)?,
        ),
        channel: row.get("channel")?,
        received_at: row.get("received_at")?,
        skew_seconds: row.get("skew_seconds")?,
    })
}

/// All answers about one door in one round, in the order in which they came.
pub async fn of_visit(tx: &mut Tx, keys: &Keys, visit: Id, person: Id) -> Result<Vec<Sent>> {
    let rows = tx.fetch_all(OF_VISIT, args![visit, OF_VISIT_LIMIT]).await?;
    let key = subject::key(tx, keys, person).await?;
    rows.iter().map(|row| sent(row, &key)).collect()
}

/// A submission that waits, without its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub id: Id,
    pub visit: Id,
    pub received_at: Instant,
    pub state: SubmissionState,
}

/// Those in a state, oldest first, behind one of them.
pub async fn in_state(
    tx: &mut Tx,
    state: SubmissionState,
    (at, id): (Instant, Option<Id>),
    limit: i64,
) -> Result<Vec<Waiting>> {
    let behind = id.map(|id| id.to_string()).unwrap_or_default();
    let values = args![state.name(), at, behind, limit];
    let rows = tx.fetch_all(IN_STATE, values).await?;
    rows.iter()
        .map(|row| {
            Ok(Waiting {
                id: row.get("id")?,
                visit: row.get("visit_id")?,
                received_at: row.get("received_at")?,
                state: state_of(row)?,
            })
        })
        .collect()
}

pub async fn set_state(tx: &mut Tx, id: Id, state: SubmissionState) -> Result<()> {
    tx.execute(SET_STATE, args![id, state.name()])
        .await
        .map(drop)
}

pub async fn settle(tx: &mut Tx, id: Id, by: Id, now: Instant) -> Result<()> {
    tx.execute(SETTLE, args![id, now, by]).await.map(drop)
}

/// Takes the words of every answer about a door in a round.
pub async fn forget(tx: &mut Tx, visit: Id) -> Result<u64> {
    tx.execute(FORGET, args![visit, Vec::<u8>::new()]).await
}

/// Visits without a matter whose last answers came before.
pub async fn old(tx: &mut Tx, before: Instant, limit: i64) -> Result<Vec<Id>> {
    let rows = tx.fetch_all(OLD, args![before, limit]).await?;
    rows.iter().map(|row| row.get("visit_id")).collect()
}
