use std::fmt;
use std::iter;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The built area of a home, a shop or a parking bay, in whole hundredths of a square metre, as
/// registers and surveys state it. Never negative, never a float: one hundredth may decide a vote.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct FloorArea(i64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FloorAreaError {
    #[error("not an area: write square metres with at most two decimals, such as 89.50")]
    NotAnArea,
    #[error("an area is never negative")]
    Negative,
    #[error("an area this large cannot be held")]
    TooLarge,
}

impl FloorArea {
    pub const ZERO: Self = Self(0);

    pub const fn from_hundredths(hundredths: i64) -> Result<Self, FloorAreaError> {
        if hundredths < 0 {
            return Err(FloorAreaError::Negative);
        }
        Ok(Self(hundredths))
    }

    pub const fn hundredths(self) -> i64 {
        self.0
    }

    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The sum of all, or nothing where it cannot be held.
    pub fn sum(areas: impl IntoIterator<Item = Self>) -> Option<Self> {
        areas.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl FromStr for FloorArea {
    type Err = FloorAreaError;

    fn from_str(text: &str) -> Result<Self, FloorAreaError> {
        if text.starts_with('-') {
            return Err(FloorAreaError::Negative);
        }
        let (whole, cents) = text.split_once('.').unwrap_or((text, "00"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
        if !digits(whole) || !digits(cents) || cents.len() > 2 {
            return Err(FloorAreaError::NotAnArea);
        }
        let padding = iter::repeat_n('0', 2 - cents.len());
        let hundredths: String = whole.chars().chain(cents.chars()).chain(padding).collect();
        hundredths
            .parse()
            .map(Self)
            .map_err(|_| FloorAreaError::TooLarge)
    }
}

impl TryFrom<String> for FloorArea {
    type Error = FloorAreaError;

    fn try_from(text: String) -> Result<Self, FloorAreaError> {
        text.parse()
    }
}

impl From<FloorArea> for String {
    fn from(area: FloorArea) -> Self {
        area.to_string()
    }
}

impl fmt::Display for FloorArea {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_read_to_the_hundredth_and_written_the_same() {
        for (text, hundredths) in [("89.5", 8950), ("89.05", 8905), ("120", 12000), ("0.01", 1)] {
            let area: FloorArea = text.parse().unwrap();
            assert_eq!(area.hundredths(), hundredths, "{text}");
            assert_eq!(area.to_string().parse(), Ok(area));
        }
    }

    #[test]
    fn what_is_no_area_is_refused_by_name() {
        for text in [
            "", ".", "1.", ".5", "1.234", "1,5", "1e3", "+5", " 5", "五", "NaN",
        ] {
            assert_eq!(
                text.parse::<FloorArea>(),
                Err(FloorAreaError::NotAnArea),
                "{text}"
            );
        }
        assert_eq!("-1".parse::<FloorArea>(), Err(FloorAreaError::Negative));
        assert_eq!(
            FloorArea::from_hundredths(-1),
            Err(FloorAreaError::Negative)
        );
        let huge = "92233720368547758.08";
        assert_eq!(huge.parse::<FloorArea>(), Err(FloorAreaError::TooLarge));
        let largest: FloorArea = "92233720368547758.07".parse().unwrap();
        assert_eq!(FloorArea::sum([largest, "0.01".parse().unwrap()]), None);
    }
}
