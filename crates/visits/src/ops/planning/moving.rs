use std::collections::{BTreeMap, BTreeSet};

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_plan_routes::{NotThere, Plan, preview};

use super::question::question;
use super::take::load_plan;
use crate::Visits;
use crate::model::{Measures, PlanRow, PlanStop, Refused, Spot};
use crate::ops::{By, OpError, load_round};
use crate::rules::planning as rules;
use crate::store::plans;

/// Where in the order of a route.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Place {
    /// Where it costs least.
    #[default]
    Least,
    First,
    /// Right after this visit of the route.
    After(Id),
}

/// Where somebody wants to have a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    pub visit: Id,
    pub session: Id,
    pub team: Id,
    pub place: Place,
}

/// What a move would mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovePreview {
    pub plan: PlanRow,
    /// Seconds of walking, or what counts like them; less than zero where it saves.
    pub cost: i64,
    pub before: Option<Spot>,
    pub after: Spot,
    pub measures: Measures,
    /// Stops whose order or time changes, the moved one included.
    pub touched: Vec<PlanStop>,
    pub unplaced: u32,
    /// The route with the stop in it, in its order.
    pub route: Vec<PlanStop>,
}

/// What moving one stop would cost, or why it cannot go there. Nothing is changed.
pub async fn preview_move(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    (round, plan): (Id, Id),
    wish: Wish,
) -> Result<MovePreview, OpError> {
    let (known, places) = load_round(tx, by, round).await?;
    if known.state.ended_at().is_some() {
        return Err(Refused::RoundClosed.into());
    }
    let row = load_plan(visits, tx, round, plan).await?;
    if !row.state.is_usable() {
        return Err(Refused::PlanUnfinished.into());
    }
    let now = visits.site.now();
    let asked = question(visits, tx, (known, &places), row.order.priority, now).await?;
    let inputs = &asked.inputs;
    let stops = plans::stops(tx, plan).await?;
    let spots: BTreeMap<Id, Spot> = stops
        .iter()
        .filter_map(|it| Some((it.visit, it.spot?)))
        .collect();
    let stop = inputs.visits.iter().position(|it| *it == wish.visit);
    let session = inputs.sessions.iter().position(|it| it.id == wish.session);
    let team = inputs.teams.iter().position(|it| *it == wish.team);
    let (Some(stop), Some(session), Some(team)) = (stop, session, team) else {
        return Err(Refused::MoveUnknown.into());
    };
    let current = rules::as_plan(inputs, &spots);
    let place = place_of(inputs, &current, (stop, session, team), wish.place)?;
    let to = (session, team);
    let moved = preview(&inputs.problem, &current, stop, to, place).map_err(no)?;
    let after = rules::stops(inputs, &moved.plan);
    let before: BTreeMap<Id, &PlanStop> = stops.iter().map(|it| (it.visit, it)).collect();
    let engine: BTreeSet<Id> = inputs.visits.iter().copied().collect();
    let differs = |it: &&PlanStop| {
        engine.contains(&it.visit) && before.get(&it.visit).is_none_or(|old| old.spot != it.spot)
    };
    let touched: Vec<PlanStop> = after.iter().filter(differs).cloned().collect();
    let found = after.iter().find(|it| it.visit == wish.visit);
    let spot = found.and_then(|it| it.spot).ok_or(Refused::MoveFull)?;
    let changed = rules::changed(&asked.doors, &after).len();
    let unplaced = after.iter().filter(|it| it.spot.is_none()).count();
    let measures = rules::measures(&moved.plan.figures, changed, row.measures.moved + 1);
    Ok(MovePreview {
        before: spots.get(&wish.visit).copied(),
        plan: row,
        cost: moved.cost,
        after: spot,
        measures,
        touched,
        route: route_of(&after, spot),
        unplaced: u32::try_from(unplaced).unwrap_or(u32::MAX),
    })
}

/// The place as the engine counts it: stops before it, without the moved one.
fn place_of(
    inputs: &rules::Inputs,
    plan: &Plan,
    (stop, session, team): (usize, usize, usize),
    place: Place,
) -> Result<Option<usize>, Refused> {
    let behind = match place {
        Place::Least => return Ok(None),
        Place::First => return Ok(Some(0)),
        Place::After(visit) => visit,
    };
    let mut routes = plan.routes.iter();
    let route = routes.find(|it| (it.session, it.team) == (session, team));
    let visits = route.map_or(&[][..], |it| &it.visits);
    let mut others = visits.iter().filter(|it| it.stop != stop);
    let found = others.position(|it| inputs.visits[it.stop] == behind);
    let found = found.ok_or(Refused::MoveUnknown)?;
    Ok(Some(found + 1))
}

/// The stops of the route in which a spot lies.
fn route_of(stops: &[PlanStop], spot: Spot) -> Vec<PlanStop> {
    let is_beside = |it: &&PlanStop| {
        it.spot
            .is_some_and(|it| (it.session, it.team) == (spot.session, spot.team))
    };
    let mut route: Vec<PlanStop> = stops.iter().filter(is_beside).cloned().collect();
    route.sort_by_key(|it| it.spot.map(|it| it.seq));
    route
}

const fn no(why: NotThere) -> Refused {
    match why {
        NotThere::Unknown => Refused::MoveUnknown,
        NotThere::TeamAbsent => Refused::MoveTeamAway,
        NotThere::NotAllowed => Refused::MoveNotAllowed,
        NotThere::Closed => Refused::MoveClosed,
        NotThere::Full => Refused::MoveFull,
        NotThere::Late => Refused::MoveLate,
    }
}

/// Moves a stop by hand. A plan that was ever in force stays as it was confirmed: the move makes
/// another plan of it, which somebody takes in turn. Says which plan has the move now.
pub async fn move_stop(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    (round, plan): (Id, Id),
    wish: Wish,
) -> Result<Id, OpError> {
    let found = preview_move(visits, tx, by, (round, plan), wish).await?;
    let mut row = found.plan;
    if row.confirmed_at.is_some() {
        let (from, now) = (row.id, visits.site.now());
        row = PlanRow {
            id: visits.site.new_id(),
            based_on: Some(from),
            made_by: by.person()?,
            started_at: now,
            ended_at: Some(now),
            confirmed_by: None,
            confirmed_at: None,
            ..row
        };
        plans::insert(tx, &row).await?;
        plans::copy_stops(tx, from, row.id).await?;
    }
    row.measures = found.measures;
    let all = row.stops.saturating_add(row.unplaced);
    row.stops = all.saturating_sub(found.unplaced);
    row.unplaced = found.unplaced;
    for stop in &found.touched {
        plans::set_stop(tx, row.id, stop).await?;
    }
    plans::measure(tx, &row).await?;
    Ok(row.id)
}
