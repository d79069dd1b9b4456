//! The interim committee of an estate whose owners have not managed to elect one (rule 8.5; Beijing
//! property regulation arts. 54 and 58): set up by the street, of owners and others under a chair
//! from the residents' committee, for a time, and over once a committee sits.

use huiyin_kernel::{Date, Id, Instant, named};
use serde::{Deserialize, Serialize};

pub mod bounds {
    //! Limits, each with its unit.

    /// Members of one committee.
    pub const MEMBERS: usize = 41;
    /// Characters.
    pub const NAME_CHARS: usize = 60;
    pub const NUMBER_CHARS: usize = 60;
}

named! {
    InterimEnd {
        /// The owners have elected a committee.
        Elected = "elected",
        TermOver = "term_over",
        /// The street let it go.
        Dissolved = "dissolved",
    }
}

named! {
    /// Why something about an interim committee was refused. The sentence is
    /// `compounds-interim-refused-<kebab>`.
    InterimRefused {
        /// The city's rules, as far as they are known here, have none.
        NoRule = "no_rule",
        CommitteeSits = "committee_sits",
        SitsAlready = "sits_already",
        NotSitting = "not_sitting",
        TooFew = "too_few",
        TooMany = "too_many",
        Even = "even",
        OwnersFewer = "owners_fewer",
        OneChair = "one_chair",
        ChairFromOutside = "chair_from_outside",
        NameMissing = "name_missing",
        NameTwice = "name_twice",
        NumberMissing = "number_missing",
        TooLong = "too_long",
        TermLong = "term_long",
        DayFuture = "day_future",
        DayBefore = "day_before",
    }
}

impl std::error::Error for InterimRefused {}

/// Somebody who sits on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub name: String,
    pub is_owner: bool,
    /// Sent by the residents' committee.
    pub of_residents_committee: bool,
    pub is_chair: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interim {
    pub id: Id,
    pub version: u32,
    pub estate: Id,
    /// The city whose rules it follows, as `huiyin-tally` names it.
    pub preset: String,
    /// The number of the street's paper.
    pub number: String,
    pub since: Date,
    /// The first day without a mandate.
    pub until: Date,
    pub members: Vec<Member>,
    pub ended: Option<(Date, InterimEnd)>,
    pub created_at: Instant,
    pub created_by: Id,
}

impl Interim {
    pub fn sits(&self) -> bool {
        self.ended.is_none()
    }
}
