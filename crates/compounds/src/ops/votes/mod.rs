//! What is done with a vote: each step loads, decides, saves and is written down in one
//! transaction.

mod announce;
mod ballots;
mod cast;
mod commitment;
mod count;
mod deliver;
mod desk;
mod draft;
mod objections;
mod printing;
mod roll;
mod steps;
mod turn_days;

pub use announce::announce;
pub use ballots::{
    LineDone, Said, read_batch, settle_contradiction, settle_dispute, settle_reading,
};
pub use cast::{Cast, Opened, by_code, cast, confirm, receipt_of};
pub use count::{
    Checked, Receipt, commit, commit_if_ready, count, outcome_of, proof, receipt_counts,
};
pub use deliver::{DeliveryDone, deliver};
pub use desk::{Desk, facts_of, load_vote, public_vote};
pub use draft::{change, create, create_from};
pub use objections::{answer, object};
pub use printing::note_printing;
pub use roll::{fix_roll, preview_roll};
pub use steps::{act, file};
pub use turn_days::turn_days;

use super::OpError;
use crate::model::votes::VoteRefused;

impl From<VoteRefused> for OpError {
    fn from(why: VoteRefused) -> Self {
        Self::Room(format!("compounds-votes-refused-{}", why.key()))
    }
}

impl OpError {
    /// Somebody was faster with the same row: what was refused may simply be tried again.
    pub const fn is_conflict(&self) -> bool {
        matches!(self, Self::Store(huiyin_db::StoreError::Conflict { .. }))
    }
}
