use std::collections::BTreeMap;

use huiyin_kernel::Id;
use huiyin_plan_routes::{Figures, Plan, Reason, Route, Visit as At};

use super::inputs::{DoorIn, Inputs};
use crate::model::{Measures, NoPlace, PlanStop, Spot};

/// The plan of the engine in terms of visits, teams and sessions, with what stands beside it.
pub fn stops(inputs: &Inputs, plan: &Plan) -> Vec<PlanStop> {
    let mut all = inputs.beside.clone();
    for route in &plan.routes {
        let session = &inputs.sessions[route.session];
        let start = session.window().starts_at();
        for (seq, at) in (1..).zip(&route.visits) {
            all.push(PlanStop {
                visit: inputs.visits[at.stop],
                spot: Some(Spot {
                    session: session.id,
                    team: inputs.teams[route.team],
                    seq,
                    arrive_at: start.plus_seconds(i64::from(at.begin)),
                }),
                reason: String::new(),
            });
        }
    }
    for unplaced in &plan.unplaced {
        all.push(PlanStop {
            visit: inputs.visits[unplaced.stop],
            spot: None,
            reason: reason(inputs, unplaced.reason),
        });
    }
    all.sort_by_key(|it| it.visit);
    all
}

fn reason(inputs: &Inputs, reason: Reason) -> String {
    let with = |why: NoPlace, detail: &dyn std::fmt::Display| format!("{}:{detail}", why.name());
    match reason {
        Reason::NeverOpen => NoPlace::NeverOpen.name().to_owned(),
        Reason::TooLong {
            longest_window_seconds,
        } => with(NoPlace::TooLong, &(longest_window_seconds / 60)),
        Reason::NoTeam => NoPlace::NoTeam.name().to_owned(),
        Reason::Full { near: None } => NoPlace::Full.name().to_owned(),
        Reason::Full { near: Some(stop) } => with(NoPlace::Full, &inputs.visits[stop]),
    }
}

/// A plan that is kept, as the engine holds it; what is not in the question is left out. The
/// engine finds the times anew from the order.
pub fn as_plan(inputs: &Inputs, spots: &BTreeMap<Id, Spot>) -> Plan {
    let session_of: BTreeMap<Id, usize> = numbered(inputs.sessions.iter().map(|it| it.id));
    let team_of: BTreeMap<Id, usize> = numbered(inputs.teams.iter().copied());
    let mut by_slot: BTreeMap<(usize, usize), Vec<(u32, usize)>> = BTreeMap::new();
    for (stop, visit) in inputs.visits.iter().enumerate() {
        let Some(spot) = spots.get(visit) else {
            continue;
        };
        let found = (session_of.get(&spot.session), team_of.get(&spot.team));
        if let (Some(session), Some(team)) = found {
            by_slot
                .entry((*session, *team))
                .or_default()
                .push((spot.seq, stop));
        }
    }
    let routes = by_slot.into_iter().map(|((session, team), mut order)| {
        order.sort_unstable();
        let at = |(_, stop): (u32, usize)| At {
            stop,
            walk_seconds: 0,
            begin: 0,
            end: 0,
        };
        Route {
            session,
            team,
            visits: order.into_iter().map(at).collect(),
        }
    });
    Plan {
        routes: routes.collect(),
        unplaced: Vec::new(),
        figures: Figures::default(),
    }
}

fn numbered(ids: impl Iterator<Item = Id>) -> BTreeMap<Id, usize> {
    ids.enumerate().map(|(number, id)| (id, number)).collect()
}

pub fn measures(figures: &Figures, changed: usize, moved: i64) -> Measures {
    Measures {
        walk_seconds: figures.walk_seconds,
        team_sessions: figures.team_sessions,
        known: figures.known,
        kept: figures.kept,
        load_most: figures.load_most,
        load_all: figures.load_all,
        teams: figures.teams,
        compound_teams: figures.compound_teams,
        compounds: figures.compounds,
        changed: i64::try_from(changed).unwrap_or(i64::MAX),
        moved,
    }
}

/// Visits that the plan in force has in another session or with another team, in the order of the
/// plan: what has to be told anew.
pub fn changed<'a>(doors: &[DoorIn], stops: &'a [PlanStop]) -> Vec<(&'a PlanStop, Spot)> {
    let spots = doors.iter().filter_map(|it| Some((it.visit.id, it.spot?)));
    let before: BTreeMap<Id, Spot> = spots.collect();
    stops
        .iter()
        .filter_map(|stop| {
            let was = *before.get(&stop.visit)?;
            let same = |now: Spot| (now.session, now.team) == (was.session, was.team);
            (!stop.spot.is_some_and(same)).then_some((stop, was))
        })
        .collect()
}
