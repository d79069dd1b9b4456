use huiyin_kernel::Date;
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

/// A calendar month, counted from the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Month(i32);

impl Month {
    pub fn of(date: Date) -> Self {
        Self(i32::from(date.year()) * 12 + i32::from(date.month()) - 1)
    }
    #[must_use]
    pub const fn plus(self, months: i32) -> Self {
        Self(self.0.saturating_add(months))
    }
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }
    /// 1 to 12.
    pub const fn month(self) -> i32 {
        self.0.rem_euclid(12) + 1
    }
    /// The first day; the calendar's end for a month beyond it.
    pub fn first_day(self) -> Date {
        let year = i16::try_from(self.year()).unwrap_or(9999);
        let month = i8::try_from(self.month()).unwrap_or(12);
        Date::new(year, month, 1).unwrap_or(Date::EPOCH)
    }
}

named! {
    /// How often something is told.
    Rhythm {
        Monthly = "monthly",
        Quarterly = "quarterly",
        HalfYearly = "half_yearly",
        Yearly = "yearly",
    }
}

impl Rhythm {
    pub const fn months(self) -> i32 {
        match self {
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::HalfYearly => 6,
            Self::Yearly => 12,
        }
    }
}

/// Whole months, both ends within.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    pub from: Date,
    pub to: Date,
}

impl Period {
    /// The period of this rhythm in which a day lies.
    pub fn around(rhythm: Rhythm, day: Date) -> Self {
        let month = Month::of(day);
        let start = month.plus(-((month.month() - 1) % rhythm.months()));
        Self::starting(start, rhythm)
    }

    fn starting(start: Month, rhythm: Rhythm) -> Self {
        let last = start.plus(rhythm.months() - 1);
        Self {
            from: start.first_day(),
            to: last.first_day().last_of_month(),
        }
    }

    /// The one that follows, of the same length in months.
    #[must_use]
    pub fn next(self, rhythm: Rhythm) -> Self {
        Self::starting(Month::of(self.from).plus(rhythm.months()), rhythm)
    }

    pub fn is_whole_months(self) -> bool {
        self.from <= self.to
            && self.from == self.from.first_of_month()
            && self.to == self.to.last_of_month()
    }

    pub fn holds(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// `2026Q1`, `2026H1`, `2026-05` or `2026`; the two days where it is none of these.
    pub fn label(self) -> String {
        let (start, end) = (Month::of(self.from), Month::of(self.to));
        let months = end.0 - start.0 + 1;
        let at = start.month() - 1;
        match months {
            1 => format!("{:04}-{:02}", start.year(), start.month()),
            3 if at % 3 == 0 => format!("{:04}Q{}", start.year(), at / 3 + 1),
            6 if at % 6 == 0 => format!("{:04}H{}", start.year(), at / 6 + 1),
            12 if at == 0 => format!("{:04}", start.year()),
            _ => format!("{}–{}", self.from, self.to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_lies_in_its_quarter_half_and_year() {
        let may = day("2026-05-09");
        for (rhythm, from, to, label) in [
            (Rhythm::Monthly, "2026-05-01", "2026-05-31", "2026-05"),
            (Rhythm::Quarterly, "2026-04-01", "2026-06-30", "2026Q2"),
            (Rhythm::HalfYearly, "2026-01-01", "2026-06-30", "2026H1"),
            (Rhythm::Yearly, "2026-01-01", "2026-12-31", "2026"),
        ] {
            let period = Period::around(rhythm, may);
            assert_eq!((period.from, period.to), (day(from), day(to)));
            assert_eq!(period.label(), label);
            assert!(period.is_whole_months());
            assert_eq!(period.next(rhythm).from, day(to).plus_days(1));
        }
    }

    #[test]
    fn february_of_a_leap_year_is_whole() {
        let period = Period::around(Rhythm::Monthly, day("2028-02-10"));
        assert_eq!(period.to, day("2028-02-29"));
    }
}
