use std::collections::BTreeMap;

use huiyin_kernel::{Id, Instant};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use huiyin_kernel::named;

named! {
    /// What became of answers that somebody sent. None of them is ever taken away for another.
    SubmissionState {
        /// They are what holds for this door.
        Counts = "counts",
        /// The same person changed them later.
        Replaced = "replaced",
        /// Somebody else answered otherwise at the same door; a person looks at both.
        Differs = "differs",
        /// Kept, though a rule said no to a part of them; a person looks at it.
        Odd = "odd",
        /// A person looked and decided what holds.
        Settled = "settled",
        /// Kept long enough, or the people there asked for it: nothing can be read any more.
        Forgotten = "forgotten",
    }
}

impl SubmissionState {
    /// Somebody has to look.
    pub const WAITING: &'static [Self] = &[Self::Differs, Self::Odd];
}

/// Answers by the name of their question, as the form wrote them.
pub type Answers = BTreeMap<String, Value>;

/// What was written at a door, without what the device adds around it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Said {
    pub outcome: String,
    pub answers: Answers,
    /// One thing each, under the id that its matter has.
    pub matters: Vec<(Id, Answers)>,
    /// Codes of what a rule said no to, for whoever looks at it.
    pub odd: Vec<String>,
}

/// One set of answers as the comparison sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    pub id: Id,
    pub author: Id,
    pub replaces: Option<Id>,
    pub made_at: Instant,
    pub state: SubmissionState,
    pub said: Said,
}
