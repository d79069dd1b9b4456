//! Rows of this slice, and nothing else: what they mean is decided in `rules`. One line for each
//! room.

pub mod register;
pub mod votes;
