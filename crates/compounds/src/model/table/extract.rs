use std::collections::BTreeMap;

use huiyin_kernel::{Date, Id, Said};
use serde::{Deserialize, Serialize};

use super::{AgendaFacts, DecisionState, Month, Side, Topic, WayName};

/// What is published of a meeting: numbers, minutes and decisions, and nobody by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    pub month: Month,
    pub held_on: Date,
    /// Each side, and how many people sat there for it.
    pub sides: BTreeMap<Side, u16>,
    pub facts: AgendaFacts,
    pub notes: BTreeMap<Topic, String>,
    pub decisions: Vec<ExtractDecision>,
    /// Why this edition corrects the one before.
    pub correction: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractDecision {
    pub id: Id,
    pub text: String,
    /// The side that owes it, or nothing where `body` does.
    pub side: Option<Side>,
    /// What the body was called on that day.
    pub body: Option<Said>,
    pub due: Date,
    pub way: WayName,
    /// The public number of the matter it became.
    pub matter: Option<String>,
    pub state: DecisionState,
}
