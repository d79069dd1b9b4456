use serde::{Deserialize, Serialize};

/// Persons and their area in 0.01 m²: both are counted, always.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    pub persons: u64,
    pub area: u64,
}

/// Whether enough took part, and whether the decision stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Those who took part in this way of counting.
    pub took: Sum,
    /// Two thirds of both took part.
    pub quorum: bool,
    pub passed: bool,
}

/// What the ballots say about one item: by the returned ballots alone, and beside it as the clause
/// on silence has it, where there is one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemOutcome {
    pub total: Sum,
    pub yes: Sum,
    pub no: Sum,
    pub abstain: Sum,
    pub invalid: Sum,
    /// Reached with evidence, and nothing came back.
    pub silent: Sum,
    /// Neither reached nor returned, or contradicted by co-owners.
    pub absent: Sum,
    pub strict: Verdict,
    pub deemed: Option<Verdict>,
}

/// What an item rests on that passed; the last is the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Carried {
    /// Without the silent it failed.
    BySilence,
    ByBallots,
}

impl ItemOutcome {
    /// What carries the item; None where it failed. Whoever acts on silence alone must say why the
    /// rules of this estate allow it (rule 8.3).
    pub fn carried(&self) -> Option<Carried> {
        if self.strict.passed {
            return Some(Carried::ByBallots);
        }
        self.deemed
            .is_some_and(|it| it.passed)
            .then_some(Carried::BySilence)
    }
}

/// The count of a vote, item by item in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub items: Vec<ItemOutcome>,
}
