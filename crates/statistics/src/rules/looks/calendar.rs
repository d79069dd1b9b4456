//! Days laid out by weeks that begin on Monday.

use huiyin_kernel::Date;

/// Seven days; a day outside of the span has nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    pub monday: Date,
    pub days: [Option<Date>; 7],
}

/// Weeks that are laid out at most: a year and a bit.
const WEEKS_MOST: usize = 55;

/// The weeks from one day to another, both included.
pub fn weeks(from: Date, to: Date) -> Vec<Week> {
    let mut weeks = Vec::new();
    let mut monday = from.plus_days(1 - i64::from(from.weekday()));
    while monday <= to && weeks.len() < WEEKS_MOST {
        let mut days = [None; 7];
        let mut day = monday;
        for place in &mut days {
            *place = (from <= day && day <= to).then_some(day);
            day = day.plus_days(1);
        }
        weeks.push(Week { monday, days });
        monday = monday.plus_days(7);
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn every_day_of_the_span_stands_once_under_its_weekday() {
        let weeks = weeks(day("2026-11-26"), day("2026-12-23"));
        assert_eq!(weeks.len(), 5);
        assert_eq!(weeks[0].monday, day("2026-11-23"));
        // A Thursday is the first day of the span.
        assert_eq!(weeks[0].days[2], None);
        assert_eq!(weeks[0].days[3], Some(day("2026-11-26")));
        let days: Vec<Date> = weeks.iter().flat_map(|it| it.days).flatten().collect();
        assert_eq!(days.len(), 28);
        assert!(days.windows(2).all(|pair| pair[1] == pair[0].plus_days(1)));
    }

    #[test]
    fn a_span_that_ends_before_it_begins_is_empty_and_a_century_is_cut() {
        assert_eq!(weeks(day("2026-11-26"), day("2026-11-22")), []);
        assert_eq!(
            weeks(day("1926-01-01"), day("2026-01-01")).len(),
            WEEKS_MOST
        );
    }
}
