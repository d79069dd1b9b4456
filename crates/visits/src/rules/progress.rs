//! How far a round has come, in counts of doors. Nobody who goes from door to door is in them.

use std::collections::BTreeMap;

use huiyin_kernel::named;

use crate::model::VisitStateName;

named! {
    /// What somebody says who is asked afterwards whether the visitors were there.
    Said {
        Came = "came",
        NeverCame = "never_came",
        NoAnswer = "no_answer",
    }
}

/// Doors of one place, by what became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doors {
    by_state: BTreeMap<VisitStateName, u64>,
}

impl Doors {
    pub fn add(&mut self, state: VisitStateName, doors: u64) {
        *self.by_state.entry(state).or_default() += doors;
    }
    pub fn merge(&mut self, other: &Self) {
        for (state, doors) in &other.by_state {
            self.add(*state, *doors);
        }
    }
    pub fn of(&self, state: VisitStateName) -> u64 {
        self.by_state.get(&state).copied().unwrap_or(0)
    }
    pub fn all(&self) -> u64 {
        self.by_state.values().sum()
    }
    /// Doors at which nobody has been yet.
    pub fn left(&self) -> u64 {
        VisitStateName::OPEN
            .iter()
            .map(|state| self.of(*state))
            .sum()
    }
    /// Doors with an outcome, of a thousand: whatever it is, for a refusal is as good as an open
    /// door (rule V7).
    pub fn done_permille(&self) -> u16 {
        let done = (self.all() - self.left()) * 1000;
        done.checked_div(self.all())
            .and_then(|it| u16::try_from(it).ok())
            .unwrap_or(0)
    }
}

/// What was raised at the doors, and what became of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Found {
    pub matters: u64,
    pub closed: u64,
    /// Done no later than thirty days after it was raised.
    pub within_thirty_days: u64,
}

impl Found {
    pub fn merge(&mut self, other: Self) {
        self.matters += other.matters;
        self.closed += other.closed;
        self.within_thirty_days += other.within_thirty_days;
    }
}

/// How many doors are asked afterwards: a twentieth of those visited, no fewer than ten where
/// there are as many, no more than two hundred.
pub fn sample_size(visited: usize) -> usize {
    visited.div_ceil(20).clamp(10, 200).min(visited)
}

/// Draws the doors that are asked. The lot of each is a digest under the district's key, so the
/// draw is the same each time and nobody knows it beforehand.
pub fn sample<T>(mut visited: Vec<(String, T)>) -> Vec<T> {
    let size = sample_size(visited.len());
    visited.sort_by(|one, other| one.0.cmp(&other.0));
    visited.truncate(size);
    visited.into_iter().map(|(_, it)| it).collect()
}

#[cfg(test)]
mod tests {
    use super::{Doors, sample, sample_size};
    use crate::model::VisitStateName;

    #[test]
    fn a_door_with_an_outcome_is_done_whatever_it_is() {
        let mut doors = Doors::default();
        assert_eq!((doors.all(), doors.done_permille()), (0, 0));
        doors.add(VisitStateName::Planned, 1);
        doors.add(VisitStateName::Declined, 2);
        doors.add(VisitStateName::Visited, 1);
        assert_eq!(
            (doors.all(), doors.left(), doors.done_permille()),
            (4, 1, 750)
        );
    }

    #[test]
    fn the_sample_is_small_the_same_each_time_and_never_more_than_there_are() {
        for (visited, size) in [(0, 0), (4, 4), (10, 10), (400, 20), (100_000, 200)] {
            assert_eq!(sample_size(visited), size);
        }
        let lots = |order: &[u8]| -> Vec<(String, u8)> {
            order
                .iter()
                .map(|it| (format!("{:02}", it % 7), *it))
                .collect()
        };
        let one = sample(lots(&[1, 2, 3, 4, 5]));
        assert_eq!(one, sample(lots(&[5, 3, 1, 2, 4])));
    }
}
