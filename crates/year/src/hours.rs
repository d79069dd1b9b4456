//! When people do things: desks in their working hours, the dispatch centre every day, residents
//! when they are awake.

use huiyin_kernel::{Date, Instant, WorkingCalendar};

use crate::{Chance, Player, Wait};

/// Minutes of the day between which somebody acts, and whether days of rest count.
const fn of(player: Player) -> (u64, u64, bool) {
    match player {
        Player::Dispatcher => (8 * 60, 20 * 60, true),
        Player::Handler | Player::Supervisor => (9 * 60, 17 * 60 + 30, false),
        Player::Caller => (9 * 60 + 30, 20 * 60, false),
        Player::Reporter => (7 * 60 + 30, 21 * 60 + 30, true),
    }
}

fn is_at_work(calendar: &WorkingCalendar, day: Date, on_rest_days: bool) -> bool {
    // A year without a table is counted by its weekdays: the rules say what they make of it.
    on_rest_days || calendar.is_working(day).unwrap_or(day.weekday() < 6)
}

/// Some stretches of rest are long; none is longer than this.
const DAYS_LOOKED_AT: usize = 40;

fn next_day(calendar: &WorkingCalendar, from: Date, on_rest_days: bool) -> Date {
    let mut day = from;
    for _ in 0..DAYS_LOOKED_AT {
        if is_at_work(calendar, day, on_rest_days) {
            break;
        }
        day = day.plus_days(1);
    }
    day
}

/// When somebody does what is theirs, who has to wait so long first.
pub fn turn(
    calendar: &WorkingCalendar,
    at: Instant,
    wait: Wait,
    player: Player,
    chance: Chance,
) -> Instant {
    let (opens, closes, on_rest_days) = of(player);
    let mut due = at.plus_seconds(i64::from(wait.minutes) * 60);
    let mut day = due.date();
    for _ in 0..wait.working_days {
        day = next_day(calendar, day.plus_days(1), false);
    }
    due = due.plus_seconds(day.days_since(due.date()) * 24 * 3600);
    let clock = |day: Date, minutes: u64| {
        day.start()
            .plus_seconds(i64::try_from(minutes).unwrap_or(0) * 60)
    };
    let soon = chance.below("soon", (closes - opens) / 3);
    let works = is_at_work(calendar, day, on_rest_days);
    if works && due < clock(day, opens) {
        clock(day, opens + soon)
    } else if works && due < clock(day, closes) {
        due
    } else {
        let next = next_day(calendar, day.plus_days(1), on_rest_days);
        clock(next, opens + soon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i8, hour: i64) -> Instant {
        Date::new(2026, 10, day).unwrap().start().plus_hours(hour)
    }

    fn turned(from: Instant, wait: Wait, player: Player) -> Instant {
        let calendar = WorkingCalendar::shipped();
        turn(&calendar, from, wait, player, Chance::of_seed(1))
    }

    #[test]
    fn a_desk_waits_for_its_hours_and_for_the_end_of_the_holidays() {
        let soon = Wait::minutes(10);
        // Friday evening waits for Monday, a resident does not.
        let monday = turned(at(16, 18), soon, Player::Handler);
        assert_eq!(monday.date(), Date::new(2026, 10, 19).unwrap());
        assert!(monday > at(19, 8) && monday < at(19, 13));
        assert_eq!(
            turned(at(16, 18), soon, Player::Reporter),
            at(16, 18).plus_seconds(600)
        );
        // The first days of October are days of rest.
        let after = turned(at(1, 10), soon, Player::Supervisor);
        assert_eq!(after.date(), Date::new(2026, 10, 8).unwrap());
        assert_eq!(
            turned(at(1, 10), soon, Player::Dispatcher).date(),
            at(1, 10).date()
        );
    }

    #[test]
    fn working_days_are_counted_from_the_day_itself() {
        let wait = Wait::working_days(3);
        assert_eq!(turned(at(15, 10), wait, Player::Handler), at(20, 10));
    }

    #[test]
    fn nobody_acts_before_the_time_has_passed() {
        for minutes in (0..5_000).step_by(37) {
            for player in [Player::Handler, Player::Caller, Player::Reporter] {
                let from = at(12, 3).plus_seconds(minutes * 60);
                let wait = Wait::minutes(u32::try_from(minutes).unwrap());
                assert!(turned(from, wait, player) >= from.plus_seconds(minutes * 60));
            }
        }
    }
}
