use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An exact decimal number with at most nine digits before the point and six behind it, kept in
/// millionths. A number of fifteen digits is also exact on the phone, which has only doubles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Number(i64);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no number with at most nine digits before the point and six behind it")]
pub struct NumberError(pub String);

const MILLION: i64 = 1_000_000;
const WHOLE_DIGITS_MAX: usize = 9;
const FRACTION_DIGITS_MAX: usize = 6;

impl Number {
    /// Whole numbers, which may have ten digits: what ODK calls an integer fits.
    pub const fn whole(value: i32) -> Self {
        Self(value as i64 * MILLION)
    }

    pub const fn is_whole(self) -> bool {
        self.0 % MILLION == 0
    }

    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// What stands before the point.
    pub const fn integer(self) -> i64 {
        self.0 / MILLION
    }
}

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let wrong = || NumberError(text.chars().take(40).collect());
        let trimmed = text.trim();
        let (negative, digits) = match trimmed.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, trimmed),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(wrong()),
            Some(parts) => parts,
            None => (digits, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return Err(wrong());
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        // A tenth digit before the point is let through for whole numbers of 32 bits.
        let too_long = whole.len() > WHOLE_DIGITS_MAX
            && !(fraction.is_empty() && whole.len() == WHOLE_DIGITS_MAX + 1);
        if too_long || fraction.len() > FRACTION_DIGITS_MAX {
            return Err(wrong());
        }
        let whole: i64 = if whole.is_empty() {
            0
        } else {
            whole.parse().map_err(|_| wrong())?
        };
        if whole > crate::bounds::INTEGER_MAX {
            return Err(wrong());
        }
        let fraction: i64 = format!("{fraction:0<FRACTION_DIGITS_MAX$}")
            .parse()
            .map_err(|_| wrong())?;
        let value = whole * MILLION + fraction;
        Ok(Self(if negative { -value } else { value }))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            out.write_str("-")?;
        }
        let value = self.0.unsigned_abs();
        let million = MILLION.unsigned_abs();
        write!(out, "{}", value / million)?;
        if !self.is_whole() {
            let fraction = format!("{:06}", value % million);
            write!(out, ".{}", fraction.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

impl TryFrom<String> for Number {
    type Error = NumberError;
    fn try_from(text: String) -> Result<Self, NumberError> {
        text.parse()
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_and_bounded() {
        for (text, shown) in [
            ("0", "0"),
            ("-3.50", "-3.5"),
            ("007", "7"),
            ("0.000001", "0.000001"),
            ("2147483647", "2147483647"),
            ("-0.5", "-0.5"),
        ] {
            assert_eq!(text.parse::<Number>().unwrap().to_string(), shown);
        }
        for text in [
            "",
            "-",
            ".",
            ".5",
            "5.",
            "1e9",
            "1,5",
            "１",
            "2147483648",
            "1234567890.5",
            "0.0000001",
            "--1",
            "NaN",
            "+1",
        ] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
        assert!("2.10".parse::<Number>().unwrap() > "2.09".parse().unwrap());
    }
}
