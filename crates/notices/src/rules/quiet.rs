use huiyin_kernel::Instant;

const DAY_MINUTES: i64 = 24 * 60;

/// When nobody is told anything that can wait, in minutes of the district's day. Nothing where
/// both ends are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    from_minute: i64,
    until_minute: i64,
}

/// A time of day that is not written `hh:mm`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no time of day; write it as 21:00")]
pub struct QuietHoursOdd(pub String);

impl Default for QuietHours {
    /// From nine in the evening until eight in the morning.
    fn default() -> Self {
        Self {
            from_minute: 21 * 60,
            until_minute: 8 * 60,
        }
    }
}

fn minute_of_day(text: &str) -> Result<i64, QuietHoursOdd> {
    let odd = || QuietHoursOdd(text.to_owned());
    let (hour, minute) = text.trim().split_once(':').ok_or_else(odd)?;
    let number = |part: &str, most: i64| {
        let is_plain = part.len() == 2 && part.bytes().all(|it| it.is_ascii_digit());
        let value: i64 = part.parse().map_err(|_| odd())?;
        (is_plain && value <= most).then_some(value).ok_or_else(odd)
    };
    Ok(number(hour, 23)? * 60 + number(minute, 59)?)
}

impl QuietHours {
    pub fn parse(from: &str, until: &str) -> Result<Self, QuietHoursOdd> {
        Ok(Self {
            from_minute: minute_of_day(from)?,
            until_minute: minute_of_day(until)?,
        })
    }

    /// When the quiet of this moment ends; nothing outside of it.
    pub fn end_of(&self, now: Instant) -> Option<Instant> {
        let start = now.date().start();
        let minute = now.seconds_since(start) / 60;
        let (from, until) = (self.from_minute, self.until_minute);
        let over_midnight = from > until;
        let is_quiet = if over_midnight {
            minute >= from || minute < until
        } else {
            minute >= from && minute < until
        };
        let days = i64::from(over_midnight && minute >= from);
        is_quiet.then(|| start.plus_seconds((until + days * DAY_MINUTES) * 60))
    }

    /// The first moment of the day after this one on which somebody may be told.
    pub fn next_morning(&self, now: Instant) -> Instant {
        let start = now.date().plus_days(1).start();
        self.end_of(start).unwrap_or(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse_local(text).unwrap()
    }

    #[test]
    fn the_night_ends_in_the_morning_that_follows() {
        let quiet = QuietHours::default();
        assert_eq!(quiet.end_of(at("2026-05-09 20:59")), None);
        let morning = Some(at("2026-05-10 08:00"));
        assert_eq!(quiet.end_of(at("2026-05-09 21:00")), morning);
        assert_eq!(quiet.end_of(at("2026-05-10 00:00")), morning);
        assert_eq!(quiet.end_of(at("2026-05-10 07:59")), morning);
        assert_eq!(quiet.end_of(at("2026-05-10 08:00")), None);
        assert_eq!(
            quiet.next_morning(at("2026-05-09 10:00")),
            at("2026-05-10 08:00")
        );
    }

    #[test]
    fn a_rest_at_noon_and_no_rest_at_all_are_possible() {
        let noon = QuietHours::parse("12:00", "14:00").unwrap();
        assert_eq!(
            noon.end_of(at("2026-05-09 13:00")),
            Some(at("2026-05-09 14:00"))
        );
        assert_eq!(noon.end_of(at("2026-05-09 23:00")), None);
        assert_eq!(
            noon.next_morning(at("2026-05-09 13:00")),
            at("2026-05-10 00:00")
        );
        let never = QuietHours::parse("00:00", "00:00").unwrap();
        assert_eq!(never.end_of(at("2026-05-09 00:00")), None);
    }

    #[test]
    fn a_time_of_day_is_written_in_one_way() {
        for odd in [
            "", "8:00", "24:00", "12:60", "21", "-1:00", "+8:00", "aa:bb",
        ] {
            assert!(QuietHours::parse(odd, "08:00").is_err(), "{odd}");
        }
    }
}
