//! What may become of a vote, of its roll and of its ballots. Pure.

pub mod ballots;
pub mod batch;
pub mod counting;
pub mod delivery;
pub mod diagram;
mod draft;
pub mod presets;
pub mod printing;
mod procedure;
pub mod proof;
pub mod settling;
mod table;
mod taken;

pub use draft::check_draft;
pub use procedure::{VoteChange, VoteFacts, create, decide, needs_more};
pub use table::{TRANSITIONS, VoteRule, may, next_steps};
