//! A month as it is asked for on the desk and over the interface.

use huiyin_kernel::{Date, Instant};

/// Months that a page offers.
const OFFERED: usize = 24;

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Month {
    first: Date,
}

impl Month {
    pub(crate) fn of(day: Date) -> Self {
        Self {
            first: day.first_of_month(),
        }
    }

    /// Reads `yyyy-mm`; an empty text is the month of `today`.
    pub(crate) fn asked(text: &str, today: Date) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::of(today));
        }
        let is_plain = text.len() == 7 && text.starts_with(|first: char| first.is_ascii_digit());
        let first = format!("{text}-01").parse::<Date>().ok();
        let first = first.filter(|_| is_plain)?;
        Some(Self { first })
    }

    pub(crate) const fn first_day(self) -> Date {
        self.first
    }

    pub(crate) fn text(self) -> String {
        self.first.month_text()
    }

    /// From its beginning on, and before its end.
    pub(crate) fn bounds(self) -> (Instant, Instant) {
        let next = self.first.last_of_month().plus_days(1);
        (self.first.start(), next.start())
    }

    /// The months that may be chosen, the latest first, this one among them.
    pub(crate) fn offered(self, today: Date) -> Vec<Self> {
        let mut months = Vec::with_capacity(OFFERED + 1);
        let mut here = Self::of(today);
        for _ in 0..OFFERED {
            months.push(here);
            here = Self::of(here.first.plus_days(-1));
        }
        if !months.contains(&self) {
            months.push(self);
            months.sort_by_key(|it| std::cmp::Reverse(it.first));
        }
        months
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_where_the_next_begins_and_only_real_ones_are_read() {
        let today = Date::new(2026, 11, 23).unwrap();
        let month = Month::asked("", today).unwrap();
        assert_eq!(month.text(), "2026-11");
        let (from, until) = month.bounds();
        assert_eq!(from, Date::new(2026, 11, 1).unwrap().start());
        assert_eq!(until, Date::new(2026, 12, 1).unwrap().start());
        for wrong in ["2026-13", "2026-1", "2026-11-01", "-026-11", "november"] {
            assert_eq!(Month::asked(wrong, today), None, "{wrong}");
        }
    }

    #[test]
    fn the_month_asked_for_is_always_offered() {
        let today = Date::new(2026, 3, 31).unwrap();
        let offered = Month::asked("2026-02", today).unwrap().offered(today);
        assert_eq!(offered.len(), 24);
        assert_eq!(offered[1].text(), "2026-02");
        let old = Month::asked("2019-05", today).unwrap().offered(today);
        assert_eq!(old.len(), 25);
        assert_eq!(old[24].text(), "2019-05");
    }
}
