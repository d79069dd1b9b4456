//! What a year came to.

use std::collections::BTreeMap;

use serde::Serialize;

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
    #[serde(skip)]
    pub set_up_micros: u64,
    #[serde(skip)]
    pub jobs_micros: u64,
    #[serde(skip)]
    pub messages_micros: u64,
    #[serde(skip)]
    pub proofs_micros: u64,
}

impl Counts {
    /// What two years of the same seed have in common.
    #[must_use]
    pub fn without_times(&self) -> Self {
        Self {
            set_up_micros: 0,
            jobs_micros: 0,
            messages_micros: 0,
            proofs_micros: 0,
            ..self.clone()
        }
    }

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
    pub micros: u64,
}

impl Told {
    /// Operations for each second in which operations were carried out: setting up, jobs, messages
    /// and proofs have times of their own.
    pub const fn operations_per_second(&self) -> u64 {
        let counts = &self.counts;
        let beside = counts.set_up_micros
            + counts.jobs_micros
            + counts.messages_micros
            + counts.proofs_micros;
        let micros = self.micros.saturating_sub(beside);
        let micros = if micros == 0 { 1 } else { micros };
        counts.operations.saturating_mul(1_000_000) / micros
    }
}
