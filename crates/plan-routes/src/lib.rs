//! Rounds of visits: which team goes to which door in which session, and in what order.
//!
//! [`solve`] takes a [`Problem`] (stops with open windows, teams, sessions) and answers with a
//! [`Plan`]: routes with times, and for each stop that found no place the reason. [`replan`]
//! mends a plan that people already know of and changes little of it, [`preview`] says what a
//! move by hand would cost, and [`check`] holds any plan against the rules without trusting the
//! search.
//!
//! Invariants:
//! - a stop is served whole within one of its windows and within its session; a team has at most
//!   one route in a session, goes only where it may, and only when it is there;
//! - chance comes from a seed and effort is counted in tries, not in time, so that the same
//!   problem, seed and effort give the same plan on any machine and with any number of threads.
//!   Only a caller who stops the search early makes the plan depend on the machine;
//! - there is no table of distances: memory grows with the number of stops.
//!
//! The method is ruin and recreate with strings of neighbouring stops (Christiaens and Vanden
//! Berghe, 2020), annealed; familiar teams, fair load and undivided compounds are costs of the
//! search itself. Units: metres and seconds; a session begins at its second 0.
//!
//! Absent by design: where teams really went, how fast anybody is, any figure about a person.

mod chance;
mod check;
mod cost;
mod fixed;
mod hand;
mod near;
mod parts;
mod plan;
mod problem;
mod reason;
mod recreate;
mod replan;
mod routes;
mod ruin;
mod search;
mod solve;
mod times;
mod undo;

pub use check::{Fault, check};
pub use hand::{Moved, NotThere, preview};
pub use plan::{Figures, Plan, Route, Unplaced, Visit};
pub use problem::{
    Invalid, Problem, SLOTS_MOST, STOPS_MOST, Session, Stop, Walking, Weights, Window,
};
pub use reason::Reason;
pub use replan::{Change, Replanned, replan};
pub use solve::{Control, Options, Progress, TRIES_PER_SECOND, solve};
