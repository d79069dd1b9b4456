//! Rounds from door to door: on which weekend the teams go where, and what they meet there. In a
//! whole year every street is called on twice, months apart.

use huiyin_kernel::Date;

use crate::Chance;

/// Rounds of a whole year.
const ROUNDS: u16 = 12;
/// Streets are taken in so many turns.
const TURNS: usize = 6;
/// Days between the making of a round and its Saturday, so that people can be told.
const TOLD_DAYS: i64 = 9;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundPlan {
    pub number: usize,
    pub made_on: Date,
    /// A Saturday and a Sunday.
    pub days: [Date; 2],
    /// Places of its streets.
    pub streets: Vec<usize>,
}

/// The rounds of so many days; at least one where there is time for it.
pub fn rounds(from: Date, days: u16, streets: usize) -> Vec<RoundPlan> {
    let last = from.plus_days(i64::from(days) - 1);
    let count = (days * ROUNDS / 365).max(1);
    let turn = |number: u16| {
        let share = i64::from(number) * i64::from(days) / i64::from(count);
        let earliest = from.plus_days(TOLD_DAYS + 1 + share);
        let saturday = earliest.plus_days((6 - i64::from(earliest.weekday())).rem_euclid(7));
        let number = usize::from(number);
        RoundPlan {
            number,
            made_on: saturday.plus_days(-TOLD_DAYS),
            days: [saturday, saturday.plus_days(1)],
            streets: (0..streets)
                .filter(|street| street % TURNS == number % TURNS)
                .collect(),
        }
    };
    let all = (0..count).map(turn);
    all.filter(|it| it.days[1] <= last).collect()
}

/// What a team meets at a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// Somebody speaks with them.
    Visited {
        raises: bool,
        suggests: bool,
    },
    Nobody,
    Declined,
    RestWanted,
    /// The team did not come so far.
    NotCome,
}

/// At one door in one round.
pub fn met(chance: Chance, round: usize, door: u64) -> Met {
    let chance = chance.of("round", round as u64).of("door", door);
    match chance.below("met", 1_000) {
        0..700 => Met::Visited {
            raises: chance.percent("raises", 29),
            suggests: chance.percent("suggests", 9),
        },
        700..870 => Met::Nobody,
        870..960 => Met::Declined,
        960..966 => Met::RestWanted,
        _ => Met::NotCome,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> Date {
        Date::new(2025, 11, 28).unwrap()
    }

    #[test]
    fn a_year_calls_on_every_street_twice_and_never_within_a_month() {
        let rounds = rounds(day(), 365, 12);
        assert_eq!(rounds.len(), 12);
        for street in 0..12 {
            let called: Vec<&RoundPlan> = rounds
                .iter()
                .filter(|it| it.streets.contains(&street))
                .collect();
            assert_eq!(called.len(), 2, "{street}");
            assert!(called[1].days[0].days_since(called[0].days[1]) > 100);
        }
        for round in &rounds {
            assert_eq!((round.days[0].weekday(), round.days[1].weekday()), (6, 7));
            assert!(round.made_on >= day());
        }
    }

    #[test]
    fn two_months_have_a_round_and_three_days_have_none() {
        assert!(!rounds(day(), 60, 12).is_empty());
        assert!(rounds(day(), 3, 12).is_empty());
    }

    #[test]
    fn five_thousand_things_are_heard_in_a_year() {
        let chance = Chance::of_seed(1);
        let heard = (0..12_550u64)
            .flat_map(|door| [met(chance, 0, door), met(chance, 6, door)])
            .filter(|it| matches!(it, Met::Visited { raises: true, .. }));
        let heard = heard.count();
        assert!((4_700..5_500).contains(&heard), "{heard}");
    }
}
