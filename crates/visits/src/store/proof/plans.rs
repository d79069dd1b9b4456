//! Plans that were confirmed: who took one and when follows from the events of its round, its stops
//! from the digest in the event that took it, and where a visit lies from those stops.

use std::collections::BTreeMap;

use huiyin_db::fields::Keys;
use huiyin_db::seal::{Differs, Wrong};
use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use super::{PAGE, Proof, Proven, ROWS_LIMIT, WithProof, digest, row as wrong_row};
use crate::model::{PlanStop, RoundEvent};
use crate::store::plans;

queries! {
    ROUNDS = "SELECT id FROM visit_round WHERE id > $1 ORDER BY id LIMIT $2";
    TAKEN = "SELECT version, at, actor, body FROM journal WHERE subject = $1 AND kind = 'plan_taken'
        ORDER BY version LIMIT $2";
    CONFIRMED = "SELECT id, confirmed_by, confirmed_at FROM visit_plan
        WHERE round_id = $1 AND confirmed_at IS NOT NULL ORDER BY id LIMIT $2";
    /// Visits of a round where the plan in force has them; `ends` says how often one came to an end,
    /// since a plan that is taken later leaves such a visit where it was.
    PLACES = "SELECT v.id AS id, v.version AS version, v.plan_id AS plan_id, v.session_id AS session_id,
            v.team_id AS team_id, v.seq AS seq, v.arrive_at AS arrive_at, v.unplaced AS unplaced,
            (SELECT COUNT(*) FROM journal j WHERE j.subject = v.id
                AND j.kind IN ('visited', 'not_met', 'declined', 'do_not_disturb', 'handed_on')) AS ends
        FROM visit v WHERE v.round_id = $1 AND v.id > $2 ORDER BY v.id LIMIT $3";
}

const TABLE: &str = "visit_plan";
const STOPS: &str = "visit_plan_stop";

/// The digest of all stops of a plan, for the event that takes it.
pub(crate) async fn of_plan(tx: &mut Tx, keys: &Keys, plan: Id) -> Result<Proof> {
    let stops = plans::stops(tx, plan).await?;
    Ok(Proof {
        stops: Some(of_stops(keys, plan, &stops)),
        ..Proof::default()
    })
}

fn of_stops(keys: &Keys, plan: Id, stops: &[PlanStop]) -> String {
    // Databases need not agree in which order texts stand.
    let by_visit: BTreeMap<Id, &PlanStop> = stops.iter().map(|it| (it.visit, it)).collect();
    let mut parts = vec![plan.to_string()];
    for (visit, stop) in by_visit {
        parts.push(visit.to_string());
        parts.push(spot_in_words(stop));
        parts.push(stop.reason.clone());
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    digest(keys, "stops of a plan", &parts)
}

fn spot_in_words(stop: &PlanStop) -> String {
    stop.spot.map_or_else(String::new, |it| {
        let at = it.arrive_at.as_micros();
        format!("{} {} {} {at}", it.session, it.team, it.seq)
    })
}

/// A plan as its round says that it was taken.
struct Taken {
    version: i64,
    at: Instant,
    by: Option<Id>,
    proof: Option<Proof>,
    stops: BTreeMap<Id, PlanStop>,
}

/// All plans that a round ever took, and the one that was taken last.
#[derive(Default)]
struct Told {
    plans: BTreeMap<Id, Taken>,
    last: Option<Id>,
}

async fn told(tx: &mut Tx, round: Id) -> Result<Told> {
    let mut told = Told::default();
    for row in tx.fetch_all(TAKEN, args![round, ROWS_LIMIT]).await? {
        let body: String = row.get("body")?;
        let event: RoundEvent = serde_json::from_str(&body).map_err(StoreError::inconsistent)?;
        let beside: WithProof = serde_json::from_str(&body).map_err(StoreError::inconsistent)?;
        let RoundEvent::PlanTaken { plan } = event else {
            continue;
        };
        let actor: String = row.get("actor")?;
        let taken = Taken {
            version: row.get("version")?,
            at: row.get("at")?,
            by: actor
                .strip_prefix("account:")
                .and_then(|it| it.parse().ok()),
            proof: beside.proof,
            stops: BTreeMap::new(),
        };
        told.plans.insert(plan, taken);
        told.last = Some(plan);
    }
    Ok(told)
}

/// The first plan, stop or place of a visit that its history does not give.
pub(super) async fn wrong(tx: &mut Tx, keys: &Keys, proven: &mut Proven) -> Result<Option<Wrong>> {
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(ROUNDS, args![&behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        behind = last.get::<Id>("id")?.to_string();
        for row in &page {
            if let Some(found) = of_round(tx, keys, row.get("id")?, proven).await? {
                return Ok(Some(found));
            }
        }
    }
}

async fn of_round(
    tx: &mut Tx,
    keys: &Keys,
    round: Id,
    proven: &mut Proven,
) -> Result<Option<Wrong>> {
    let Ok(mut told) = told(tx, round).await else {
        let what = (round, 0, "its history cannot be read");
        return Ok(Some(wrong_row(what, "visit_round", round)));
    };
    if let Some(found) = confirmed(tx, round, &told).await? {
        return Ok(Some(found));
    }
    let mut altered = None;
    for (plan, taken) in &mut told.plans {
        let stops = plans::stops(tx, *plan).await?;
        let count = u64::try_from(stops.len()).unwrap_or(u64::MAX);
        match taken.proof.as_ref().and_then(|it| it.stops.as_ref()) {
            Some(expected) if *expected == of_stops(keys, *plan, &stops) => proven.stops += count,
            Some(_) => altered = altered.or(Some((*plan, taken.version))),
            None => proven.unproven += count,
        }
        taken.stops = stops.into_iter().map(|it| (it.visit, it)).collect();
    }
    // Where a visit says otherwise, it names the very stop that was altered.
    let Some((plan, version)) = altered else {
        return places(tx, round, &told).await;
    };
    let why = (round, version, "a stop of a confirmed plan was altered");
    let visit = places(tx, round, &told).await?;
    Ok(Some(match visit {
        Some(found) => wrong_row(why, STOPS, format!("{plan} {}", found.key)),
        None => wrong_row(why, STOPS, plan),
    }))
}

/// Plans that stand there as confirmed, against those that were taken.
async fn confirmed(tx: &mut Tx, round: Id, told: &Told) -> Result<Option<Wrong>> {
    let mut missing: BTreeMap<Id, &Taken> = told.plans.iter().map(|(id, it)| (*id, it)).collect();
    for row in tx.fetch_all(CONFIRMED, args![round, ROWS_LIMIT]).await? {
        let plan: Id = row.get("id")?;
        let Some(taken) = missing.remove(&plan) else {
            let what = (round, 0, "a plan is said to be confirmed that nobody took");
            return Ok(Some(wrong_row(what, TABLE, plan)));
        };
        let (by, at): (Option<String>, Option<Instant>) =
            (row.get("confirmed_by")?, row.get("confirmed_at")?);
        let due = taken.by.map(|it| it.to_string());
        let whose = Differs::between("confirmed_by", by, due, |it| it);
        // Before there were digests both moments were taken one after the other.
        let due = taken.proof.as_ref().map_or(at, |_| Some(taken.at));
        let when = Differs::between("confirmed_at", at, due, Instant::to_rfc3339);
        if let Some(differs) = whose.or(when) {
            let what = (round, taken.version, "a confirmed plan was altered");
            return Ok(Some(wrong_row(what, TABLE, plan).because(Some(differs))));
        }
    }
    let gone = missing.into_iter().next();
    Ok(gone.map(|(plan, taken)| {
        let what = (round, taken.version, "a confirmed plan was removed");
        wrong_row(what, TABLE, plan)
    }))
}

/// Where every visit of a round lies, against the stops of the plans that it took.
async fn places(tx: &mut Tx, round: Id, told: &Told) -> Result<Option<Wrong>> {
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(PLACES, args![round, &behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        behind = last.get::<Id>("id")?.to_string();
        for row in &page {
            let id: Id = row.get("id")?;
            if let Some(differs) = of_place(row, id, told)? {
                let version: i64 = row.get("version")?;
                return Ok(Some(Wrong::column(id, version, "visit", differs)));
            }
        }
    }
}

/// The columns of a place, as they are written where they differ.
type Columns = [(&'static str, Option<String>); 5];

fn of_place(row: &Row, visit: Id, told: &Told) -> Result<Option<Differs>> {
    let plan: Option<Id> = row.get("plan_id")?;
    let last = told.last.and_then(|id| Some((id, told.plans.get(&id)?)));
    let in_last = last.filter(|(_, taken)| taken.stops.contains_key(&visit));
    // Who was admitted after a plan was taken stands in none until the next.
    let due = in_last.map(|(id, _)| id).or(plan);
    if let Some(found) = Differs::between("plan_id", plan, due, |it| it.to_string()) {
        return Ok(Some(found));
    }
    let stop = due.and_then(|id| told.plans.get(&id)?.stops.get(&visit));
    if let (Some(plan), None) = (plan, stop) {
        return Ok(Differs::between("plan_id", Some(plan), None, |it| {
            it.to_string()
        }));
    }
    let stored = stored(row)?;
    let Some(found) = differing(&stored, &as_columns(stop)) else {
        return Ok(None);
    };
    let stays = row.get::<i64>("ends")? > 0;
    let mut earlier = told.plans.values().filter_map(|it| it.stops.get(&visit));
    let was_there = |stop: &PlanStop| differing(&stored, &as_columns(Some(stop))).is_none();
    // One that was admitted and ended between two plans has no place at all.
    let has_none = differing(&stored, &as_columns(None)).is_none();
    let is_known = stays && (has_none || earlier.any(was_there));
    Ok((!is_known).then_some(found))
}

fn stored(row: &Row) -> Result<Columns> {
    let number = |column: &str| row.get::<Option<i64>>(column);
    Ok([
        ("team_id", row.get("team_id")?),
        ("session_id", row.get("session_id")?),
        ("seq", number("seq")?.map(|it| it.to_string())),
        ("arrive_at", number("arrive_at")?.map(|it| it.to_string())),
        ("unplaced", row.get("unplaced")?),
    ])
}

fn as_columns(stop: Option<&PlanStop>) -> Columns {
    let spot = stop.and_then(|it| it.spot);
    let reason = stop.map_or_else(String::new, |it| it.reason.clone());
    [
        ("team_id", spot.map(|it| it.team.to_string())),
        ("session_id", spot.map(|it| it.session.to_string())),
        ("seq", spot.map(|it| it.seq.to_string())),
        (
            "arrive_at",
            spot.map(|it| it.arrive_at.as_micros().to_string()),
        ),
        ("unplaced", Some(reason)),
    ]
}

fn differing(stored: &Columns, due: &Columns) -> Option<Differs> {
    let mut pairs = stored.iter().zip(due);
    pairs.find_map(|((column, stored), (_, due))| {
        Differs::between(column, stored.clone(), due.clone(), |it| it)
    })
}
