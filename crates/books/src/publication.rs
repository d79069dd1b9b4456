use huiyin_kernel::Date;

use crate::period::{Period, Rhythm};

/// By when a period is told, and how long it stays on the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub period: Period,
    /// The last day on which it is in time.
    pub by: Date,
}

/// A publication that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    pub period: Period,
    pub posted_on: Date,
}

/// A period that should have been told: not at all, or late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    pub due: Due,
    pub days_late: i64,
}

/// Periods looked back on: ten years of months.
const PERIODS_MAX: usize = 120;

impl Due {
    /// By the `due_day` of the month after the period (domain rule 9.4).
    pub fn of(period: Period, due_day: i64) -> Self {
        let by = period.to.plus_days(due_day.clamp(1, 90));
        Self { period, by }
    }

    /// The first day on which a notice posted on `day` may come down: the days are counted from
    /// the day after (Civil Code art. 201; domain rule 1.2).
    pub fn down_after(day: Date, posted_days: i64) -> Date {
        day.plus_days(posted_days + 1)
    }
}

/// What was due since the book began and is not published as of `today`, oldest first.
pub fn owed(
    rhythm: Rhythm,
    due_day: i64,
    began: Date,
    today: Date,
    published: &[Published],
) -> Vec<Owed> {
    let mut owed = Vec::new();
    let mut period = Period::around(rhythm, began);
    for _ in 0..PERIODS_MAX {
        let due = Due::of(period, due_day);
        if due.by >= today {
            break;
        }
        let told = published.iter().any(|it| it.period == period);
        if !told {
            owed.push(Owed {
                due,
                days_late: today.days_since(due.by),
            });
        }
        period = period.next(rhythm);
    }
    owed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_quarter_is_due_by_the_fifteenth_and_late_on_the_sixteenth() {
        let began = day("2026-01-20");
        let at = |today| owed(Rhythm::Quarterly, 15, began, day(today), &[]);
        assert!(at("2026-04-15").is_empty());
        let late = at("2026-04-16");
        assert_eq!(late.len(), 1);
        assert_eq!(late[0].days_late, 1);
        assert_eq!(late[0].due.by, day("2026-04-15"));
        assert_eq!(at("2026-07-16").len(), 2);
    }

    #[test]
    fn what_is_published_is_not_owed() {
        let period = Period::around(Rhythm::Quarterly, day("2026-01-20"));
        let published = [Published {
            period,
            posted_on: day("2026-05-02"),
        }];
        let owed = owed(
            Rhythm::Quarterly,
            15,
            day("2026-01-20"),
            day("2026-05-03"),
            &published,
        );
        assert!(owed.is_empty());
    }

    #[test]
    fn fifteen_days_on_the_board_are_counted_from_the_day_after() {
        assert_eq!(Due::down_after(day("2026-04-10"), 15), day("2026-04-26"));
    }

    #[test]
    fn a_book_of_a_hundred_years_ago_ends() {
        let owed = owed(
            Rhythm::Monthly,
            15,
            day("1926-01-01"),
            day("2026-05-03"),
            &[],
        );
        assert_eq!(owed.len(), PERIODS_MAX);
    }
}
