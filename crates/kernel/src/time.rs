use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil;
use serde::{Deserialize, Serialize};

/// Asia/Shanghai has kept UTC+8 without summer time since 1991, and a district lives in it.
const DISTRICT_OFFSET_MICROS: i64 = 8 * 3600 * 1_000_000;
const DAY_MICROS: i64 = 86_400 * 1_000_000;

/// A point in time: UTC, in microseconds, because PostgreSQL keeps no finer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

/// A civil day in the district's zone, written `yyyy-mm-dd`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(civil::Date);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    #[error("`{0}` is not a day; write it as yyyy-mm-dd, for example 2026-05-09")]
    Date(String),
    #[error("`{0}` is not a time; write it as yyyy-mm-ddThh:mm, for example 2026-05-09T09:00")]
    Instant(String),
}

/// Where `now` comes from.
pub trait Clock: Send + Sync {
    fn now(&self) -> Instant;
}

/// A clock that stands still until it is told to move.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    pub fn at(instant: Instant) -> Self {
        Self(AtomicI64::new(instant.0))
    }
    pub fn advance_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
    pub fn set(&self, instant: Instant) {
        self.0.store(instant.0, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

impl Instant {
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }
    pub const fn as_micros(self) -> i64 {
        self.0
    }
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }
    #[must_use]
    pub fn plus_hours(self, hours: i64) -> Self {
        self.plus_seconds(hours.saturating_mul(3600))
    }
    /// Whole seconds from `earlier` to `self`; negative when `self` comes first.
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0) / 1_000_000
    }
    /// The civil day on which this instant falls in the district.
    pub fn date(self) -> Date {
        let days = self
            .0
            .saturating_add(DISTRICT_OFFSET_MICROS)
            .div_euclid(DAY_MICROS);
        Date::EPOCH.plus_days(days)
    }
    fn time_of_day_seconds(self) -> i64 {
        self.0
            .saturating_add(DISTRICT_OFFSET_MICROS)
            .rem_euclid(DAY_MICROS)
            / 1_000_000
    }
    /// District time as `yyyy-mm-ddThh:mm`.
    pub fn to_local_minute(self) -> String {
        let seconds = self.time_of_day_seconds();
        format!(
            "{}T{:02}:{:02}",
            self.date(),
            seconds / 3600,
            seconds / 60 % 60
        )
    }
    /// District time for people: `yyyy-mm-dd hh:mm`.
    pub fn to_display(self) -> String {
        self.to_local_minute().replace('T', " ")
    }
    /// RFC 3339 in UTC with whole seconds, for the API and feeds.
    pub fn to_rfc3339(self) -> String {
        let utc = Self(self.0.saturating_sub(DISTRICT_OFFSET_MICROS));
        let seconds = utc.time_of_day_seconds();
        format!(
            "{}T{:02}:{:02}:{:02}Z",
            utc.date(),
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        )
    }
    /// Reads a moment that says how far it stands from UTC: `2026-11-28T10:05:33.123+08:00`.
    pub fn parse_rfc3339(text: &str) -> Result<Self, TimeError> {
        let moment: jiff::Timestamp = text
            .trim()
            .parse()
            .map_err(|_| TimeError::Instant(text.to_owned()))?;
        Ok(Self(moment.as_microsecond()))
    }
    /// Reads district time: `yyyy-mm-ddThh:mm[:ss[.fff]]`, `T` or a space between.
    pub fn parse_local(text: &str) -> Result<Self, TimeError> {
        let wrong = || TimeError::Instant(text.to_owned());
        let moment: civil::DateTime = text
            .trim()
            .replacen(' ', "T", 1)
            .parse()
            .map_err(|_| wrong())?;
        let date = Date(moment.date());
        let time = moment.time();
        let micros = (i64::from(time.hour()) * 3600
            + i64::from(time.minute()) * 60
            + i64::from(time.second()))
            * 1_000_000
            + i64::from(time.subsec_nanosecond()) / 1000;
        Ok(Self(date.start().0 + micros))
    }
}

impl Date {
    pub const EPOCH: Self = Self(civil::date(1970, 1, 1));

    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, TimeError> {
        civil::Date::new(year, month, day)
            .map(Self)
            .map_err(|_| TimeError::Date(format!("{year:04}-{month:02}-{day:02}")))
    }
    pub fn year(self) -> i16 {
        self.0.year()
    }
    pub fn month(self) -> i8 {
        self.0.month()
    }
    pub fn day(self) -> i8 {
        self.0.day()
    }
    /// Monday is 1, Sunday is 7.
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }
    /// Saturates at the ends of the calendar (years -9999 and 9999).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(
            self.0
                .saturating_add(jiff::Span::new().days(days.clamp(-3_000_000, 3_000_000))),
        )
    }
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.start().0 - earlier.start().0) / DAY_MICROS
    }
    /// Midnight at the beginning of this day in the district.
    pub fn start(self) -> Instant {
        let days = self.0.duration_since(Self::EPOCH.0).as_secs() / 86_400;
        Instant(days * DAY_MICROS - DISTRICT_OFFSET_MICROS)
    }
    /// The month in which the day lies, as `yyyy-mm`: text that sorts as time does.
    #[must_use]
    pub fn month_text(self) -> String {
        format!("{:04}-{:02}", self.year(), self.month())
    }
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0.first_of_month())
    }
    #[must_use]
    pub fn last_of_month(self) -> Self {
        Self(self.0.last_of_month())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} (UTC+8)", self.to_display())
    }
}

impl FromStr for Date {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let wrong = || TimeError::Date(text.to_owned());
        // jiff would also take `20260509`; one spelling keeps text in the databases comparable.
        if text.len() != 10 {
            return Err(wrong());
        }
        text.parse().map(Self).map_err(|_| wrong())
    }
}

impl TryFrom<String> for Date {
    type Error = TimeError;
    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_in_the_district_is_four_in_the_afternoon_in_utc() {
        let day = Date::new(2026, 5, 9).unwrap();
        assert_eq!(day.start().to_rfc3339(), "2026-05-08T16:00:00Z");
        assert_eq!(day.start().date(), day);
        assert_eq!(day.start().plus_seconds(-1).date(), day.plus_days(-1));
    }

    #[test]
    fn local_time_survives_a_round_trip() {
        let instant = Instant::parse_local("2026-04-30 16:40").unwrap();
        assert_eq!(instant.to_local_minute(), "2026-04-30T16:40");
    }

    #[test]
    fn nonsense_is_refused_with_an_example() {
        assert!("2026-02-30".parse::<Date>().is_err());
        assert!("20260209".parse::<Date>().is_err());
        let error = Instant::parse_local("yesterday").unwrap_err().to_string();
        assert!(error.contains("2026-05-09T09:00"), "{error}");
    }

    #[test]
    fn days_between_dates_count_over_leap_years() {
        let leap = Date::new(2024, 2, 28).unwrap();
        assert_eq!(Date::new(2024, 3, 1).unwrap().days_since(leap), 2);
        assert_eq!(leap.plus_days(2).to_string(), "2024-03-01");
    }
}
