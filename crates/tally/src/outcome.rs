use huiyin_kernel::FloorArea;
use serde::{Deserialize, Serialize};

/// Area and persons, which the law always asks for together (Civil Code art. 278). Written as
/// `[hundredths of a square metre, persons]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(i64, u32)", into = "(i64, u32)")]
pub struct Pair {
    pub area: FloorArea,
    pub persons: u32,
}

impl Pair {
    pub const fn new(area: FloorArea, persons: u32) -> Self {
        Self { area, persons }
    }

    /// The sum, or nothing where it cannot be held.
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            area: self.area.checked_add(other.area)?,
            persons: self.persons.checked_add(other.persons)?,
        })
    }

    /// What is left without `other`, or nothing where `other` is more.
    pub fn minus(self, other: Self) -> Option<Self> {
        let area = self
            .area
            .hundredths()
            .checked_sub(other.area.hundredths())?;
        Some(Self {
            area: FloorArea::from_hundredths(area).ok()?,
            persons: self.persons.checked_sub(other.persons)?,
        })
    }
}

impl TryFrom<(i64, u32)> for Pair {
    type Error = huiyin_kernel::FloorAreaError;

    fn try_from((area, persons): (i64, u32)) -> Result<Self, Self::Error> {
        Ok(Self::new(FloorArea::from_hundredths(area)?, persons))
    }
}

impl From<Pair> for (i64, u32) {
    fn from(pair: Pair) -> Self {
        (pair.area.hundredths(), pair.persons)
    }
}

/// Whether enough took part, and whether the decision stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Verdict {
    pub quorum: bool,
    pub passed: bool,
}

/// The result of one item: the count of the ballots alone, and beside it the deemed one where a
/// clause says so (rule 8.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// All who may decide.
    pub total: Pair,
    pub participated: Pair,
    pub yes: Pair,
    pub no: Pair,
    pub abstain: Pair,
    pub invalid: Pair,
    /// Reached with evidence, and nothing came back.
    pub silent_delivered: Pair,
    pub quorum: bool,
    pub passed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deemed: Option<Verdict>,
    /// Neither returned nor provably reached, or unresolved between co-owners.
    #[serde(skip)]
    pub absent: Pair,
    /// Ballots of people who may not decide here: tenants, owners outside the scope.
    #[serde(skip)]
    pub ignored_ballots: u32,
}
