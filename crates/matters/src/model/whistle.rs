use huiyin_kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

named! {
    WhistleAnswerName {
        Present = "present",
        Absent = "absent",
        Substitute = "substitute",
    }
}

/// What a called body says: it comes, it does not, or another comes for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhistleAnswer {
    Present,
    Absent,
    Substitute(Id),
}

impl WhistleAnswer {
    pub const fn name(self) -> WhistleAnswerName {
        match self {
            Self::Present => WhistleAnswerName::Present,
            Self::Absent => WhistleAnswerName::Absent,
            Self::Substitute(_) => WhistleAnswerName::Substitute,
        }
    }
}

/// One body called by a whistle. Both sides are assessed: the body by turning up and by its
/// result, the street by whether the body found the call fitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    pub body: Id,
    pub answer: Option<WhistleAnswer>,
    pub answered_at: Option<Instant>,
    pub fitting: Option<bool>,
    pub result_accepted: Option<bool>,
    /// Whom it comes instead of; nothing for a body that the street itself called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands_in: Option<StandsIn>,
}

/// A body that another one named in its place. It has its own time to answer, for it hears of the
/// call later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandsIn {
    pub for_body: Id,
    pub answer_before: Instant,
}

/// The street calls several bodies together on one matter (吹哨).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whistle {
    pub called_by: Id,
    pub called_at: Instant,
    pub answer_before: Instant,
    pub calls: Vec<Call>,
}

impl Whistle {
    /// Somebody who was called has not answered yet.
    pub fn is_open(&self) -> bool {
        self.calls.iter().any(|call| call.answer.is_none())
    }

    pub fn call_of(&self, body: Id) -> Option<&Call> {
        self.calls.iter().find(|call| call.body == body)
    }

    /// Until when this call is to be answered.
    pub fn answer_before_of(&self, call: &Call) -> Instant {
        call.stands_in
            .map_or(self.answer_before, |it| it.answer_before)
    }
}
