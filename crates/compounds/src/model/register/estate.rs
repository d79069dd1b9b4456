use huiyin_kernel::{Date, Id};
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

named! {
    /// Who speaks for the owners between their meetings.
    Committee {
        None = "none",
        /// Elected by the owners' assembly.
        Elected = "elected",
        /// Set up by the street where there is no committee (interim property committee).
        Interim = "interim",
    }
}

named! {
    /// What a further name of an estate is.
    NameKind {
        /// Another name for the whole.
        Alias = "alias",
        /// A name of the past.
        Former = "former",
        /// A part that was built or sold by itself.
        Phase = "phase",
    }
}

/// What is known of an estate beside its units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    pub developer: String,
    /// The property company or other manager.
    pub company: String,
    pub contract_from: Option<Date>,
    pub contract_until: Option<Date>,
    /// Fen for a square metre and month.
    pub fee_fen: Option<u32>,
    /// Number of the contract and where it lies.
    pub contract_file: String,
    pub committee: Option<Committee>,
    pub committee_since: Option<Date>,
    pub committee_until: Option<Date>,
    /// The branch of the compound, one of the three sides.
    pub branch: String,
    /// As the survey or the developer says, to hold the register against.
    pub stated_units: Option<u32>,
    pub stated_area_centi: Option<i64>,
}

/// The property area of one owners' assembly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estate {
    pub id: Id,
    pub version: u32,
    /// The compound of the registry that it hangs on.
    pub area: Id,
    pub area_path: String,
    pub name: String,
    pub facts: Facts,
    /// By decision this estate is a part of another one.
    pub joined_into: Option<Id>,
    pub active: bool,
}
