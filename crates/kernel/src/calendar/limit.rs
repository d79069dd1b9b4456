use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How long something may take, as set for a category or by law. Written `30min`, `24h`, `7wd`
/// (working days) or `60cd` (calendar days); half hours may be written `0.5h`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Limit {
    Minutes(u32),
    WorkingDays(u16),
    CalendarDays(u16),
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a limit; write minutes as 30min, hours as 24h or 0.5h, working days as 7wd, \
     calendar days as 60cd"
)]
pub struct LimitError(String);

impl Limit {
    pub const fn hours(hours: u32) -> Self {
        Self::Minutes(hours.saturating_mul(60))
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minutes(minutes) if minutes % 60 == 0 && *minutes > 0 => {
                write!(out, "{}h", minutes / 60)
            }
            Self::Minutes(minutes) => write!(out, "{minutes}min"),
            Self::WorkingDays(days) => write!(out, "{days}wd"),
            Self::CalendarDays(days) => write!(out, "{days}cd"),
        }
    }
}

impl FromStr for Limit {
    type Err = LimitError;
    fn from_str(text: &str) -> Result<Self, LimitError> {
        let trimmed = text.trim();
        let unit_at = trimmed
            .find(|c: char| c.is_ascii_alphabetic())
            .unwrap_or(trimmed.len());
        let (number, unit) = trimmed.split_at(unit_at);
        let number = number.trim();
        let limit = match unit {
            "min" => whole(number).map(Self::Minutes),
            "h" => minutes_of_hours(number).map(Self::Minutes),
            "wd" => whole(number).map(Self::WorkingDays),
            "cd" => whole(number).map(Self::CalendarDays),
            _ => None,
        };
        limit.ok_or_else(|| LimitError(text.chars().take(40).collect()))
    }
}

/// Digits only: `u32::from_str` would also take a plus sign.
fn whole<N: FromStr>(text: &str) -> Option<N> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

/// Hours with at most two decimals that come to whole minutes, without floating point.
fn minutes_of_hours(text: &str) -> Option<u32> {
    let (hours, hundredths) = match text.split_once('.') {
        None => (whole::<u32>(text)?, 0),
        Some((hours, decimals)) if decimals.len() == 1 => {
            (whole(hours)?, whole::<u32>(decimals)? * 10)
        }
        Some((hours, decimals)) if decimals.len() == 2 => (whole(hours)?, whole(decimals)?),
        Some(_) => return None,
    };
    let sixty_hundredths = hundredths * 60;
    if !sixty_hundredths.is_multiple_of(100) {
        return None;
    }
    hours.checked_mul(60)?.checked_add(sixty_hundredths / 100)
}

impl TryFrom<String> for Limit {
    type Error = LimitError;
    fn try_from(text: String) -> Result<Self, LimitError> {
        text.parse()
    }
}

impl From<Limit> for String {
    fn from(limit: Limit) -> Self {
        limit.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_read_back_as_written() {
        for text in ["30min", "24h", "7wd", "60cd", "0min", "0wd", "90min"] {
            assert_eq!(text.parse::<Limit>().unwrap().to_string(), text);
        }
        assert_eq!("0.5h".parse(), Ok(Limit::Minutes(30)));
        assert_eq!("1.25 h".parse(), Ok(Limit::Minutes(75)));
        assert_eq!("120min".parse(), Ok(Limit::hours(2)));
        assert_eq!(Limit::Minutes(120).to_string(), "2h");
    }

    #[test]
    fn what_is_no_limit_is_refused_with_examples() {
        for text in [
            "", "7", "wd", "-1wd", "+1wd", "65536wd", "1.001h", "0.01h", "1.h", "七wd", "7 days",
        ] {
            let error = text.parse::<Limit>().unwrap_err().to_string();
            assert!(error.contains("7wd"), "{text}: {error}");
        }
        let long = "9".repeat(100_000);
        assert!(long.parse::<Limit>().unwrap_err().to_string().len() < 300);
    }
}
