use huiyin_kernel::{Date, Instant};
use serde::{Deserialize, Serialize};

/// A calendar month: the table meets once in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month(Date);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a month such as 2026-05")]
pub struct NoMonth;

impl Month {
    pub fn of(day: Date) -> Self {
        Self(day.first_of_month())
    }

    pub const fn first(self) -> Date {
        self.0
    }

    pub fn last(self) -> Date {
        self.0.last_of_month()
    }

    #[must_use]
    pub fn next(self) -> Self {
        Self(self.last().plus_days(1))
    }

    #[must_use]
    pub fn before(self) -> Self {
        Self::of(self.0.plus_days(-1))
    }

    pub fn holds(self, day: Date) -> bool {
        Self::of(day) == self
    }

    /// The first moment of the month and the first after it.
    pub fn span(self) -> (Instant, Instant) {
        (self.first().start(), self.next().first().start())
    }
}

impl std::str::FromStr for Month {
    type Err = NoMonth;

    fn from_str(text: &str) -> Result<Self, NoMonth> {
        if text.len() != 7 {
            return Err(NoMonth);
        }
        let day: Date = format!("{text}-01").parse().map_err(|_| NoMonth)?;
        Ok(Self(day))
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0.month_text())
    }
}

impl TryFrom<String> for Month {
    type Error = NoMonth;

    fn try_from(text: String) -> Result<Self, NoMonth> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_written_and_walked_over_the_year() {
        let month: Month = "2026-12".parse().unwrap();
        assert_eq!(month.to_string(), "2026-12");
        assert_eq!(month.next().to_string(), "2027-01");
        assert_eq!(month.next().before(), month);
        assert!(month.holds("2026-12-31".parse().unwrap()));
        assert!(!month.holds("2027-01-01".parse().unwrap()));
        for wrong in [
            "",
            "2026-13",
            "2026-1",
            "26-01",
            "2026-01-05",
            "２０２６-01",
        ] {
            assert!(wrong.parse::<Month>().is_err(), "{wrong}");
        }
    }
}
