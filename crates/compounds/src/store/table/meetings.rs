use std::collections::BTreeSet;

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Id, Instant};

use super::{decisions, proof};
use crate::model::table::{Meeting, Month};
use crate::rules::table::MeetingChange;
use crate::store::counted;

queries! {
    INSERT = "INSERT INTO tripartite_meeting (id, estate_id, month, version, model, state, held_on)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE = "UPDATE tripartite_meeting SET version = $3, model = $4, state = $5, held_on = $6
        WHERE id = $1 AND version = $2";
    LOAD = "SELECT id, version, model FROM tripartite_meeting WHERE id = $1";
    OF_MONTH = "SELECT id, version, model FROM tripartite_meeting WHERE estate_id = $1 AND month = $2";
    /// Newest first, behind a month.
    OF_ESTATE = "SELECT id, version, model FROM tripartite_meeting WHERE estate_id = $1 AND month < $2
        ORDER BY month DESC LIMIT $3";
    MONTHS = "SELECT month, held_on FROM tripartite_meeting WHERE estate_id = $1 ORDER BY month DESC LIMIT $2";
    IN_STATE = "SELECT id, version, model FROM tripartite_meeting WHERE month = $1 AND state = $2 AND id > $3
        ORDER BY id LIMIT $4";
    /// Estates in use without a meeting of this month, behind one of them.
    WITHOUT = "SELECT e.id FROM estate e WHERE e.active = 1 AND e.joined_into IS NULL AND e.id > $2
            AND NOT EXISTS (SELECT 1 FROM tripartite_meeting m WHERE m.estate_id = e.id AND m.month = $1)
        ORDER BY e.id LIMIT $3";
    HEADS = "SELECT id AS subject, version FROM tripartite_meeting WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which meetings stand in the journal.
pub const SUBJECT: &str = "tripartite";
/// Months of one estate that are looked at to find those that are missing.
const MONTHS_LIMIT: i64 = 240;
/// Behind every month.
const LATEST: &str = "9999-99";

fn meeting(row: &Row) -> Result<Meeting> {
    row.model("meeting", |it: &Meeting| (it.id, it.version))
}

/// Writes a meeting that has fallen due, or what an act made of one if nobody was faster.
pub async fn save(
    tx: &mut Tx,
    keys: &Keys,
    change: &MeetingChange,
    actor: &str,
    now: Instant,
) -> Result<()> {
    let it = &change.meeting;
    let model = serde_json::to_string(it).map_err(StoreError::inconsistent)?;
    let proof = proof::of_meeting(keys, it.id, &model);
    let state = it.state.name().name();
    let held = it.state.held_on();
    if it.version == 1 {
        let month = it.month.to_string();
        let values = args![it.id, it.estate, month, it.version, model, state, held];
        tx.execute(INSERT, values).await?;
    } else {
        let expected = i64::from(it.version) - 1;
        let values = args![it.id, expected, it.version, model, state, held];
        tx.execute_locked(UPDATE, values, it.id, expected).await?;
    }
    decisions::write(tx, it).await?;
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: it.id,
        version: i64::from(it.version),
        at: now,
        actor,
        kind: change.event.name(),
    };
    let event = &change.event;
    journal::append(tx, &entry, &proof::Body { event, proof }).await?;
    counted::write(tx, SUBJECT, it.id).await
}

pub async fn load(tx: &mut Tx, id: Id) -> Result<Option<Meeting>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.as_ref().map(meeting).transpose()
}

pub async fn of_month(tx: &mut Tx, estate: Id, month: Month) -> Result<Option<Meeting>> {
    let values = args![estate, month.to_string()];
    let row = tx.fetch_optional(OF_MONTH, values).await?;
    row.as_ref().map(meeting).transpose()
}

/// Meetings of an estate, newest first, before a month.
pub async fn of_estate(
    tx: &mut Tx,
    estate: Id,
    before: Option<Month>,
    limit: i64,
) -> Result<Vec<Meeting>> {
    let before = before.map_or_else(|| LATEST.to_owned(), |it| it.to_string());
    let rows = tx
        .fetch_all(OF_ESTATE, args![estate, before, limit])
        .await?;
    rows.iter().map(meeting).collect()
}

/// In which month the table of an estate began, and in which it met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    pub began: Month,
    pub met: BTreeSet<Month>,
}

pub async fn met(tx: &mut Tx, estate: Id) -> Result<Option<Met>> {
    let rows = tx.fetch_all(MONTHS, args![estate, MONTHS_LIMIT]).await?;
    let mut found: Option<Met> = None;
    for row in rows {
        let month: String = row.get("month")?;
        let month: Month = month.parse().map_err(StoreError::inconsistent)?;
        let held: Option<String> = row.get("held_on")?;
        let known = found.get_or_insert_with(|| Met {
            began: month,
            met: BTreeSet::new(),
        });
        known.began = known.began.min(month);
        if held.is_some() {
            known.met.insert(month);
        }
    }
    Ok(found)
}

/// Meetings of a month in one state, behind one of them.
pub async fn in_state(
    tx: &mut Tx,
    month: Month,
    state: &str,
    behind: Option<Id>,
    limit: i64,
) -> Result<Vec<Meeting>> {
    let behind = behind.map(|id| id.to_string()).unwrap_or_default();
    let values = args![month.to_string(), state, behind, limit];
    let rows = tx.fetch_all(IN_STATE, values).await?;
    rows.iter().map(meeting).collect()
}

/// Estates that have no meeting of this month yet, behind one of them.
pub async fn estates_without(
    tx: &mut Tx,
    month: Month,
    behind: Option<Id>,
    limit: i64,
) -> Result<Vec<Id>> {
    let behind = behind.map(|id| id.to_string()).unwrap_or_default();
    let values = args![month.to_string(), behind, limit];
    let rows = tx.fetch_all(WITHOUT, values).await?;
    rows.iter().map(|row| row.get("id")).collect()
}
