//! Rows of this slice, and nothing else: what they mean is decided in `rules`.

pub mod door_reveals;
pub mod dwellings;
pub mod estates;
pub mod facts;
pub mod forms;
pub mod plans;
pub mod progress;
pub mod reasons;
pub mod rounds;
pub mod teams;
pub mod visits;
