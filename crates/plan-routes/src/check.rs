//! Holding a plan against the rules, from the problem alone.

use crate::plan::Plan;
use crate::problem::{Problem, Walking};

/// What is wrong with a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    NoSuchSlot {
        session: usize,
        team: usize,
    },
    NoSuchStop {
        stop: usize,
    },
    TwoRoutes {
        session: usize,
        team: usize,
    },
    NotThere {
        session: usize,
        team: usize,
    },
    NotAllowed {
        stop: usize,
        team: usize,
    },
    Twice {
        stop: usize,
    },
    Missing {
        stop: usize,
    },
    /// Its service does not lie whole in a window and the session.
    OutOfTime {
        stop: usize,
    },
    /// The times or ways that the plan tells are not those that follow from its order.
    WrongTimes {
        stop: usize,
    },
}

/// Everything that is wrong, in the order of the plan; nothing for a plan that holds. A stop named
/// as unplaced is not missing.
pub fn check(problem: &Problem, plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut seen = vec![0_u32; problem.stops.len()];
    let mut slots = vec![false; problem.sessions.len() * problem.teams];
    for route in &plan.routes {
        let (session, team) = (route.session, route.team);
        if session >= problem.sessions.len() || team >= problem.teams {
            faults.push(Fault::NoSuchSlot { session, team });
            continue;
        }
        if std::mem::replace(&mut slots[session * problem.teams + team], true) {
            faults.push(Fault::TwoRoutes { session, team });
        }
        if !problem.sessions[session].present[team] {
            faults.push(Fault::NotThere { session, team });
        }
        check_route(problem, route, &mut seen, &mut faults);
    }
    for unplaced in &plan.unplaced {
        match seen.get_mut(unplaced.stop) {
            Some(count) => *count += 1,
            None => faults.push(Fault::NoSuchStop {
                stop: unplaced.stop,
            }),
        }
    }
    for (stop, count) in seen.iter().enumerate() {
        match count {
            0 => faults.push(Fault::Missing { stop }),
            1 => {}
            _ => faults.push(Fault::Twice { stop }),
        }
    }
    faults
}

fn check_route(
    problem: &Problem,
    route: &crate::plan::Route,
    seen: &mut [u32],
    faults: &mut Vec<Fault>,
) {
    let length = problem.sessions[route.session].length_seconds;
    let (mut now, mut before): (i32, Option<usize>) = (0, None);
    for visit in &route.visits {
        let stop = visit.stop;
        let Some(about) = problem.stops.get(stop) else {
            faults.push(Fault::NoSuchStop { stop });
            continue;
        };
        seen[stop] += 1;
        let allowed = about.allowed.as_ref();
        if allowed.is_some_and(|teams| !teams.contains(&route.team)) {
            let team = route.team;
            faults.push(Fault::NotAllowed { stop, team });
        }
        let way = before.map_or(0, |it| way(problem, it, stop));
        now += way;
        let windows = about.windows[route.session].iter();
        let begins = windows.filter_map(|window| {
            let begin = now.max(window.from);
            (begin + about.service_seconds <= window.to.min(length)).then_some(begin)
        });
        match begins.min() {
            None => faults.push(Fault::OutOfTime { stop }),
            Some(begin) => {
                if (begin, way) != (visit.begin, visit.walk_seconds) {
                    faults.push(Fault::WrongTimes { stop });
                }
                now = begin;
            }
        }
        now += about.service_seconds;
        before = Some(stop);
    }
}

fn way(problem: &Problem, from: usize, to: usize) -> i32 {
    let (one, other) = (&problem.stops[from], &problem.stops[to]);
    let Walking {
        metres_per_second,
        detour,
    } = problem.walking;
    let (wide, high) = (f64::from(other.x - one.x), f64::from(other.y - one.y));
    let seconds = detour * (wide * wide + high * high).sqrt() / metres_per_second + 0.5;
    i32::try_from(crate::chance::whole(seconds)).unwrap_or(i32::MAX / 4)
}
