use huiyin_kernel::Id;
use serde::{Deserialize, Serialize};

use super::refused::Refused;

/// Two people who call together (rule V5). One alone, or the same person twice, cannot be written
/// down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(Id, Id)", into = "(Id, Id)")]
pub struct Pair(Id, Id);

impl Pair {
    pub fn new(first: Id, second: Id) -> Result<Self, Refused> {
        if first == second {
            return Err(Refused::TeamOfTwo);
        }
        Ok(Self(first, second))
    }
    pub const fn both(self) -> [Id; 2] {
        [self.0, self.1]
    }
    pub fn holds(self, account: Id) -> bool {
        self.0 == account || self.1 == account
    }
    /// How many of the two are in the other pair as well.
    pub fn in_common(self, other: Self) -> usize {
        self.both().iter().filter(|it| other.holds(**it)).count()
    }
}

impl TryFrom<(Id, Id)> for Pair {
    type Error = Refused;
    fn try_from((first, second): (Id, Id)) -> Result<Self, Refused> {
        Self::new(first, second)
    }
}

impl From<Pair> for (Id, Id) {
    fn from(pair: Pair) -> Self {
        (pair.0, pair.1)
    }
}

/// A team of one round. It has a number and no name: nobody is ranked or known by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    pub id: Id,
    pub round: Id,
    pub number: u16,
    pub pair: Pair,
    /// Paths of the areas it may go to; empty means all areas of the round.
    pub areas: Vec<String>,
    /// False once it dropped out.
    pub active: bool,
}

impl Team {
    pub fn may_go(&self, area_path: &str) -> bool {
        self.areas.is_empty() || self.areas.iter().any(|own| area_path.starts_with(own))
    }
}
