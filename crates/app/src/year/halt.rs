//! Why a year ends before its last day.

use huiyin_db::StoreError;
use huiyin_kernel::{Date, named};

use crate::Failure;

named! {
    /// What holds at every simulated day.
    Invariant {
        /// Every open matter has an owner and a deadline.
        Owned = "every open matter has an owner and a deadline",
        /// The rows of the journal follow each other, and the seals cover them.
        Journal = "the journal verifies",
        /// Every book adds up, and every statement follows from its lines.
        Ledgers = "ledgers balance",
        /// Facts of what was touched are those that follow from its journal.
        Facts = "facts agree with the journal",
        /// What each matter adds to the three rates follows from the matter.
        Rates = "rates recompute",
        /// Every message was delivered; none is a dead letter.
        Messages = "messages are delivered",
    }
}

/// The day and the invariant that broke on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub day: Date,
    pub invariant: Invariant,
    /// What was found, with the numbers of the things.
    pub detail: String,
}

#[derive(Debug)]
pub enum Halt {
    Broken(Broken),
    Failed(Failure),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Failure> for Halt {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl Halt {
    /// An operation failed that no rule refused.
    pub fn during(day: Date, what: &str, error: &dyn std::fmt::Display) -> Self {
        Self::Failed(Failure::new(
            format!("{day}：{what} 没有做成：{error}"),
            format!("{day}: {what} could not be done: {error}"),
        ))
    }
}
