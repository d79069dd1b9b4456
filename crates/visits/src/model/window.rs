use std::fmt;
use std::str::FromStr;

use huiyin_kernel::{Date, Instant};
use serde::{Deserialize, Serialize};

const DAY_MINUTES: u16 = 24 * 60;

/// A time of the day in minutes, up to 24:00; written `09:30`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Minute(u16);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no time of the day; write it as 09:30")]
pub struct MinuteError(String);

impl Minute {
    pub const fn at(hour: u16, minute: u16) -> Self {
        Self(hour * 60 + minute)
    }
    pub const fn of_day(self) -> u16 {
        self.0
    }
    /// Where the instant lies in its own day, minutes cut off.
    pub fn of(at: Instant) -> Self {
        let seconds = at.seconds_since(at.date().start());
        Self(u16::try_from(seconds / 60).unwrap_or(0))
    }
    pub fn on(self, day: Date) -> Instant {
        day.start().plus_seconds(i64::from(self.0) * 60)
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl fmt::Debug for Minute {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl FromStr for Minute {
    type Err = MinuteError;
    fn from_str(text: &str) -> Result<Self, MinuteError> {
        let wrong = || MinuteError(text.chars().take(20).collect());
        let (hour, minute) = text.trim().split_once([':', '：']).ok_or_else(wrong)?;
        let short = |part: &str| (1..=2).contains(&part.len());
        if !short(hour) || minute.len() != 2 {
            return Err(wrong());
        }
        let hour: u16 = hour.parse().map_err(|_| wrong())?;
        let minute: u16 = minute.parse().map_err(|_| wrong())?;
        let all = hour.saturating_mul(60).saturating_add(minute);
        if minute > 59 || all > DAY_MINUTES {
            return Err(wrong());
        }
        Ok(Self(all))
    }
}

impl TryFrom<String> for Minute {
    type Error = MinuteError;
    fn try_from(text: String) -> Result<Self, MinuteError> {
        text.parse()
    }
}

impl From<Minute> for String {
    fn from(minute: Minute) -> Self {
        minute.to_string()
    }
}

/// Part of a day, the end not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub from: Minute,
    pub to: Minute,
}

impl Span {
    pub const fn new(from: Minute, to: Minute) -> Self {
        Self { from, to }
    }
    pub fn is_empty(self) -> bool {
        self.from >= self.to
    }
    pub fn minutes(self) -> u16 {
        self.to.0.saturating_sub(self.from.0)
    }
    pub fn holds(self, inner: Self) -> bool {
        self.from <= inner.from && inner.to <= self.to
    }
    /// What two spans have in common; nothing where they do not meet.
    pub fn common(self, other: Self) -> Option<Self> {
        let common = Self::new(self.from.max(other.from), self.to.min(other.to));
        (!common.is_empty()).then_some(common)
    }
    /// Reads `09:00-11:30`, with any of the dashes that people type.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once(['-', '–', '—', '~', '～', '－', '至'])?;
        let span = Self::new(from.parse().ok()?, to.parse().ok()?);
        (!span.is_empty()).then_some(span)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}–{}", self.from, self.to)
    }
}

/// A span on a certain day: what a resident picks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Window {
    pub on: Date,
    pub span: Span,
}

impl Window {
    pub fn starts_at(self) -> Instant {
        self.span.from.on(self.on)
    }
    pub fn ends_at(self) -> Instant {
        self.span.to.on(self.on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them_and_nonsense_is_not() {
        for (text, minutes) in [("09:30", 570), ("9:05", 545), ("24:00", 1440), ("0：00", 0)] {
            assert_eq!(text.parse::<Minute>().unwrap().of_day(), minutes, "{text}");
        }
        for text in [
            "", "9", "09:60", "24:01", "9:5", "-1:00", "099:00", "aa:bb", "65535:59",
        ] {
            assert!(text.parse::<Minute>().is_err(), "{text}");
        }
        let span = Span::parse("9:00～11:30").unwrap();
        assert_eq!(span.to_string(), "09:00–11:30");
        assert!(Span::parse("11:30-09:00").is_none(), "backwards");
    }

    #[test]
    fn an_instant_knows_its_minute_in_the_district() {
        let at = Instant::parse_local("2026-05-09 20:31").unwrap();
        assert_eq!(Minute::of(at), Minute::at(20, 31));
        assert_eq!(Minute::at(20, 31).on(at.date()), at);
    }

    #[test]
    fn spans_meet_or_do_not() {
        let morning = Span::parse("09:00-12:00").unwrap();
        let noon = Span::parse("11:30-14:00").unwrap();
        assert_eq!(morning.common(noon), Span::parse("11:30-12:00"));
        assert_eq!(morning.common(Span::parse("12:00-13:00").unwrap()), None);
        assert!(!morning.holds(noon));
    }
}
