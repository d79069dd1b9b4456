use huiyin_kernel::{Date, Id};
use serde::{Deserialize, Serialize};

use super::Side;
use huiyin_kernel::named;

named! {
    WayName {
        Task = "task",
        Matter = "matter",
        Proposal = "proposal",
    }
}

named! {
    DecisionStateName {
        Open = "open",
        Done = "done",
        Dropped = "dropped",
    }
}

/// Who owes it: one of the three sides, or a body of the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DecisionOwner {
    Side { side: Side },
    Body { id: Id },
}

/// What it became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Way {
    /// It stays with the table, which asks for it each month.
    Task,
    /// It goes the way of every matter, with an owner, a deadline and an answer.
    Matter { id: Id, number: String },
    /// The owners decide about it; `vote` is set once a vote has taken it up.
    Proposal { vote: Option<Id> },
}

impl Way {
    pub const fn name(&self) -> WayName {
        match self {
            Self::Task => WayName::Task,
            Self::Matter { .. } => WayName::Matter,
            Self::Proposal { .. } => WayName::Proposal,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum DecisionState {
    Open,
    Done { on: Date, note: String },
    Dropped { on: Date, why: String },
}

impl DecisionState {
    pub const fn name(&self) -> DecisionStateName {
        match self {
            Self::Open => DecisionStateName::Open,
            Self::Done { .. } => DecisionStateName::Done,
            Self::Dropped { .. } => DecisionStateName::Dropped,
        }
    }
}

/// Something the table settled: somebody does it by a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub id: Id,
    pub text: String,
    pub owner: DecisionOwner,
    pub due: Date,
    pub way: Way,
    pub state: DecisionState,
    /// How often it was put off.
    pub postponed: u16,
}

impl Decision {
    pub const fn is_open(&self) -> bool {
        matches!(self.state, DecisionState::Open)
    }
}
