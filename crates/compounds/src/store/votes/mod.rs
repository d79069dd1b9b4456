//! Rows of votes.

pub mod ballots;
pub mod counts;
pub mod notes;
pub mod objections;
pub mod told;
pub mod voters;
mod votes_table;

pub use votes_table::{
    HEADS, QUERIES, SUBJECT, due, in_state, load, of_estate, public_of_estate, save,
};
