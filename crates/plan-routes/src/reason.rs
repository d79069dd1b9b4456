//! Why a stop has no place.

use crate::fixed::{Fixed, at, begins, index};
use crate::problem::Problem;
use crate::routes::Routes;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Its door is open in no session.
    NeverOpen,
    /// The visit takes longer than any of its windows.
    TooLong { longest_window_seconds: i32 },
    /// No team that may go there is present while its door is open.
    NoTeam,
    /// Teams are there, but all of them are full. The nearest other stop that has a place in one
    /// of these sessions is named, as the one to talk about.
    Full { near: Option<usize> },
}

pub(crate) fn reason(problem: &Problem, fixed: &Fixed, routes: &Routes, stop: u32) -> Reason {
    let about = &problem.stops[at(stop)];
    let lengths = || {
        let sessions = problem.sessions.iter().enumerate();
        sessions.flat_map(|(session, it)| {
            about.windows[session]
                .iter()
                .map(|window| window.to.min(it.length_seconds) - window.from.max(0))
        })
    };
    let longest = lengths().max().unwrap_or(0);
    if longest <= 0 {
        return Reason::NeverOpen;
    }
    let is_open = |session: usize| {
        let length = problem.sessions[session].length_seconds;
        !begins(about, session, length).is_empty()
    };
    let open: Vec<usize> = (0..problem.sessions.len())
        .filter(|it| is_open(*it))
        .collect();
    if open.is_empty() {
        return Reason::TooLong {
            longest_window_seconds: longest,
        };
    }
    let slots = |session: &usize| {
        let first = session * fixed.teams;
        (first..first + fixed.teams).map(index)
    };
    if !open
        .iter()
        .flat_map(slots)
        .any(|slot| fixed.fits(stop, slot))
    {
        return Reason::NoTeam;
    }
    let near = fixed.near.of(stop).find(|other| {
        let slot = routes.slot_of[at(*other)];
        slot != crate::fixed::NONE && open.contains(&fixed.session(slot))
    });
    Reason::Full { near: near.map(at) }
}
