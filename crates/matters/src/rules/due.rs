//! What falls due soon, as a span of time to look for.

use huiyin_kernel::{Instant, named};

/// Days that “within three days” means, today among them.
const SOON_DAYS: i64 = 3;

named! {
    DueWithin {
        Today = "today",
        ThreeDays = "three_days",
        Overdue = "overdue",
    }
}

/// Limits that end after `after` and not later than `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub after: Instant,
    pub until: Instant,
}

impl DueWithin {
    /// A limit is an exclusive end: what must be done today ends with the beginning of tomorrow,
    /// and what ends now is overdue.
    pub fn span(self, now: Instant) -> Span {
        let days = |number| now.date().plus_days(number).start();
        let (after, until) = match self {
            Self::Today => (now, days(1)),
            Self::ThreeDays => (now, days(SOON_DAYS)),
            Self::Overdue => (Instant::from_micros(i64::MIN), now),
        };
        Span { after, until }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse_local(text).unwrap()
    }

    fn holds(due: DueWithin, before: &str) -> bool {
        let span = due.span(at("2026-05-11T09:00"));
        let before = at(before);
        span.after < before && before <= span.until
    }

    #[test]
    fn a_limit_at_midnight_belongs_to_the_day_before() {
        for (before, today, three_days, overdue) in [
            ("2026-05-11T08:59", false, false, true),
            ("2026-05-11T09:00", false, false, true),
            ("2026-05-11T09:01", true, true, false),
            ("2026-05-12T00:00", true, true, false),
            ("2026-05-12T00:01", false, true, false),
            ("2026-05-14T00:00", false, true, false),
            ("2026-05-14T00:01", false, false, false),
        ] {
            assert_eq!(holds(DueWithin::Today, before), today, "{before}");
            assert_eq!(holds(DueWithin::ThreeDays, before), three_days, "{before}");
            assert_eq!(holds(DueWithin::Overdue, before), overdue, "{before}");
        }
    }
}
