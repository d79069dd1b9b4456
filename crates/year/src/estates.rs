//! What estates do in a year: each puts something to the vote, each keeps a book.

use huiyin_kernel::Date;

use crate::Chance;

/// Days from the making of a vote to each of its steps.
pub const ROLL_AFTER: i64 = 1;
pub const ANNOUNCED_AFTER: i64 = 3;
pub const OPENS_AFTER: i64 = 19;
pub const BALLOTS_AFTER: i64 = 22;
pub const LAST_DAY_AFTER: i64 = 28;
pub const COUNTED_AFTER: i64 = 31;
pub const PUBLISHED_AFTER: i64 = 32;
pub const FILED_AFTER: i64 = 42;

/// How many of a hundred voters do what; the rest is not reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mood {
    pub yes: u64,
    pub no: u64,
    pub abstain: u64,
    /// Reached, and silent.
    pub silent: u64,
}

/// What a voter does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    Yes,
    No,
    Abstain,
    Silent,
    NotReached,
}

impl Mood {
    pub fn voice(self, chance: Chance, voter: u32) -> Voice {
        let throw = chance.of("voter", voter.into()).below("voice", 100);
        let mut until = 0;
        for (share, voice) in [
            (self.yes, Voice::Yes),
            (self.no, Voice::No),
            (self.abstain, Voice::Abstain),
            (self.silent, Voice::Silent),
        ] {
            until += share;
            if throw < until {
                return voice;
            }
        }
        Voice::NotReached
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VotePlan {
    pub number: u32,
    pub estate: u32,
    pub made_on: Date,
    pub mood: Mood,
    /// Which of the usual questions is put.
    pub question: u32,
}

/// One vote for each estate in a year, spread over it; at least one.
pub fn votes(chance: Chance, from: Date, days: u16, estates: u32) -> Vec<VotePlan> {
    let count = (u64::from(estates) * u64::from(days) / 365).max(1);
    let count = u32::try_from(count).unwrap_or(1).min(estates);
    let of = |number: u32| {
        let chance = chance.of("vote", number.into());
        let share = i64::from(number) * i64::from(days) / i64::from(count.max(1));
        let mood = match chance.below("mood", 10) {
            0..7 => Mood {
                yes: 68,
                no: 12,
                abstain: 4,
                silent: 10,
            },
            7 | 8 => Mood {
                yes: 34,
                no: 38,
                abstain: 3,
                silent: 18,
            },
            _ => Mood {
                yes: 38,
                no: 9,
                abstain: 2,
                silent: 40,
            },
        };
        VotePlan {
            number,
            estate: number,
            made_on: from.plus_days(2 + share),
            mood,
            question: u32::try_from(chance.below("question", 4)).unwrap_or(0),
        }
    };
    (0..count).map(of).collect()
}

/// What a line of a book is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Money {
    Opening,
    FundOpening,
    Parking,
    Adverts,
    Rooms,
    Spent,
    FundSpent,
    ToFund,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub on: Date,
    pub money: Money,
    pub yuan: i32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookPlan {
    pub estate: u32,
    pub began_on: Date,
    /// In the order of their days.
    pub entries: Vec<Entry>,
    /// Days of the month on which the month before is closed and told.
    pub closes_after: i64,
}

/// The book of an estate, from the first month that begins within the days.
pub fn book(chance: Chance, from: Date, days: u16, estate: u32) -> Option<BookPlan> {
    let last = from.plus_days(i64::from(days) - 1);
    let chance = chance.of("book", estate.into());
    let began_on = if from == from.first_of_month() {
        from
    } else {
        from.last_of_month().plus_days(1)
    };
    let mut entries = Vec::new();
    let mut month = began_on;
    while month <= last {
        entries.extend(of_month(chance, month, month == began_on));
        month = month.last_of_month().plus_days(1);
    }
    entries.retain(|it| it.on <= last);
    entries.sort_by_key(|it| it.on);
    let closes_after = 4 + i64::try_from(chance.below("closes", 6)).unwrap_or(0);
    (began_on <= last).then_some(BookPlan {
        estate,
        began_on,
        entries,
        closes_after,
    })
}

fn of_month(chance: Chance, month: Date, is_first: bool) -> Vec<Entry> {
    let chance = chance.of(&month.to_string(), 0);
    let some = |what: &str, least: i32, swing: u64| {
        least + i32::try_from(chance.below(what, swing)).unwrap_or(0)
    };
    let on = |day: i64| month.plus_days(day);
    let entry = |day: i64, money: Money, yuan: i32| Entry {
        on: on(day),
        money,
        yuan,
    };
    let mut entries = Vec::new();
    if is_first {
        entries.push(entry(0, Money::Opening, some("opening", 4_000, 30_000)));
        entries.push(entry(0, Money::FundOpening, some("fund", 200_000, 900_000)));
    }
    entries.push(entry(5, Money::Parking, some("parking", 2_000, 5_000)));
    entries.push(entry(14, Money::Rooms, some("rooms", 600, 1_500)));
    if chance.percent("adverts", 50) {
        entries.push(entry(11, Money::Adverts, some("adverts", 900, 3_000)));
    }
    if chance.percent("spent", 60) {
        entries.push(entry(20, Money::Spent, some("spent", 200, 1_500)));
    }
    if chance.percent("fund spent", 20) {
        entries.push(entry(22, Money::FundSpent, some("repair", 2_000, 14_000)));
    }
    if month.month() % 3 == 0 {
        entries.push(entry(26, Money::ToFund, some("to fund", 500, 900)));
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: i8, day: i8) -> Date {
        Date::new(2026, month, day).unwrap()
    }

    #[test]
    fn a_year_has_a_vote_for_each_estate_and_two_months_have_one() {
        let chance = Chance::of_seed(2);
        let year = votes(chance, day(1, 1), 365, 36);
        assert_eq!(year.len(), 36);
        assert!(year.iter().all(|it| it.made_on <= day(12, 31)));
        let short = votes(chance, day(9, 1), 60, 2);
        assert_eq!(short.len(), 1);
        assert!(short[0].made_on.plus_days(PUBLISHED_AFTER) < day(10, 30));
    }

    #[test]
    fn moods_are_kept() {
        let mood = Mood {
            yes: 60,
            no: 20,
            abstain: 0,
            silent: 10,
        };
        let said: Vec<Voice> = (0..1_000)
            .map(|voter| mood.voice(Chance::of_seed(4), voter))
            .collect();
        let share = |voice| said.iter().filter(|it| **it == voice).count();
        assert!((550..650).contains(&share(Voice::Yes)));
        assert_eq!(share(Voice::Abstain), 0);
        assert!((60..150).contains(&share(Voice::NotReached)));
    }

    #[test]
    fn a_book_begins_with_what_was_there_and_spends_no_more() {
        for estate in 0..50 {
            let book = book(Chance::of_seed(3), day(1, 15), 330, estate).unwrap();
            assert_eq!(book.began_on, day(2, 1));
            assert_eq!(book.entries[0].money, Money::Opening);
            assert!(book.entries.is_sorted_by_key(|it| it.on));
            let mut stock = 0;
            for entry in &book.entries {
                match entry.money {
                    Money::Opening | Money::Parking => stock += entry.yuan * 8 / 10,
                    Money::Spent | Money::ToFund => stock -= entry.yuan,
                    _ => {}
                }
                assert!(stock >= 0, "estate {estate}");
            }
        }
        assert!(book(Chance::of_seed(3), day(1, 15), 5, 0).is_none());
    }
}
