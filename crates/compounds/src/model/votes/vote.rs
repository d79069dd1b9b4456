use huiyin_kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

use super::item::Item;
use super::settings::VoteSettings;
use super::state::{Proposal, VoteState};

/// One vote of the owners of an estate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    pub id: Id,
    pub version: u32,
    pub estate: Id,
    pub title: String,
    pub state: VoteState,
    pub proposal: Proposal,
    pub items: Vec<Item>,
    pub settings: VoteSettings,
    pub created_at: Instant,
    pub created_by: Id,
    /// The decision of the three sides that asked for it (rule 8.6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Id>,
}

impl Vote {
    /// When the next step is due, where one is: a result within three days, unless the rules of the
    /// city say otherwise (Beijing art. 37, Shandong art. 32).
    pub fn due_before(&self) -> Option<Instant> {
        self.state.due_before(self.settings.city().publish_days)
    }
}

/// What a vote is made of until its notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteDraft {
    pub title: String,
    pub proposal: Proposal,
    pub items: Vec<Item>,
    pub settings: VoteSettings,
}
