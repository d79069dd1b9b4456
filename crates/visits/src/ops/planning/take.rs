use std::collections::BTreeMap;

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_plan_routes::{Fault, check};

use super::question::question;
use crate::Visits;
use crate::model::{PlanRow, PlanState, Refused, Round, RoundAct, Spot};
use crate::ops::round::{as_seen, turn_with};
use crate::ops::{By, OpError, load_round};
use crate::rules::planning::as_plan;
use crate::store::{plans, proof};

/// A plan of a round that this person may look at. One that says that it is sought, and is not,
/// was interrupted when the program ended.
pub async fn load_plan(
    visits: &Visits,
    tx: &mut Tx,
    round: Id,
    plan: Id,
) -> Result<PlanRow, OpError> {
    let found = plans::load(tx, plan).await?;
    let mut found = found
        .filter(|it| it.round == round)
        .ok_or(OpError::NotFound)?;
    if found.state == PlanState::Running && !visits.runs.seeks(round, plan) {
        found.state = PlanState::Interrupted;
    }
    Ok(found)
}

/// Puts a plan in force. Somebody decides that, never the program (rule P9): who and when is
/// written beside what the plan was made of. A plan that no longer holds, because a door or a team
/// has changed since, is not taken.
pub async fn take_plan(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    (round, seen): (Id, Option<u32>),
    plan: Id,
) -> Result<Round, OpError> {
    let (known, places) = load_round(tx, by, round).await?;
    as_seen(&known, seen)?;
    let row = load_plan(visits, tx, round, plan).await?;
    if !row.state.is_usable() {
        return Err(Refused::PlanUnfinished.into());
    }
    let now = visits.site.now();
    let asked = question(visits, tx, (known, &places), row.order.priority, now).await?;
    let stops = plans::stops(tx, plan).await?;
    let spots: BTreeMap<Id, Spot> = stops
        .iter()
        .filter_map(|it| Some((it.visit, it.spot?)))
        .collect();
    if !holds(&asked.inputs, &stops, &spots) {
        return Err(Refused::PlanOutdated.into());
    }
    let proof = proof::of_plan(tx, &visits.site.keys, plan).await?;
    let act = (RoundAct::TakePlan { plan }, Some(&proof));
    let taken = turn_with(visits, tx, by, (round, seen), act, now).await?;
    let sessions: Vec<_> = taken.sessions.iter().map(|it| (it.id, it.on)).collect();
    plans::take(tx, plan, &sessions).await?;
    plans::confirm(tx, plan, by.person()?, now).await?;
    Ok(taken)
}

/// Whether every visit that is still to be made is in the plan, and where it is it may be.
fn holds(
    inputs: &crate::rules::planning::Inputs,
    stops: &[crate::model::PlanStop],
    spots: &BTreeMap<Id, Spot>,
) -> bool {
    let known: std::collections::BTreeSet<Id> = stops.iter().map(|it| it.visit).collect();
    if inputs.visits.iter().any(|visit| !known.contains(visit)) {
        return false;
    }
    // Whoever may no longer be called on must not stand in the plan.
    let barred = inputs.beside.iter().filter(|it| it.spot.is_none());
    if barred.into_iter().any(|it| spots.contains_key(&it.visit)) {
        return false;
    }
    let faults = check(&inputs.problem, &as_plan(inputs, spots));
    // Times follow from the order, and stops without a place were named when it was made.
    faults
        .iter()
        .all(|it| matches!(it, Fault::WrongTimes { .. } | Fault::Missing { .. }))
}
