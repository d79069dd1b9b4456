//! What is allowed and what follows. Pure: one line for each room.

pub mod register;
pub mod votes;
