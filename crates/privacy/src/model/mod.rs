//! The words of the slice: what somebody may ask for about their own data, how far the case has
//! come, and what is kept how long. Nothing here decides.

mod case;
mod keep;
mod record;

pub use case::{
    Act, ActName, Actor, Case, Change, Event, EventBody, Field, Ground, Kind, Part, Proof, Refused,
    Shown, State, StateName, Step, StepDone, Text, TextKind,
};
pub use keep::{Keep, Limits};
pub use record::{Basis, Cause, Purpose};
