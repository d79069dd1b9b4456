//! Decisions of the slice. Pure: state, act, facts and time in, a change or a refusal out.

pub mod admission;
pub mod diagram;
pub mod door;
pub mod hours;
pub mod ical;
pub mod merge;
pub mod offer;
pub mod place;
pub mod planning;
pub mod progress;
pub mod register;
pub mod round;
pub mod teams;
pub mod visit;

pub use admission::{Approach, LeftOut, approach, left_out, may_call_uninvited, uninvited_from};
pub use hours::Hours;
pub use round::{ROUND_TRANSITIONS, RoundChange};
pub use visit::{TRANSITIONS, VisitChange, VisitFacts};
