//! Mending a plan that people already know of.

use crate::fixed::{Fixed, NONE, at, index};
use crate::plan::Plan;
use crate::problem::{Invalid, Problem};
use crate::routes::Routes;
use crate::solve::{Control, Cooling, Options, Progress, Schedule, choices, constructed};

/// A team or session that moved for a stop that had been announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub stop: usize,
    /// Session and team as announced.
    pub from: (usize, usize),
    /// Nothing where the stop has lost its place.
    pub to: Option<(usize, usize)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replanned {
    pub plan: Plan,
    /// Stops whose session or team is another one now, in the order of their numbers.
    pub changes: Vec<Change>,
}

/// Mends an announced plan for a problem that is not quite the same any more: a team is away, a
/// door opens at another time, a stop was added or taken away (its windows emptied). Whatever
/// still holds stays; what does not is put where it changes and costs least. What was announced is
/// taken from the plan, whatever the stops say.
pub fn replan(
    problem: &Problem,
    announced: &Plan,
    options: Options,
    watch: &mut dyn FnMut(&Progress) -> Control,
) -> Result<Replanned, Invalid> {
    problem.validate()?;
    let mut problem = problem.clone();
    let lists = announced.lists(&problem);
    for stop in &mut problem.stops {
        stop.announced = None;
    }
    for (slot, list) in lists.iter().enumerate() {
        let place = (slot / problem.teams, slot % problem.teams);
        for stop in list {
            problem.stops[at(*stop)].announced = Some(place);
        }
    }
    let fixed = Fixed::new(&problem);
    let choice = choices(&fixed);
    let mut routes = Routes::of(&fixed, &lists);
    routes.tally.share_anew(&fixed);
    let homeless = routes.absent.clone();
    let seeds = around(&fixed, &homeless);
    let first = constructed(&fixed, &choice, routes, &homeless, options.seed);
    let schedule = Schedule {
        options,
        // Cool from the start: what was announced is worth more than a shorter way.
        cooling: Cooling {
            hot: 4.0,
            each: 0.945,
        },
        seeds: Some(seeds),
    };
    let found = schedule.run(&fixed, &choice, first, watch);
    let plan = Plan::new(&problem, &fixed, &found);
    Ok(Replanned {
        changes: changes(&problem, &found),
        plan,
    })
}

/// The stops without a place, and their neighbours that may make room.
fn around(fixed: &Fixed, homeless: &[u32]) -> Vec<u32> {
    const NEIGHBOURS: usize = 12;
    let near = |stop: &u32| {
        let near = fixed.near.of(*stop).take(NEIGHBOURS);
        std::iter::once(*stop).chain(near).collect::<Vec<u32>>()
    };
    let mut all: Vec<u32> = homeless.iter().flat_map(near).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn changes(problem: &Problem, found: &Routes) -> Vec<Change> {
    let moved = problem
        .stops
        .iter()
        .enumerate()
        .filter_map(|(stop, about)| {
            let from = about.announced?;
            let slot = found.slot_of[at(index(stop))];
            let to = (slot != NONE).then(|| (at(slot) / problem.teams, at(slot) % problem.teams));
            (to != Some(from)).then_some(Change { stop, from, to })
        });
    moved.collect()
}
