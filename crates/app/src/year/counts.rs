//! What a year came to.

use std::collections::BTreeMap;

use serde::Serialize;

use super::times::Times;

/// Counted while it is told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub matters: u64,
    /// Of them, heard at doors.
    pub found: u64,
    pub storms: u64,
    pub storm_matters: u64,
    /// Acts that were done, by their name.
    pub acts: BTreeMap<String, u64>,
    pub reopened: u64,
    /// Acts that a rule refused, by its code.
    pub refused: BTreeMap<String, u64>,
    pub doors: u64,
    pub rounds: u64,
    pub visits: u64,
    pub submissions: u64,
    pub estates: u64,
    pub votes_counted: u64,
    pub votes_published: u64,
    pub ballots: u64,
    pub ledger_lines: u64,
    pub publications: u64,
    pub messages: u64,
    pub jobs: u64,
    pub sealed_rows: u64,
    /// Looks at the invariants.
    pub proofs: u64,
    /// Operations that changed something, messages and jobs not among them.
    pub operations: u64,
}

impl Counts {
    pub fn act(&mut self, name: &str) {
        *self.acts.entry(name.to_owned()).or_default() += 1;
        self.operations += 1;
    }

    pub fn refuse(&mut self, code: &str) {
        *self.refused.entry(code.to_owned()).or_default() += 1;
    }
}

/// What was told, and how long it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub counts: Counts,
    /// States of the matters at the end.
    pub states: BTreeMap<String, u64>,
    pub times: Times,
}

impl Told {
    /// Operations for each second in which operations were carried out: setting up, jobs, messages
    /// and proofs have times of their own.
    pub fn operations_per_second(&self) -> u64 {
        let micros = self.times.events.micros().max(1);
        self.counts.operations.saturating_mul(1_000_000) / micros
    }
}
