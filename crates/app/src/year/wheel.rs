//! What is still to happen, in the order of its times.

use std::collections::BTreeMap;

use huiyin_kernel::Instant;

use super::estates::{BookStep, VoteStep};

/// Something that happens at its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The matter of this place in the plan is raised.
    Raise(usize),
    /// The next step of a matter under way.
    Step(usize),
    /// A round of visits is made, planned and announced.
    Round(usize),
    /// A team stands at a door: places of the round and of the stop.
    Door(usize, usize),
    Vote(usize, VoteStep),
    Book(usize, BookStep),
}

impl Event {
    /// What the times of a year are told by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Raise(_) => "matter raised",
            Self::Step(_) => "step of a matter",
            Self::Round(_) => "round planned",
            Self::Door(..) => "visit at a door",
            Self::Vote(..) => "step of a vote",
            Self::Book(..) => "line of a book",
        }
    }
}

/// Two at the same time keep the order in which they were put in.
#[derive(Debug, Default)]
pub struct Wheel {
    events: BTreeMap<(Instant, u64), Event>,
    put: u64,
}

impl Wheel {
    pub fn put(&mut self, at: Instant, event: Event) {
        self.events.insert((at, self.put), event);
        self.put += 1;
    }

    /// The first that comes before `until`.
    pub fn next_before(&mut self, until: Instant) -> Option<(Instant, Event)> {
        let first = self.events.first_entry()?;
        let (at, _) = *first.key();
        (at < until).then(|| (at, first.remove()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_comes_first_and_equals_in_their_order() {
        let mut wheel = Wheel::default();
        let at = Instant::from_micros;
        wheel.put(at(3), Event::Raise(3));
        wheel.put(at(1), Event::Raise(1));
        wheel.put(at(1), Event::Step(1));
        let mut seen = Vec::new();
        while let Some((_, event)) = wheel.next_before(at(3)) {
            seen.push(event);
        }
        assert_eq!(seen, [Event::Raise(1), Event::Step(1)]);
        assert_eq!(wheel.next_before(at(4)), Some((at(3), Event::Raise(3))));
        assert_eq!(wheel.next_before(at(9)), None);
    }
}
