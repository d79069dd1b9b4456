//! A year of an invented district, told before it happens: who raises what, where and when, how
//! each desk behaves, what callers hear, when teams go from door to door, and what estates vote
//! on and book.
//!
//! Everything here is a pure function of an [`Order`]: the same seed gives the same year, on any
//! machine and on either database. The plan does nothing; whoever carries it out calls the real
//! operations, and what a rule of theirs refuses simply does not happen.
//!
//! Invariants:
//! - [`plan`] raises exactly as many matters as were ordered, all of them inside the ordered days;
//! - no two questions to chance share an answer by accident: each is asked by name and number;
//! - staff act in the hours in which they work ([`hours`]), residents when they are awake.
//!
//! Absent by design: names, phones and texts (the slices have their own inventions), and any
//! knowledge of what an operation is called.

pub mod chance;
pub mod course;
pub mod doors;
pub mod estates;
pub mod hours;
pub mod names;
pub mod plan;
pub mod season;
pub mod size;
pub mod step;
pub mod storm;
pub mod temper;

pub use chance::Chance;
pub use plan::{Order, Plan, Raised, Subject, Way, plan};
pub use size::Size;
pub use step::{Ending, Heard, Player, RejectAs, Step, Wait};
