//! Meetings of the three sides: the meeting with its journal, its decisions, what was published.

pub mod decisions;
pub mod editions;
pub mod meetings;
pub mod proof;
