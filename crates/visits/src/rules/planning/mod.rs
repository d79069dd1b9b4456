//! From a round, its teams and its doors to what the engine is asked, and from its answer back.
//! The engine knows points, times and numbers of teams; who and where they are stays here.

mod back;
mod inputs;
mod plane;
mod windows;

pub use back::{as_plan, changed, measures, stops};
pub use inputs::{Asked, DoorIn, Inputs, build};
pub use plane::plane;
pub use windows::open_spans;
