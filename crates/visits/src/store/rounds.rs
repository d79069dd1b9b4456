use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Id, Instant};

use super::counted;
use super::proof::{Body, Proof};
use crate::model::{Round, RoundStateName};
use crate::rules::RoundChange;

queries! {
    INSERT = "INSERT INTO visit_round (id, version, model, state, first_on, last_on, created_at, ended_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    UPDATE = "UPDATE visit_round SET version = $3, model = $4, state = $5, first_on = $6, last_on = $7, ended_at = $8
        WHERE id = $1 AND version = $2";
    LOAD = "SELECT id, version, model FROM visit_round WHERE id = $1";
    /// Newest first, behind one of them.
    LIST = "SELECT id, version, model FROM visit_round WHERE (created_at, id) < ($1, $2)
        ORDER BY created_at DESC, id DESC LIMIT $3";
    IN_STATE = "SELECT id, version, model FROM visit_round WHERE state = $1 ORDER BY id LIMIT $2";
    HEADS = "SELECT id AS subject, version FROM visit_round WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which rounds stand in the journal.
pub const SUBJECT: &str = "visit_round";

/// Rounds of one state at most; more than a district ever runs at once.
const IN_STATE_LIMIT: i64 = 500;

fn round(row: &Row) -> Result<Round> {
    row.model("round", |it: &Round| (it.id, it.version))
}

/// Writes a new round, or a changed one if nobody was faster, and its line in the journal.
pub async fn save(tx: &mut Tx, change: &RoundChange, actor: &str, now: Instant) -> Result<()> {
    save_with(tx, change, None, actor, now).await
}

/// The same with what the line is to prove beside the event.
pub(crate) async fn save_with(
    tx: &mut Tx,
    change: &RoundChange,
    proof: Option<&Proof>,
    actor: &str,
    now: Instant,
) -> Result<()> {
    let round = &change.round;
    let model = serde_json::to_string(round).map_err(StoreError::inconsistent)?;
    let state = round.state.name().name();
    let (first, last) = (round.first_on(), round.last_on());
    let ended = round.state.ended_at();
    if round.version == 1 {
        let created = round.created_at;
        let values = args![
            round.id,
            round.version,
            model,
            state,
            first,
            last,
            created,
            ended
        ];
        tx.execute(INSERT, values).await?;
    } else {
        let expected = i64::from(round.version) - 1;
        let values = args![
            round.id,
            expected,
            round.version,
            model,
            state,
            first,
            last,
            ended
        ];
        tx.execute_locked(UPDATE, values, round.id, expected)
            .await?;
    }
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: round.id,
        version: i64::from(round.version),
        at: now,
        actor,
        kind: change.event.name(),
    };
    let event = &change.event;
    match proof {
        Some(proof) => journal::append(tx, &entry, &Body { event, proof }).await?,
        None => journal::append(tx, &entry, event).await?,
    }
    counted::round(tx, round.id).await
}

pub async fn load(tx: &mut Tx, id: Id) -> Result<Option<Round>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.as_ref().map(round).transpose()
}

/// Rounds, newest first, behind one of them.
pub async fn list(tx: &mut Tx, behind: Option<&Round>, limit: i64) -> Result<Vec<Round>> {
    let (at, id) = behind.map_or((i64::MAX, String::new()), |it| {
        (it.created_at.as_micros(), it.id.to_string())
    });
    let rows = tx.fetch_all(LIST, args![at, id, limit]).await?;
    rows.iter().map(round).collect()
}

pub async fn in_state(tx: &mut Tx, state: RoundStateName) -> Result<Vec<Round>> {
    let values = args![state.name(), IN_STATE_LIMIT];
    let rows = tx.fetch_all(IN_STATE, values).await?;
    rows.iter().map(round).collect()
}
