//! Plans: what was asked of the engine, by whom, and where each visit came to lie.

use huiyin_db::{Result, Row, StoreError, Tx, Value, args, queries};
use huiyin_kernel::{Date, Id, Instant};

use crate::model::{
    Dwelling, PlanMode, PlanOrder, PlanRow, PlanState, PlanStop, Priority, Spot, Visit,
};
use crate::rules::planning::DoorIn;

queries! {
    INSERT = "INSERT INTO visit_plan (id, round_id, state, round_version, based_on, seed, seconds, weights,
            inputs_digest, measures, stops, unplaced, made_by, started_at, error)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '')";
    END = "UPDATE visit_plan SET state = $2, round_version = $3, inputs_digest = $4, measures = $5, stops = $6,
            unplaced = $7, ended_at = $8, error = $9
        WHERE id = $1 AND state = 'running'";
    MEASURE = "UPDATE visit_plan SET measures = $2, stops = $3, unplaced = $4 WHERE id = $1";
    /// Whatever is said to run and does not was interrupted.
    INTERRUPT = "UPDATE visit_plan SET state = 'interrupted', ended_at = $2 WHERE round_id = $1 AND state = 'running'";
    CONFIRM = "UPDATE visit_plan SET confirmed_by = $2, confirmed_at = $3 WHERE id = $1";
    LOAD = "SELECT id, round_id, state, round_version, based_on, seed, seconds, weights, inputs_digest, measures,
            stops, unplaced, made_by, started_at, ended_at, confirmed_by, confirmed_at, error
        FROM visit_plan WHERE id = $1";
    OF_ROUND = "SELECT id, round_id, state, round_version, based_on, seed, seconds, weights, inputs_digest, measures,
            stops, unplaced, made_by, started_at, ended_at, confirmed_by, confirmed_at, error
        FROM visit_plan WHERE round_id = $1 ORDER BY started_at DESC, id DESC LIMIT $2";
    ADD_STOP = "INSERT INTO visit_plan_stop (plan_id, visit_id, session_id, team_id, seq, arrive_at, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    COPY_STOPS = "INSERT INTO visit_plan_stop (plan_id, visit_id, session_id, team_id, seq, arrive_at, reason)
        SELECT $2, visit_id, session_id, team_id, seq, arrive_at, reason FROM visit_plan_stop WHERE plan_id = $1";
    SET_STOP = "UPDATE visit_plan_stop SET session_id = $3, team_id = $4, seq = $5, arrive_at = $6, reason = $7
        WHERE plan_id = $1 AND visit_id = $2";
    STOPS = "SELECT visit_id, session_id, team_id, seq, arrive_at, reason FROM visit_plan_stop
        WHERE plan_id = $1 AND visit_id > $2 ORDER BY visit_id LIMIT $3";
    ROUTE = "SELECT visit_id, session_id, team_id, seq, arrive_at, reason FROM visit_plan_stop
        WHERE plan_id = $1 AND team_id = $2 AND session_id = $3 ORDER BY seq LIMIT $4";
    UNPLACED = "SELECT visit_id, session_id, team_id, seq, arrive_at, reason FROM visit_plan_stop
        WHERE plan_id = $1 AND team_id IS NULL AND visit_id > $2 ORDER BY visit_id LIMIT $3";
    SHEETS = "SELECT session_id, team_id, COUNT(*) AS stops, MIN(arrive_at) AS first_at, MAX(arrive_at) AS last_at
        FROM visit_plan_stop WHERE plan_id = $1 AND team_id IS NOT NULL
        GROUP BY session_id, team_id ORDER BY session_id, team_id LIMIT $2";
    /// Puts every open visit where the plan has it; what happened stays as it was.
    TAKE = "UPDATE visit SET plan_id = s.plan_id, session_id = s.session_id, team_id = s.team_id, seq = s.seq,
            arrive_at = s.arrive_at, unplaced = s.reason
        FROM visit_plan_stop AS s
        WHERE s.plan_id = $1 AND s.visit_id = visit.id AND visit.ended_at IS NULL";
    TAKE_ENDED = "UPDATE visit SET plan_id = $1 WHERE ended_at IS NOT NULL
        AND id IN (SELECT visit_id FROM visit_plan_stop WHERE plan_id = $1)";
    PLANNED_ON = "UPDATE visit_fact SET planned_on = $3 WHERE visit_id IN
        (SELECT visit_id FROM visit_plan_stop WHERE plan_id = $1 AND session_id = $2)";
    NOT_PLANNED = "UPDATE visit_fact SET planned_on = NULL WHERE visit_id IN
        (SELECT visit_id FROM visit_plan_stop WHERE plan_id = $1 AND session_id IS NULL)";
    /// Doors of a round as planning sees them; nothing is opened for it.
    DOORS = "SELECT v.id AS id, v.model AS visit, v.session_id AS session_id, v.team_id AS team_id, v.seq AS seq,
            v.arrive_at AS arrive_at, d.model AS dwelling, d.area_path AS area_path, d.compound_name AS compound_name
        FROM visit v JOIN dwelling d ON d.id = v.dwelling_id
        WHERE v.round_id = $1 AND v.id > $2 ORDER BY v.id LIMIT $3";
    ADMITTED = "SELECT id, dwelling_id FROM visit WHERE round_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    COUNT = "SELECT COUNT(*) AS n FROM visit WHERE round_id = $1";
    WITH_TEAM = "SELECT COUNT(*) AS n FROM visit WHERE team_id = $1 AND ended_at IS NULL";
}

/// Plans of one round that a page shows.
const PLANS_LIMIT: i64 = 50;
/// Rows that are read at once where all are wanted.
const PIECE: i64 = 2_000;
/// Stops of one team in one session at most.
const ROUTE_LIMIT: i64 = 500;
const SHEETS_LIMIT: i64 = 20_000;

fn count(row: &Row, column: &str) -> Result<u32> {
    u32::try_from(row.get::<i64>(column)?).map_err(StoreError::inconsistent)
}

fn plan(row: &Row) -> Result<PlanRow> {
    let word = |column: &str| row.get::<String>(column);
    let state = PlanState::from_name(&word("state")?);
    let weights: Chosen = row.json("weights")?;
    Ok(PlanRow {
        id: row.get("id")?,
        round: row.get("round_id")?,
        state: state.ok_or_else(|| StoreError::Inconsistent("state of a plan".to_owned()))?,
        round_version: count(row, "round_version")?,
        based_on: row.get("based_on")?,
        order: PlanOrder {
            seconds: count(row, "seconds")?,
            seed: count(row, "seed")?,
            priority: weights.priority,
            mode: weights.mode,
        },
        inputs_digest: row.get("inputs_digest")?,
        measures: row.json("measures")?,
        stops: count(row, "stops")?,
        unplaced: count(row, "unplaced")?,
        made_by: row.get("made_by")?,
        started_at: row.get("started_at")?,
        ended_at: row.get("ended_at")?,
        confirmed_by: row.get("confirmed_by")?,
        confirmed_at: row.get("confirmed_at")?,
        error: row.get("error")?,
    })
}

/// The parameters of a plan beside effort and seed, as they are stored.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Chosen {
    priority: Priority,
    mode: PlanMode,
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(StoreError::inconsistent)
}

pub async fn insert(tx: &mut Tx, plan: &PlanRow) -> Result<()> {
    let weights = json(&Chosen {
        priority: plan.order.priority,
        mode: plan.order.mode,
    })?;
    let values = args![
        plan.id,
        plan.round,
        plan.state.name(),
        plan.round_version,
        plan.based_on,
        plan.order.seed,
        plan.order.seconds,
        weights,
        &plan.inputs_digest,
        json(&plan.measures)?,
        plan.stops,
        plan.unplaced,
        plan.made_by,
        plan.started_at
    ];
    tx.execute(INSERT, values).await.map(drop)
}

/// Ends the search for a plan; one that has ended otherwise stays as it is.
pub async fn end(tx: &mut Tx, plan: &PlanRow) -> Result<()> {
    let values = args![
        plan.id,
        plan.state.name(),
        plan.round_version,
        &plan.inputs_digest,
        json(&plan.measures)?,
        plan.stops,
        plan.unplaced,
        plan.ended_at,
        &plan.error
    ];
    tx.execute(END, values).await.map(drop)
}

pub async fn measure(tx: &mut Tx, plan: &PlanRow) -> Result<()> {
    let values = args![plan.id, json(&plan.measures)?, plan.stops, plan.unplaced];
    tx.execute(MEASURE, values).await.map(drop)
}

pub async fn interrupt(tx: &mut Tx, round: Id, now: Instant) -> Result<()> {
    tx.execute(INTERRUPT, args![round, now]).await.map(drop)
}

/// Writes down who confirmed a plan (rule P9).
pub async fn confirm(tx: &mut Tx, plan: Id, by: Id, now: Instant) -> Result<()> {
    tx.execute(CONFIRM, args![plan, by, now]).await.map(drop)
}

pub async fn load(tx: &mut Tx, id: Id) -> Result<Option<PlanRow>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.as_ref().map(plan).transpose()
}

/// The newest first.
pub async fn of_round(tx: &mut Tx, round: Id) -> Result<Vec<PlanRow>> {
    let rows = tx.fetch_all(OF_ROUND, args![round, PLANS_LIMIT]).await?;
    rows.iter().map(plan).collect()
}

fn spot(row: &Row) -> Result<Option<Spot>> {
    let session: Option<Id> = row.get("session_id")?;
    let team: Option<Id> = row.get("team_id")?;
    let seq: Option<i64> = row.get("seq")?;
    let arrive_at: Option<Instant> = row.get("arrive_at")?;
    let (Some(session), Some(team), Some(seq), Some(arrive_at)) = (session, team, seq, arrive_at)
    else {
        return Ok(None);
    };
    Ok(Some(Spot {
        session,
        team,
        seq: u32::try_from(seq).map_err(StoreError::inconsistent)?,
        arrive_at,
    }))
}

fn stop(row: &Row) -> Result<PlanStop> {
    Ok(PlanStop {
        visit: row.get("visit_id")?,
        spot: spot(row)?,
        reason: row.get("reason")?,
    })
}

fn of_stop(plan: Id, stop: &PlanStop) -> Vec<Value> {
    let spot = stop.spot;
    args![
        plan,
        stop.visit,
        spot.map(|it| it.session),
        spot.map(|it| it.team),
        spot.map(|it| it.seq),
        spot.map(|it| it.arrive_at),
        &stop.reason
    ]
}

pub async fn add_stop(tx: &mut Tx, plan: Id, stop: &PlanStop) -> Result<()> {
    tx.execute(ADD_STOP, of_stop(plan, stop)).await.map(drop)
}

pub async fn copy_stops(tx: &mut Tx, from: Id, to: Id) -> Result<()> {
    tx.execute(COPY_STOPS, args![from, to]).await.map(drop)
}

pub async fn set_stop(tx: &mut Tx, plan: Id, stop: &PlanStop) -> Result<()> {
    tx.execute(SET_STOP, of_stop(plan, stop)).await.map(drop)
}

/// Every stop of a plan, in the order of the visits.
pub async fn stops(tx: &mut Tx, plan: Id) -> Result<Vec<PlanStop>> {
    let mut all: Vec<PlanStop> = Vec::new();
    loop {
        let behind = all.last().map(|it| it.visit.to_string());
        let values = args![plan, behind.unwrap_or_default(), PIECE];
        let rows = tx.fetch_all(STOPS, values).await?;
        for row in &rows {
            all.push(stop(row)?);
        }
        if i64::try_from(rows.len()).unwrap_or(0) < PIECE {
            return Ok(all);
        }
    }
}

/// Some stops of a plan, behind one visit.
pub async fn stops_behind(
    tx: &mut Tx,
    plan: Id,
    behind: Option<Id>,
    limit: usize,
) -> Result<Vec<PlanStop>> {
    let behind = behind.map(|id| id.to_string()).unwrap_or_default();
    let limit = i64::try_from(limit).unwrap_or(PIECE);
    let rows = tx.fetch_all(STOPS, args![plan, behind, limit]).await?;
    rows.iter().map(stop).collect()
}

/// The way of one team in one session.
pub async fn route(tx: &mut Tx, plan: Id, team: Id, session: Id) -> Result<Vec<PlanStop>> {
    let values = args![plan, team, session, ROUTE_LIMIT];
    let rows = tx.fetch_all(ROUTE, values).await?;
    rows.iter().map(stop).collect()
}

pub async fn unplaced(
    tx: &mut Tx,
    plan: Id,
    behind: Option<Id>,
    limit: i64,
) -> Result<Vec<PlanStop>> {
    let behind = behind.map(|id| id.to_string()).unwrap_or_default();
    let rows = tx.fetch_all(UNPLACED, args![plan, behind, limit]).await?;
    rows.iter().map(stop).collect()
}

/// One way of a team in one session, without its stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    pub session: Id,
    pub team: Id,
    pub stops: u32,
    pub first_at: Instant,
    pub last_at: Instant,
}

pub async fn sheets(tx: &mut Tx, plan: Id) -> Result<Vec<Sheet>> {
    let rows = tx.fetch_all(SHEETS, args![plan, SHEETS_LIMIT]).await?;
    rows.iter()
        .map(|row| {
            Ok(Sheet {
                session: row.get("session_id")?,
                team: row.get("team_id")?,
                stops: count(row, "stops")?,
                first_at: row.get("first_at")?,
                last_at: row.get("last_at")?,
            })
        })
        .collect()
}

/// Puts the visits of a round where the plan has them.
pub async fn take(tx: &mut Tx, plan: Id, sessions: &[(Id, Date)]) -> Result<()> {
    tx.execute(TAKE, args![plan]).await?;
    tx.execute(TAKE_ENDED, args![plan]).await?;
    for (session, on) in sessions {
        tx.execute(PLANNED_ON, args![plan, *session, *on]).await?;
    }
    tx.execute(NOT_PLANNED, args![plan]).await.map(drop)
}

/// Doors of a round as planning sees them, behind one of its visits.
pub async fn doors(tx: &mut Tx, round: Id, behind: Option<Id>, limit: i64) -> Result<Vec<DoorIn>> {
    let behind = behind.map(|id| id.to_string()).unwrap_or_default();
    let rows = tx.fetch_all(DOORS, args![round, behind, limit]).await?;
    rows.iter()
        .map(|row| {
            let visit: Visit = row.json("visit")?;
            let dwelling: Dwelling = row.json("dwelling")?;
            Ok(DoorIn {
                visit,
                dwelling,
                area_path: row.get("area_path")?,
                compound_name: row.get("compound_name")?,
                spot: spot(row)?,
            })
        })
        .collect()
}

/// All of them.
pub async fn all_doors(tx: &mut Tx, round: Id) -> Result<Vec<DoorIn>> {
    let mut all: Vec<DoorIn> = Vec::new();
    loop {
        let behind = all.last().map(|it| it.visit.id);
        let piece = doors(tx, round, behind, PIECE).await?;
        let last = i64::try_from(piece.len()).unwrap_or(0) < PIECE;
        all.extend(piece);
        if last {
            return Ok(all);
        }
    }
}

/// Which doors are in a round already, by its visits.
pub async fn admitted(tx: &mut Tx, round: Id) -> Result<Vec<(Id, Id)>> {
    let mut all: Vec<(Id, Id)> = Vec::new();
    loop {
        let behind = all.last().map(|it| it.0.to_string()).unwrap_or_default();
        let rows = tx.fetch_all(ADMITTED, args![round, behind, PIECE]).await?;
        for row in &rows {
            all.push((row.get("id")?, row.get("dwelling_id")?));
        }
        if i64::try_from(rows.len()).unwrap_or(0) < PIECE {
            return Ok(all);
        }
    }
}

/// Visits of a round.
pub async fn visits_of(tx: &mut Tx, round: Id) -> Result<u32> {
    let row = tx.fetch_one(COUNT, args![round]).await?;
    count(&row, "n")
}

/// Visits not yet made that the plan in force gives to a team.
pub async fn open_with(tx: &mut Tx, team: Id) -> Result<u32> {
    let row = tx.fetch_one(WITH_TEAM, args![team]).await?;
    count(&row, "n")
}
