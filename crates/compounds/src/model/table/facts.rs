use huiyin_kernel::{Date, Id};
use serde::{Deserialize, Serialize};

/// What the system lays on the table. A part that is `None` is not known to the system: the page
/// says so, and whoever knows reports it by word of mouth. Nothing stands in for a missing figure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaFacts {
    pub matters: Option<MatterFacts>,
    pub income: Option<IncomeFacts>,
    pub maintenance: Option<MaintenanceFacts>,
    pub votes: Option<Vec<VoteAhead>>,
    /// What earlier meetings decided and nobody has done yet.
    pub open: Vec<OpenDecision>,
    /// By when the owners should have met again, where that day is past (rule 8.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting_due: Option<Date>,
}

/// Matters of the estate, counted; never one of them by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterFacts {
    /// Received within the month.
    pub received: u32,
    /// Closed within the month.
    pub closed: u32,
    /// Open at the end, from whichever month.
    pub open: u32,
    /// Of those that are open, past their time.
    pub overdue: u32,
    /// Of those that are open, taken up again because the answer did not hold.
    pub reopened: u32,
}

/// Common income of the estate within the month, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomeFacts {
    pub income_fen: i64,
    pub spent_fen: i64,
    pub closing_fen: i64,
}

/// Drawings of the maintenance fund within the month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaintenanceFacts {
    pub drawn_fen: i64,
    /// Left at the end of the month.
    pub left_fen: i64,
}

/// A vote that is being prepared or under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteAhead {
    pub vote: Id,
    pub title: String,
    /// The last day of voting, where it is set.
    pub until: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDecision {
    pub meeting: Id,
    pub decision: Id,
    pub text: String,
    pub due: Date,
}
