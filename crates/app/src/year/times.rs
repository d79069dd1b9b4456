//! Where the time of a year went. Two years of one seed differ in this and in nothing else, so it
//! stands apart from what they came to.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::machine::Stopwatch;

/// How often something was done, and how long all of it took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Spent {
    pub times: u64,
    pub micros: u64,
    /// The longest single one: what grows with the district shows here first.
    pub longest_micros: u64,
}

impl Spent {
    fn add(&mut self, micros: u64) {
        self.times += 1;
        self.micros += micros;
        self.longest_micros = self.longest_micros.max(micros);
    }
}

/// By name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Table(BTreeMap<&'static str, Spent>);

impl Table {
    /// Adds what the watch shows, under a name.
    pub fn add(&mut self, name: &'static str, since: Stopwatch) {
        self.0.entry(name).or_default().add(since.micros());
    }

    pub fn micros(&self) -> u64 {
        self.0.values().map(|it| it.micros).sum()
    }

    /// What took longest, first.
    pub fn longest(&self) -> Vec<(&'static str, Spent)> {
        let mut all: Vec<_> = self.0.iter().map(|(name, spent)| (*name, *spent)).collect();
        all.sort_by_key(|(_, spent)| std::cmp::Reverse(spent.micros));
        all
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Times {
    pub set_up_micros: u64,
    pub messages_micros: u64,
    /// Everything that happens, by its kind.
    pub events: Table,
    pub jobs: Table,
    pub proofs: Table,
    pub all_micros: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_took_longest_comes_first() {
        let mut table = Table::default();
        for (name, micros) in [("one", 5), ("two", 3), ("two", 4)] {
            table.0.entry(name).or_default().add(micros);
        }
        assert_eq!(table.micros(), 12);
        let two = Spent {
            times: 2,
            micros: 7,
            longest_micros: 4,
        };
        assert_eq!(table.longest()[0], ("two", two));
    }
}
