//! Visits: one door in one round, where the plan in force puts it, and what happened there.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{EchoCode, Entropy, Id, Instant};

use super::dwellings::{self, Door};
use super::proof::{self, Body};
use super::{counted, facts};
use crate::model::{Dwelling, Visit};
use crate::rules::VisitChange;

queries! {
    INSERT = "INSERT INTO visit (id, version, model, state, round_id, dwelling_id, community_id, compound_id,
            unplaced, code_digest, code_sealed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, $10)";
    UPDATE = "UPDATE visit SET version = $3, model = $4, state = $5, ended_at = $6 WHERE id = $1 AND version = $2";
    /// A place in the plan is no change of the visit itself.
    PLACE = "UPDATE visit SET plan_id = $2, session_id = $3, team_id = $4, seq = $5, arrive_at = $6, unplaced = $7
        WHERE id = $1";
    LOAD = "SELECT id, version, model, plan_id, session_id, team_id, seq, arrive_at, unplaced, code_sealed
        FROM visit WHERE id = $1";
    BY_CODE = "SELECT id, version, model, plan_id, session_id, team_id, seq, arrive_at, unplaced, code_sealed
        FROM visit WHERE code_digest = $1";
    OF_ROUND = "SELECT id, version, model, plan_id, session_id, team_id, seq, arrive_at, unplaced, code_sealed
        FROM visit WHERE round_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    ROUTE = "SELECT id, version, model, plan_id, session_id, team_id, seq, arrive_at, unplaced, code_sealed
        FROM visit WHERE team_id = $1 AND session_id = $2 ORDER BY seq, id LIMIT $3";
    OF_DWELLING = "SELECT id, version, model, plan_id, session_id, team_id, seq, arrive_at, unplaced, code_sealed
        FROM visit WHERE dwelling_id = $1 ORDER BY id DESC LIMIT $2";
    HAD = "SELECT visit_id FROM visit_plan_stop WHERE visit_id = $1 AND team_id = $2 LIMIT 1";
    ADD_CALL = "INSERT INTO visit_call (id, dwelling_id, visit_id, at, invited, programme)
        VALUES ($1, $2, $3, $4, $5, 'visits')";
    STREET = "SELECT id FROM area WHERE kind = 'street' AND $1 LIKE path || '%' LIMIT 1";
    HEADS = "SELECT id AS subject, version FROM visit WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which visits stand in the journal.
pub const SUBJECT: &str = "visit";

/// Stops of one team in one session at most.
const ROUTE_LIMIT: i64 = 500;

/// Where the plan in force puts a visit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    pub plan: Option<Id>,
    pub session: Option<Id>,
    pub team: Option<Id>,
    pub seq: Option<u32>,
    pub arrive_at: Option<Instant>,
    /// Why it has no place; empty where it has one or none was looked for.
    pub unplaced: String,
}

/// A visit as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub visit: Visit,
    pub place: Place,
    /// Opens the page of the visit for the people there; never an echo code of a matter.
    pub code: EchoCode,
}

fn code_place(id: Id) -> String {
    format!("visit.code:{id}")
}

fn stored(row: &Row, keys: &Keys) -> Result<Stored> {
    let id: Id = row.get("id")?;
    let visit: Visit = row.model("visit", |it: &Visit| (it.id, it.version))?;
    let seq: Option<i64> = row.get("seq")?;
    let sealed: Vec<u8> = row.get("code_sealed")?;
    let code = keys.open(&code_place(id), &sealed)?;
    Ok(Stored {
        visit,
        place: Place {
            plan: row.get("plan_id")?,
            session: row.get("session_id")?,
            team: row.get("team_id")?,
            seq: seq
                .map(u32::try_from)
                .transpose()
                .map_err(StoreError::inconsistent)?,
            arrive_at: row.get("arrive_at")?,
            unplaced: row.get("unplaced")?,
        },
        code: code
            .parse()
            .map_err(|_| StoreError::inconsistent("stored code of a visit"))?,
    })
}

fn many(rows: &[Row], keys: &Keys) -> Result<Vec<Stored>> {
    rows.iter().map(|row| stored(row, keys)).collect()
}

/// Writes a visit that was admitted, with a code of its own.
pub async fn insert(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    change: &VisitChange,
    dwelling: &dwellings::Planned,
    actor: &str,
    now: Instant,
) -> Result<()> {
    let visit = &change.visit;
    let code = EchoCode::new(entropy);
    let values = args![
        visit.id,
        visit.version,
        model_of(visit)?,
        visit.state.name().name(),
        visit.round,
        visit.dwelling,
        dwelling.dwelling.community,
        dwelling.dwelling.compound,
        keys.digest("visit code", code.as_str()),
        keys.seal(&code_place(visit.id), code.as_str(), entropy)?
    ];
    tx.execute(INSERT, values).await?;
    let place = (&dwelling.dwelling, dwelling.area_path.as_str());
    record(tx, keys, visit.version, change, place, actor, now).await
}

/// Writes what an act made of a visit, of its door and of the calls there, if nobody was faster.
/// `door` is the door as it was before.
pub async fn save(
    tx: &mut Tx,
    (keys, entropy): (&Keys, &dyn Entropy),
    before: u32,
    change: &VisitChange,
    door: &Door,
    actor: &str,
    now: Instant,
) -> Result<()> {
    let visit = &change.visit;
    let expected = i64::from(before);
    let values = args![
        visit.id,
        expected,
        visit.version,
        model_of(visit)?,
        visit.state.name().name(),
        visit.state.ended_at()
    ];
    tx.execute_locked(UPDATE, values, visit.id, expected)
        .await?;
    if let Some(dwelling) = &change.dwelling {
        let mut dwelling = dwelling.clone();
        dwelling.version = door.dwelling.version.saturating_add(1);
        dwellings::update_model(tx, door.dwelling.version, &dwelling).await?;
        let body = serde_json::json!({ "visit": visit.id });
        dwellings::record(tx, &dwelling, "visit", &body, actor, now).await?;
    }
    if let Some((at, invited)) = change.call {
        let values = args![Id::new(now, entropy), visit.dwelling, visit.id, at, invited];
        tx.execute(ADD_CALL, values).await?;
    }
    let place = (&door.dwelling, door.area_path.as_str());
    let first = before.saturating_add(1);
    record(tx, keys, first, change, place, actor, now).await?;
    match change.call {
        Some((at, invited)) => facts::called(tx, visit.id, at, invited).await,
        None => Ok(()),
    }
}

fn model_of(visit: &Visit) -> Result<String> {
    serde_json::to_string(visit).map_err(StoreError::inconsistent)
}

async fn record(
    tx: &mut Tx,
    keys: &Keys,
    first_version: u32,
    change: &VisitChange,
    (dwelling, area_path): (&Dwelling, &str),
    actor: &str,
    now: Instant,
) -> Result<()> {
    let visit = &change.visit;
    for (version, event) in (first_version..).zip(&change.events) {
        let entry = journal::Entry {
            subject_kind: SUBJECT,
            subject: visit.id,
            version: i64::from(version),
            at: now,
            actor,
            kind: event.name(),
        };
        match proof::of_event(tx, keys, event).await? {
            Some(proof) => {
                let proof = &proof;
                journal::append(tx, &entry, &Body { event, proof }).await?;
            }
            None => journal::append(tx, &entry, event).await?,
        }
    }
    let street = tx.fetch_optional(STREET, args![area_path]).await?;
    let fact = facts::Fact {
        visit: visit.id,
        round: visit.round,
        street: street.map(|row| row.get("id")).transpose()?,
        community: dwelling.community,
        compound: dwelling.compound,
        kind: dwelling.kind.name(),
        state: visit.state.name().name(),
    };
    facts::put(tx, &fact).await?;
    counted::visit(tx, visit.id).await
}

/// Puts a visit where the plan in force has it.
pub async fn place(tx: &mut Tx, visit: Id, place: &Place) -> Result<()> {
    let values = args![
        visit,
        place.plan,
        place.session,
        place.team,
        place.seq,
        place.arrive_at,
        &place.unplaced
    ];
    tx.execute(PLACE, values).await.map(drop)
}

/// Whether some plan had this stop for this team: who set out with it may write about it.
pub async fn had_the_stop(tx: &mut Tx, visit: Id, team: Id) -> Result<bool> {
    Ok(tx.fetch_optional(HAD, args![visit, team]).await?.is_some())
}

pub async fn load(tx: &mut Tx, keys: &Keys, id: Id) -> Result<Option<Stored>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.map(|row| stored(&row, keys)).transpose()
}

pub async fn by_code(tx: &mut Tx, keys: &Keys, code: &EchoCode) -> Result<Option<Stored>> {
    let digest = keys.digest("visit code", code.as_str());
    let row = tx.fetch_optional(BY_CODE, args![digest]).await?;
    row.map(|row| stored(&row, keys)).transpose()
}

/// Visits of a round in the order of their ids, behind one of them.
pub async fn of_round(
    tx: &mut Tx,
    keys: &Keys,
    round: Id,
    behind: Option<Id>,
    limit: i64,
) -> Result<Vec<Stored>> {
    let behind = behind.map(|id| id.to_string()).unwrap_or_default();
    let rows = tx.fetch_all(OF_ROUND, args![round, behind, limit]).await?;
    many(&rows, keys)
}

/// The stops of a team in one session, in their order.
pub async fn route(tx: &mut Tx, keys: &Keys, team: Id, session: Id) -> Result<Vec<Stored>> {
    let rows = tx
        .fetch_all(ROUTE, args![team, session, ROUTE_LIMIT])
        .await?;
    many(&rows, keys)
}

/// Visits at one door, newest first.
pub async fn of_dwelling(
    tx: &mut Tx,
    keys: &Keys,
    dwelling: Id,
    limit: i64,
) -> Result<Vec<Stored>> {
    let rows = tx.fetch_all(OF_DWELLING, args![dwelling, limit]).await?;
    many(&rows, keys)
}
