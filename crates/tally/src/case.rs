//! A case as it is read: the roll, the rules that were announced, and what came back.

use huiyin_kernel::FloorArea;
use serde::{Deserialize, Serialize};

use crate::choice::Choice;
use crate::deemed::Deemed;
use crate::error::TallyError;
use crate::generator::Generator;
use crate::threshold::Threshold;

/// What a unit is (rule O2; Supreme People's Court on divided ownership, art. 2): structurally and
/// functionally a thing of its own that can be registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Dwelling,
    Shop,
    Parking,
    Other,
}

/// Whether the unit has reached an owner (rule O1; Supreme People's Court, art. 1: registered, or
/// lawfully taken possession of under a purchase from the developer).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitState {
    Delivered,
    Unsold,
    /// Sold but not handed over: still the developer's vote (rule O4).
    SoldUndelivered,
}

/// A row of the roll on its day. Its area is the best that is known: register before survey before
/// contract (rule O3; Supreme People's Court, art. 8), which the keeper of the roll has settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    pub id: String,
    pub kind: Kind,
    pub area: FloorArea,
    pub state: UnitState,
    pub owners: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
}

/// What is known of one voter: a choice, or `null` and whether the ballot provably reached them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// An owner's name, co-owners' names joined by `+` in any order, or [`crate::DEVELOPER`].
    pub voter: String,
    pub choice: Option<Choice>,
    /// Evidence of delivery. Without it nobody is ever deemed anything (rule 8.3).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delivered: bool,
}

/// The rules that the notice announced for one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    pub threshold: Threshold,
    #[serde(default)]
    pub deemed: Deemed,
    /// The rules of procedure may let a void ballot count as having taken part (rule 8.3).
    #[serde(default)]
    pub invalid_counts_as_participation: bool,
    /// Parking bays count only where the assembly said so (rule O7: the ministry's guideline of
    /// 2009 leaves it to the rules of procedure; Hangzhou and Ningbo leave them out).
    #[serde(default)]
    pub count_parking: bool,
    /// The blocks whose owners alone decide (rule O8; Shanghai residential property rules,
    /// art. 69: their own lift, their own roof, by the same fractions).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Vec<String>>,
}

impl Rules {
    /// The rules where nobody decided otherwise.
    pub const fn plain(threshold: Threshold) -> Self {
        Self {
            threshold,
            deemed: Deemed::None,
            invalid_counts_as_participation: false,
            count_parking: false,
            scope: None,
        }
    }
}

/// One item to count. A local assembly may agree another way of counting where local law allows it
/// (rule O9; Shandong art. 25); such a count is not made here but kept with its text and date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawCase")]
pub struct Case {
    pub rules: Rules,
    /// What the roll says its counted areas add up to; checked where it is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_area: Option<FloorArea>,
    pub units: Vec<Unit>,
    pub ballots: Vec<Ballot>,
}

/// A case in a file may be written out, or made of equal units. Names, reasons and expectations
/// beside it are the reader's own.
#[derive(Debug, Deserialize)]
struct RawCase {
    rules: Rules,
    #[serde(default)]
    total_area: Option<FloorArea>,
    #[serde(default)]
    units: Option<Vec<Unit>>,
    #[serde(default)]
    ballots: Option<Vec<Ballot>>,
    #[serde(default)]
    generator: Option<Generator>,
}

/// Why a file holds no case.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum RawCaseError {
    #[error("a case has either `units` and `ballots`, or a `generator`")]
    NeitherNor,
    #[error(transparent)]
    Tally(#[from] TallyError),
}

impl TryFrom<RawCase> for Case {
    type Error = RawCaseError;

    fn try_from(raw: RawCase) -> Result<Self, Self::Error> {
        let (units, ballots) = match (raw.units, raw.ballots, raw.generator) {
            (Some(units), ballots, None) => (units, ballots.unwrap_or_default()),
            (None, None, Some(generator)) => generator.make()?,
            _ => return Err(RawCaseError::NeitherNor),
        };
        Ok(Self {
            rules: raw.rules,
            total_area: raw.total_area,
            units,
            ballots,
        })
    }
}
