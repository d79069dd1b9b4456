//! Rows of this slice, and nothing else: what they mean is decided in `rules`.

pub mod dwellings;
pub mod facts;
pub mod plans;
pub mod progress;
pub mod reasons;
pub mod rounds;
pub mod teams;
pub mod visits;
