use huiyin_kernel::Date;
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

named! {
    /// What is looked into before somebody stands (rule 8.5). The last two are local extras.
    Check {
        /// An owner of this estate, or the natural person whom an owner organisation named.
        Owner = "owner",
        /// Of full capacity.
        Capacity = "capacity",
        /// Neither they nor spouse nor lineal kin have a direct interest in the manager.
        NoInterest = "no_interest",
        /// Not on the courts' list of defaulters.
        NoDefault = "no_default",
        /// The home is not put to a forbidden use.
        HomeUse = "home_use",
        FeesPaid = "fees_paid",
        NoUnlawfulBuilding = "no_unlawful_building",
    }
}

named! {
    Finding {
        Met = "met",
        NotMet = "not_met",
        /// The local rules do not ask it.
        NotAsked = "not_asked",
    }
}

impl Check {
    /// The local extras may be left out, nothing else.
    pub const fn may_be_left_out(self) -> bool {
        matches!(self, Self::FeesPaid | Self::NoUnlawfulBuilding)
    }
}

/// What was found, on what evidence, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    pub check: Check,
    pub finding: Finding,
    pub evidence: String,
    pub on: Date,
}

/// Somebody who stands, with the name and the words that they gave for the notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// From 1, as on the notice.
    pub number: u32,
    pub name: String,
    pub about: String,
    pub checks: Vec<Checked>,
    /// Withdrew, or did not meet a check.
    pub stood_down: bool,
}

impl Candidate {
    pub fn checked(&self, check: Check) -> Option<&Checked> {
        self.checks.iter().find(|it| it.check == check)
    }

    /// Everything was looked into, and all of it is met.
    pub fn may_stand(&self) -> bool {
        Check::ALL.iter().all(|check| {
            let checked = self.checked(*check).map(|it| it.finding);
            checked.is_some_and(|it| it != Finding::NotMet)
        })
    }
}
