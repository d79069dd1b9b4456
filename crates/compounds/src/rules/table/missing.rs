use std::collections::BTreeSet;

use huiyin_kernel::Date;

use crate::model::table::Month;

/// Months looked back upon.
const BACK: usize = 24;

/// Months that are over and in which the table did not meet, newest first. The count begins with
/// the month in which the estate's table began; the running month is never missing.
pub fn missing(began: Month, met: &BTreeSet<Month>, today: Date) -> Vec<Month> {
    let mut all = Vec::new();
    let mut month = Month::of(today).before();
    for _ in 0..BACK {
        if month < began {
            break;
        }
        if !met.contains(&month) {
            all.push(month);
        }
        month = month.before();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_missing_once_it_is_over_and_not_before_the_table_began() {
        let met: BTreeSet<Month> = [month("2026-02"), month("2026-04")].into();
        let on = |day: &str| missing(month("2026-02"), &met, day.parse().unwrap());
        assert_eq!(on("2026-05-31"), [month("2026-03")]);
        assert_eq!(on("2026-06-01"), [month("2026-05"), month("2026-03")]);
        assert_eq!(on("2026-03-31"), []);
        assert_eq!(
            missing(month("2026-05"), &met, "2026-05-09".parse().unwrap()),
            []
        );
    }

    #[test]
    fn the_look_back_ends() {
        let none = BTreeSet::new();
        let all = missing(month("1990-01"), &none, "2026-05-09".parse().unwrap());
        assert_eq!((all.len(), all[0]), (BACK, month("2026-04")));
    }
}
