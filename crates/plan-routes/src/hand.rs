//! A coordinator moves a stop by hand: what it would cost, or why it cannot be.

use crate::fixed::{Fixed, NONE, at, index};
use crate::plan::Plan;
use crate::problem::{Invalid, Problem};
use crate::routes::{Routes, Spot};

/// The plan after a move, and what the move costs in seconds of walking; less than zero where it
/// saves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub plan: Plan,
    pub cost: i64,
}

/// Why a stop cannot go there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotThere {
    #[error("the plan or the place is not one of this problem")]
    Unknown,
    #[error("the team is not there in this session")]
    TeamAbsent,
    #[error("this team may not go there")]
    NotAllowed,
    #[error("the door is not open in this session")]
    Closed,
    #[error("there is no time left for it in this round of the team")]
    Full,
    #[error("at this place in the order somebody would be reached too late")]
    Late,
}

/// What it would mean to move one stop to a session and team: to a place in its order, which counts
/// the stops before it without the moved one, or to where it costs least.
pub fn preview(
    problem: &Problem,
    plan: &Plan,
    stop: usize,
    (session, team): (usize, usize),
    place: Option<usize>,
) -> Result<Moved, NotThere> {
    problem.validate().map_err(|_: Invalid| NotThere::Unknown)?;
    if stop >= problem.stops.len() || session >= problem.sessions.len() || team >= problem.teams {
        return Err(NotThere::Unknown);
    }
    let fixed = Fixed::new(problem);
    let mut routes = Routes::of(&fixed, &plan.lists(problem));
    routes.tally.share_anew(&fixed);
    let (wanted, slot) = (index(stop), index(session * problem.teams + team));
    if !fixed.is_present(at(slot)) {
        return Err(NotThere::TeamAbsent);
    }
    if !fixed.may_come(wanted, team) {
        return Err(NotThere::NotAllowed);
    }
    if fixed.windows(wanted, session).is_empty() {
        return Err(NotThere::Closed);
    }
    let before = routes.cost(&fixed);
    take_out(&mut routes, &fixed, wanted);
    let length = routes.stops[at(slot)].len();
    let places = match place {
        Some(place) if place > length => return Err(NotThere::Unknown),
        Some(place) => place..=place,
        None => 0..=length,
    };
    let best = places
        .filter_map(|place| {
            let between = routes.neighbours(slot, place);
            let detour = routes.detour(&fixed, wanted, between, (None, None));
            let holds = detour.holds(&fixed, wanted, session);
            holds.then_some((detour.way, place))
        })
        .min();
    let Some((_, place)) = best else {
        return Err(place.map_or(NotThere::Full, |_| NotThere::Late));
    };
    let behind = routes.neighbours(slot, place).0;
    routes.insert(&fixed, wanted, Spot { slot, behind });
    routes.absent.retain(|it| *it != wanted);
    Ok(Moved {
        cost: routes.cost(&fixed) - before,
        plan: Plan::new(problem, &fixed, &routes),
    })
}

fn take_out(routes: &mut Routes, fixed: &Fixed, stop: u32) {
    let slot = routes.slot_of[at(stop)];
    if slot == NONE {
        return;
    }
    let place = routes.place_of(stop);
    let mut out = Vec::new();
    routes.take(fixed, slot, place..place + 1, &mut out);
    routes.absent.append(&mut out);
}
