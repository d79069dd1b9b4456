//! Which backups may go. Pure, so that it can be tried on years of them in a test.

use std::collections::BTreeSet;

use huiyin_kernel::Date;

use super::names::Kept;
use crate::config::Keep;

/// Numbers a day so that days of one period have one number.
type Period = fn(Date) -> i64;

/// The newest ones stay whatever the rules say: the last may turn out to be bad.
const NEWEST_KEPT: usize = 2;

/// Names of backups that no rule keeps. The newest of each of the last so many days, weeks and
/// months that *have* a backup stay, so that a pause never empties the shelf.
pub fn superfluous(backups: &[Kept], keep: Keep) -> Vec<String> {
    let mut newest_first: Vec<&Kept> = backups.iter().collect();
    newest_first.sort_by(|one, other| (other.made_at, &other.name).cmp(&(one.made_at, &one.name)));
    let mut kept: BTreeSet<&str> = BTreeSet::new();
    kept.extend(
        newest_first
            .iter()
            .take(NEWEST_KEPT)
            .map(|it| it.name.as_str()),
    );
    let rules: [(u32, Period); 3] = [
        (keep.daily, day),
        (keep.weekly, week),
        (keep.monthly, month),
    ];
    for (most, period) in rules {
        let mut seen: BTreeSet<i64> = BTreeSet::new();
        for backup in &newest_first {
            if seen.len() >= usize::try_from(most).unwrap_or(usize::MAX) {
                break;
            }
            if seen.insert(period(backup.made_at.date())) {
                kept.insert(&backup.name);
            }
        }
    }
    let gone = newest_first
        .iter()
        .filter(|backup| !kept.contains(backup.name.as_str()));
    gone.map(|backup| backup.name.clone()).collect()
}

/// A Monday to count from.
fn monday() -> Option<Date> {
    Date::new(2024, 1, 1).ok()
}

fn day(date: Date) -> i64 {
    monday().map_or(0, |monday| date.days_since(monday))
}

fn week(date: Date) -> i64 {
    day(date).div_euclid(7)
}

fn month(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month())
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::Instant;
    use proptest::prelude::*;

    use super::*;

    const KEEP: Keep = Keep {
        daily: 7,
        weekly: 4,
        monthly: 12,
    };

    fn at(local: &str) -> Kept {
        Kept {
            name: local.to_owned(),
            made_at: Instant::parse_local(local).unwrap(),
            bytes: 1,
        }
    }

    /// One backup each day at nine until the given day.
    fn daily(last: &str, days: i64) -> Vec<Kept> {
        let last = Instant::parse_local(last).unwrap();
        (0..days)
            .map(|back| last.plus_hours(-24 * back))
            .map(|it| at(&it.to_local_minute()))
            .collect()
    }

    #[test]
    fn two_years_shrink_to_days_weeks_and_months() {
        let all = daily("2026-11-26T09:00", 730);
        let gone: BTreeSet<String> = superfluous(&all, KEEP).into_iter().collect();
        let kept: Vec<&str> = all
            .iter()
            .map(|it| it.name.as_str())
            .filter(|name| !gone.contains(*name))
            .collect();
        let expected = [
            "2026-11-26T09:00",
            "2026-11-25T09:00",
            "2026-11-24T09:00",
            "2026-11-23T09:00",
            "2026-11-22T09:00",
            "2026-11-21T09:00",
            "2026-11-20T09:00",
            "2026-11-15T09:00",
            "2026-11-08T09:00",
            "2026-10-31T09:00",
            "2026-09-30T09:00",
            "2026-08-31T09:00",
            "2026-07-31T09:00",
            "2026-06-30T09:00",
            "2026-05-31T09:00",
            "2026-04-30T09:00",
            "2026-03-31T09:00",
            "2026-02-28T09:00",
            "2026-01-31T09:00",
            "2025-12-31T09:00",
        ];
        assert_eq!(kept, expected);
    }

    #[test]
    fn pruning_daily_keeps_the_same_as_pruning_at_once() {
        let mut shelf: Vec<Kept> = Vec::new();
        let mut all = daily("2026-11-26T09:00", 400);
        all.reverse();
        for backup in all.clone() {
            shelf.push(backup);
            let gone = superfluous(&shelf, KEEP);
            shelf.retain(|it| !gone.contains(&it.name));
        }
        let gone = superfluous(&all, KEEP);
        all.retain(|it| !gone.contains(&it.name));
        assert_eq!(shelf, all);
    }

    #[test]
    fn after_a_long_pause_the_old_ones_are_still_there() {
        let mut all = daily("2026-01-10T09:00", 5);
        all.push(at("2026-11-26T09:00"));
        assert!(superfluous(&all, KEEP).is_empty());
    }

    proptest! {
        #[test]
        fn the_newest_always_stays(
            hours in proptest::collection::vec(0i64..40_000, 1..60),
            daily in 0u32..9, weekly in 0u32..6, monthly in 0u32..14,
        ) {
            let start = Instant::parse_local("2022-01-01T00:00").unwrap();
            let mut all: Vec<Kept> = hours
                .iter()
                .map(|hours| at(&start.plus_hours(*hours).to_local_minute()))
                .collect();
            all.sort_by_key(|it| it.made_at);
            all.dedup_by_key(|it| it.made_at);
            let gone = superfluous(&all, Keep { daily, weekly, monthly });
            let newest = all.last().unwrap();
            prop_assert!(!gone.contains(&newest.name));
            let left = all.len() - gone.len();
            prop_assert!(left >= all.len().min(NEWEST_KEPT));
            prop_assert!(gone.iter().all(|name| all.iter().any(|it| it.name == *name)));
        }
    }
}
