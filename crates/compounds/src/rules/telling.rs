//! What owners are told of outside of the pages, and when.

use huiyin_kernel::{Date, Instant, named};

use crate::model::votes::VoteState;

named! {
    Told {
        /// A vote has begun.
        Opened = "vote-opened",
        /// It ends soon, and nothing came back from this person.
        Closing = "vote-closing",
        /// Money was published.
        Money = "money-published",
    }
}

/// Days before the last one, on which who has not voted is reminded.
pub const CLOSING_DAYS: i64 = 2;
/// Days after which a publication is no news any more.
pub const MONEY_DAYS: i64 = 14;

/// What is said about a vote now. A reminder on the day on which the vote begins says nothing new.
pub fn of_vote(state: &VoteState, now: Instant) -> Vec<Told> {
    let VoteState::Voting { times, .. } = state else {
        return Vec::new();
    };
    if now >= times.closes_before() {
        return Vec::new();
    }
    let today = now.date();
    let mut all = vec![Told::Opened];
    if today > times.opens_on && today >= times.ends_on().plus_days(-CLOSING_DAYS) {
        all.push(Told::Closing);
    }
    all
}

/// The day from which on a publication is news.
pub fn money_since(today: Date) -> Date {
    today.plus_days(-MONEY_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::votes::{RollFixed, Timetable};

    fn voting() -> VoteState {
        let day = |text: &str| -> Date { text.parse().unwrap() };
        VoteState::Voting {
            roll: RollFixed {
                on: day("2026-10-01"),
                posted_on: day("2026-10-02"),
                units: 1,
                persons: 1,
                area: 1,
            },
            times: Timetable {
                announced_on: day("2026-10-10"),
                committee_told_on: day("2026-10-10"),
                opens_on: day("2026-11-01"),
                last_on: day("2026-11-15"),
                extended_to: None,
            },
        }
    }

    #[test]
    fn who_is_silent_is_reminded_in_the_last_days_and_nobody_after_the_close() {
        let at = |text: &str| of_vote(&voting(), Instant::parse_local(text).unwrap());
        assert_eq!(at("2026-11-12 23:59"), [Told::Opened]);
        assert_eq!(at("2026-11-13 00:00"), [Told::Opened, Told::Closing]);
        assert_eq!(at("2026-11-15 23:59"), [Told::Opened, Told::Closing]);
        assert!(at("2026-11-16 00:00").is_empty());
        assert!(of_vote(&VoteState::Proposed, Instant::from_micros(0)).is_empty());
    }
}
