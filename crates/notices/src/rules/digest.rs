use huiyin_kernel::{Instant, WorkingCalendar};

use super::QuietHours;
use crate::model::Rhythm;

/// The digest of a day goes out at half past eight.
const DAILY_MINUTE: i64 = 8 * 60 + 30;

/// When the digest that is due by now was due; nothing where none is due since the last look. A
/// year without a table of working days counts every day: being told once too often on a holiday
/// harms less than not at all.
pub fn digest_due(
    rhythm: Rhythm,
    is_for_working_days: bool,
    (last, now): (Instant, Instant),
    quiet: &QuietHours,
    calendar: &WorkingCalendar,
) -> Option<Instant> {
    let today = now.date();
    if is_for_working_days && !calendar.is_working(today).unwrap_or(true) {
        return None;
    }
    if quiet.end_of(now).is_some() {
        return None;
    }
    let start = today.start();
    let due = match rhythm {
        Rhythm::Off => return None,
        Rhythm::Daily => start.plus_seconds(DAILY_MINUTE * 60),
        Rhythm::Hourly => start.plus_hours(now.seconds_since(start) / 3600),
    };
    (now >= due && last < due).then_some(due)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse_local(text).unwrap()
    }

    fn due(rhythm: Rhythm, last: &str, now: &str) -> Option<Instant> {
        let calendar = WorkingCalendar::shipped();
        let quiet = QuietHours::default();
        digest_due(rhythm, true, (at(last), at(now)), &quiet, &calendar)
    }

    #[test]
    fn a_day_has_one_digest_and_a_holiday_none() {
        let monday = Some(at("2026-05-11 08:30"));
        let daily = |last, now| due(Rhythm::Daily, last, now);
        assert_eq!(daily("2026-05-10 12:00", "2026-05-11 08:29"), None);
        assert_eq!(daily("2026-05-10 12:00", "2026-05-11 08:30"), monday);
        assert_eq!(
            daily("2026-05-10 12:00", "2026-05-11 15:00"),
            monday,
            "late is not lost"
        );
        assert_eq!(daily("2026-05-11 08:30", "2026-05-11 15:00"), None);
        assert_eq!(
            daily("2026-04-30 12:00", "2026-05-01 09:00"),
            None,
            "Labour Day"
        );
        assert!(
            daily("2026-05-08 12:00", "2026-05-09 09:00").is_some(),
            "a Saturday made up for"
        );
    }

    #[test]
    fn hourly_rests_at_night() {
        let hourly = |last, now| due(Rhythm::Hourly, last, now);
        assert_eq!(
            hourly("2026-05-11 09:10", "2026-05-11 10:05"),
            Some(at("2026-05-11 10:00"))
        );
        assert_eq!(hourly("2026-05-11 10:00", "2026-05-11 10:59"), None);
        assert_eq!(hourly("2026-05-11 10:00", "2026-05-11 22:00"), None);
        assert_eq!(
            due(Rhythm::Off, "2026-05-01 10:00", "2026-05-11 10:00"),
            None
        );
    }
}
