//! What comes out: routes with times, what found no place and why, and what all of it costs.

use crate::fixed::{Fixed, at, index};
use crate::problem::Problem;
use crate::reason::{Reason, reason};
use crate::routes::Routes;

/// One stop of a route; seconds of its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    pub stop: usize,
    pub walk_seconds: i32,
    pub begin: i32,
    pub end: i32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub session: usize,
    pub team: usize,
    pub visits: Vec<Visit>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    pub stop: usize,
    pub reason: Reason,
}

/// Measures of a plan. Whole numbers; shares are pairs of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    pub walk_seconds: i64,
    pub team_sessions: i64,
    pub unplaced: i64,
    /// Stops with a familiar team that have a place, and of them those that keep it.
    pub known: i64,
    pub kept: i64,
    /// Seconds of service and walking of the team with the most, and of all together.
    pub load_most: i64,
    pub load_all: i64,
    pub teams: i64,
    /// Pairs of a compound and a team that comes to it, and compounds.
    pub compound_teams: i64,
    pub compounds: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub routes: Vec<Route>,
    pub unplaced: Vec<Unplaced>,
    pub figures: Figures,
}

impl Figures {
    /// Walking seconds and half an hour for each session of a team: what solvers are compared by.
    pub fn objective(&self) -> i64 {
        self.walk_seconds + 1_800 * self.team_sessions
    }

    pub(crate) fn of(fixed: &Fixed, routes: &Routes) -> Self {
        let mut load = vec![0_i64; fixed.teams];
        let mut pairs = Vec::new();
        let (mut known, mut kept) = (0, 0);
        for (slot, stops) in routes.stops.iter().enumerate() {
            let team = fixed.team(index(slot));
            for stop in stops {
                let stop = at(*stop);
                load[team] += i64::from(fixed.service[stop] + routes.nodes[stop].leg);
                pairs.push((fixed.compound[stop], team));
                if fixed.familiar[stop] != crate::fixed::NONE {
                    known += 1;
                    kept += i64::from(at(fixed.familiar[stop]) == team);
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let compound_teams = number(pairs.len());
        pairs.dedup_by_key(|it| it.0);
        Self {
            walk_seconds: routes.tally.walk,
            team_sessions: routes.tally.used,
            unplaced: number(routes.absent.len()),
            known,
            kept,
            load_most: load.iter().copied().max().unwrap_or(0),
            load_all: load.iter().sum(),
            teams: number(fixed.teams),
            compound_teams,
            compounds: number(pairs.len()),
        }
    }
}

impl Plan {
    pub(crate) fn new(problem: &Problem, fixed: &Fixed, found: &Routes) -> Self {
        let mut routes = Vec::new();
        for (slot, stops) in found.stops.iter().enumerate() {
            if stops.is_empty() {
                continue;
            }
            let visit = |stop: &u32| {
                let place = at(*stop);
                Visit {
                    stop: place,
                    walk_seconds: found.nodes[place].leg,
                    begin: found.nodes[place].begin,
                    end: found.nodes[place].begin + fixed.service[place],
                }
            };
            routes.push(Route {
                session: fixed.session(index(slot)),
                team: fixed.team(index(slot)),
                visits: stops.iter().map(visit).collect(),
            });
        }
        let mut absent = found.absent.clone();
        absent.sort_unstable();
        let unplaced = absent.iter().map(|stop| Unplaced {
            stop: at(*stop),
            reason: reason(problem, fixed, found, *stop),
        });
        Self {
            unplaced: unplaced.collect(),
            figures: Figures::of(fixed, found),
            routes,
        }
    }

    /// The order of stops by slot, as the search holds it.
    pub(crate) fn lists(&self, problem: &Problem) -> Vec<Vec<u32>> {
        let mut lists = vec![Vec::new(); problem.slots()];
        for route in &self.routes {
            let slot = route.session * problem.teams + route.team;
            if route.session < problem.sessions.len() && route.team < problem.teams {
                let known = route.visits.iter().map(|it| it.stop);
                lists[slot] = known
                    .filter(|stop| *stop < problem.stops.len())
                    .map(index)
                    .collect();
            }
        }
        lists
    }
}
