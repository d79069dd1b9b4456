use std::collections::BTreeMap;

use huiyin_kernel::{Id, Instant, Lang};

use super::{Channel, Fate};

/// A notice as it is kept. Its address and its secret words stand beside it, sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: Id,
    pub channel: Channel,
    pub template: String,
    pub lang: Lang,
    /// What it is about.
    pub subject: Id,
    pub account: Option<Id>,
    /// Where a slip is handed over; empty for other channels.
    pub area_path: String,
    /// A keyed digest of the address: the same person has the same, and nobody can tell which.
    pub person: String,
    pub vars: BTreeMap<String, String>,
    pub fate: Fate,
    /// A word of ours or the carrier's own words.
    pub why: String,
    pub carrier_ref: String,
    pub attempts: i64,
    pub created_at: Instant,
    pub next_at: Option<Instant>,
    pub until: Option<Instant>,
    pub settled_at: Option<Instant>,
}
