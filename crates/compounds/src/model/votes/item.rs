use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

named! {
    /// What an item is about, in the order of Civil Code art. 278 (1) to (9).
    Matter {
        /// (1) Making and changing the rules of procedure.
        Procedure = "procedure",
        /// (2) Making and changing the covenant.
        Covenant = "covenant",
        /// (3) Electing the committee, replacing its members.
        Committee = "committee",
        /// (4) Hiring and dismissing the property company or another manager.
        Manager = "manager",
        /// (5) Using the maintenance fund.
        UseFund = "use_fund",
        /// (6) Raising the maintenance fund.
        RaiseFund = "raise_fund",
        /// (7) Rebuilding buildings and what belongs to them.
        Rebuild = "rebuild",
        /// (8) Changing the use of common parts, or doing business on them.
        CommonUse = "common_use",
        /// (9) Other important matters of common ownership.
        Other = "other",
        /// No matter of a vote at all: art. 279 asks every interested owner.
        DwellingBusiness = "dwelling_business",
    }
}

named! {
    Threshold {
        /// More than half of those who took part.
        Ordinary = "ordinary",
        /// Three quarters of those who took part.
        Special = "special",
    }
}

impl Matter {
    /// Civil Code art. 278, second paragraph: (6) to (8) need three quarters, and no covenant makes
    /// that less.
    pub const fn threshold(self) -> Threshold {
        match self {
            Self::RaiseFund | Self::Rebuild | Self::CommonUse => Threshold::Special,
            _ => Threshold::Ordinary,
        }
    }

    /// Its number in art. 278; nothing where it is none of them.
    pub const fn number(self) -> Option<u8> {
        match self {
            Self::Procedure => Some(1),
            Self::Covenant => Some(2),
            Self::Committee => Some(3),
            Self::Manager => Some(4),
            Self::UseFund => Some(5),
            Self::RaiseFund => Some(6),
            Self::Rebuild => Some(7),
            Self::CommonUse => Some(8),
            Self::Other => Some(9),
            Self::DwellingBusiness => None,
        }
    }
}

/// Who decides: all owners, or those of some buildings whose lift or roof it is (rule O8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Scope {
    Estate,
    Buildings { names: Vec<String> },
}

impl Scope {
    pub fn holds(&self, building: &str) -> bool {
        match self {
            Self::Estate => true,
            Self::Buildings { names } => names.iter().any(|it| it == building),
        }
    }
}

/// One thing to decide on. Only what was announced is voted on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub title: String,
    pub text: String,
    pub matter: Matter,
    /// What follows from yes, and from keeping silent: printed on the ballot.
    pub consequence: String,
    pub scope: Scope,
}
