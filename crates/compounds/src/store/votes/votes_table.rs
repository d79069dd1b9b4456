use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::votes::{Vote, VoteStateName};
use crate::rules::votes::VoteChange;
use crate::store::counted;

queries! {
    INSERT = "INSERT INTO vote (id, estate_id, version, model, state, due_at, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE = "UPDATE vote SET version = $3, model = $4, state = $5, due_at = $6 WHERE id = $1 AND version = $2";
    LOAD = "SELECT id, version, model FROM vote WHERE id = $1";
    /// Newest first, behind one of them.
    OF_ESTATE = "SELECT id, version, model FROM vote WHERE estate_id = $1 AND (created_at, id) < ($2, $3)
        ORDER BY created_at DESC, id DESC LIMIT $4";
    IN_STATE = "SELECT id, version, model FROM vote WHERE estate_id = $1 AND state = $2 ORDER BY created_at, id LIMIT $3";
    DUE = "SELECT id, version, model FROM vote WHERE due_at IS NOT NULL AND (due_at, id) > ($1, $2) ORDER BY due_at, id LIMIT $3";
    HEADS = "SELECT id AS subject, version FROM vote WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which votes stand in the journal.
pub const SUBJECT: &str = "vote";

fn vote(row: &Row) -> Result<Vote> {
    row.model("vote", |it: &Vote| (it.id, it.version))
}

/// Writes a new vote, or a changed one if nobody was faster, and its line in the journal.
pub async fn save(tx: &mut Tx, change: &VoteChange, actor: &str, now: Instant) -> Result<()> {
    let vote = &change.vote;
    let model = serde_json::to_string(vote).map_err(StoreError::inconsistent)?;
    let state = vote.state.name().name();
    let due = vote.due_before();
    if vote.version == 1 {
        let values = args![
            vote.id,
            vote.estate,
            vote.version,
            model,
            state,
            due,
            vote.created_at
        ];
        tx.execute(INSERT, values).await?;
    } else {
        let expected = i64::from(vote.version) - 1;
        let values = args![vote.id, expected, vote.version, model, state, due];
        tx.execute_locked(UPDATE, values, vote.id, expected).await?;
    }
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: vote.id,
        version: i64::from(vote.version),
        at: now,
        actor,
        kind: change.event.name(),
    };
    journal::append(tx, &entry, &change.event).await?;
    counted::write(tx, SUBJECT, vote.id).await
}

pub async fn load(tx: &mut Tx, id: Id) -> Result<Option<Vote>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.as_ref().map(vote).transpose()
}

/// Votes of an estate, newest first, behind one of them.
pub async fn of_estate(
    tx: &mut Tx,
    estate: Id,
    behind: Option<&Vote>,
    limit: i64,
) -> Result<Vec<Vote>> {
    let (at, id) = behind.map_or((i64::MAX, String::new()), |it| {
        (it.created_at.as_micros(), it.id.to_string())
    });
    let rows = tx
        .fetch_all(OF_ESTATE, args![estate, at, id, limit])
        .await?;
    rows.iter().map(vote).collect()
}

/// Votes that everybody may see, newest first.
pub async fn public_of_estate(tx: &mut Tx, estate: Id, limit: i64) -> Result<Vec<Vote>> {
    let all = of_estate(tx, estate, None, limit).await?;
    let seen = all.into_iter().filter(|it| it.state.is_public());
    Ok(seen.collect())
}

/// Votes of an estate in one state.
pub async fn in_state(
    tx: &mut Tx,
    estate: Id,
    state: VoteStateName,
    limit: i64,
) -> Result<Vec<Vote>> {
    let values = args![estate, state.name(), limit];
    let rows = tx.fetch_all(IN_STATE, values).await?;
    rows.iter().map(vote).collect()
}

/// Votes whose next step has a day, the nearest first, behind one of them.
pub async fn due(tx: &mut Tx, behind: Option<&Vote>, limit: i64) -> Result<Vec<Vote>> {
    let at = behind.and_then(Vote::due_before);
    let id = behind.map_or_else(String::new, |it| it.id.to_string());
    let at = at.map_or(i64::MIN, Instant::as_micros);
    let rows = tx.fetch_all(DUE, args![at, id, limit]).await?;
    rows.iter().map(vote).collect()
}
