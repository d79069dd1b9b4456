//! Rows of this slice, and nothing else: what they mean is decided in `rules`.

pub mod badges;
pub mod dwellings;
pub mod facts;
pub mod findings;
pub mod photos;
pub mod results;
pub mod rounds;
pub mod submissions;
pub mod teams;
pub mod texts;
pub mod visits;
