use std::fmt;
use std::iter;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An amount in whole fen, exact (domain rule 1.6). It adds and subtracts with a look at the
/// ends of its range, so that a sum too large is said and never wraps.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(i64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("not an amount; write it in yuan with at most two decimals, for example 1234.50")]
    NotAnAmount,
    #[error("an amount has at most two decimals")]
    BelowAFen,
    #[error("the amount is too large")]
    TooLarge,
}

impl Money {
    pub const ZERO: Self = Self(0);

    pub const fn from_fen(fen: i64) -> Self {
        Self(fen)
    }
    pub const fn from_yuan(yuan: i32) -> Self {
        Self(yuan as i64 * 100)
    }
    pub const fn fen(self) -> i64 {
        self.0
    }
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }
    pub fn negated(self) -> Option<Self> {
        self.0.checked_neg().map(Self)
    }
    pub const fn magnitude(self) -> u64 {
        self.0.unsigned_abs()
    }
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// With a comma after each three digits: `1,234,567.80`.
    pub fn grouped(self) -> String {
        let yuan = (self.magnitude() / 100).to_string();
        let first = yuan.len() % 3;
        let mut text = String::from(if self.is_negative() { "-" } else { "" });
        for (at, digit) in yuan.chars().enumerate() {
            if at > 0 && at % 3 == first {
                text.push(',');
            }
            text.push(digit);
        }
        text.extend(format!(".{:02}", self.magnitude() % 100).chars());
        text
    }

    /// Reads what banks and people write: blanks around, a currency mark, commas between the
    /// thousands, full-width digits, a sign before or after, accountants' parentheses.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let plain: String = text.trim().chars().map(half_width).collect();
        let (plain, in_parentheses) = match plain
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'))
        {
            Some(inner) => (inner.trim().to_owned(), true),
            None => (plain, false),
        };
        let (body, negative) = signed(&plain).ok_or(MoneyError::NotAnAmount)?;
        if negative && in_parentheses {
            return Err(MoneyError::NotAnAmount);
        }
        let magnitude = magnitude(body)?;
        let fen = if negative || in_parentheses {
            0_i64.checked_sub_unsigned(magnitude)
        } else {
            0_i64.checked_add_unsigned(magnitude)
        };
        fen.map(Self).ok_or(MoneyError::TooLarge)
    }
}

fn half_width(letter: char) -> char {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{3000}' | '\u{A0}' => ' ',
        '\u{2212}' => '-',
        '\u{A5}' | '\u{FFE5}' => '¥',
        other => other,
    }
}

/// The amount without its currency mark and sign, wherever these stand.
fn signed(text: &str) -> Option<(&str, bool)> {
    let mut rest = text.trim();
    let mut sign: Option<bool> = None;
    let mut marked = false;
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(['-', '+']) {
            if sign.replace(rest.starts_with('-')).is_some() {
                return None;
            }
            rest = after;
        } else if let Some(after) = ["CNY", "RMB", "¥"]
            .iter()
            .find_map(|mark| rest.strip_prefix(mark))
        {
            if std::mem::replace(&mut marked, true) {
                return None;
            }
            rest = after;
        } else {
            break;
        }
    }
    if let Some(before) = rest.strip_suffix('元') {
        rest = before.trim_end();
    }
    if let Some(before) = rest.strip_suffix('-') {
        if sign.replace(true).is_some() {
            return None;
        }
        rest = before.trim_end();
    }
    Some((rest, sign.unwrap_or(false)))
}

/// Fen out of digits, commas and one point.
fn magnitude(body: &str) -> Result<u64, MoneyError> {
    let (yuan, decimals) = body.split_once('.').unwrap_or((body, ""));
    let grouped = yuan.contains(',');
    let well_grouped = yuan
        .split(',')
        .enumerate()
        .all(|(at, group)| group.len() == 3 || at == 0 && (1..=3).contains(&group.len()));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if yuan.is_empty()
        || body.ends_with('.')
        || grouped && !well_grouped
        || !yuan.split(',').all(digits)
        || !digits(decimals)
    {
        return Err(MoneyError::NotAnAmount);
    }
    // Some banks write 12.5000: zeros beyond the fen change nothing.
    let (fen, beyond) = decimals.split_at(decimals.len().min(2));
    if beyond.bytes().any(|byte| byte != b'0') {
        return Err(MoneyError::BelowAFen);
    }
    let padded = fen.bytes().chain(iter::repeat(b'0')).take(2);
    yuan.bytes()
        .filter(|byte| *byte != b',')
        .chain(padded)
        .try_fold(0_u64, |sum, byte| {
            sum.checked_mul(10)?.checked_add(u64::from(byte - b'0'))
        })
        .ok_or(MoneyError::TooLarge)
}

impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        let (yuan, fen) = (self.magnitude() / 100, self.magnitude() % 100);
        write!(out, "{sign}{yuan}.{fen:02}")
    }
}

impl FromStr for Money {
    type Err = MoneyError;
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fen(text: &str) -> Result<i64, MoneyError> {
        Money::parse(text).map(Money::fen)
    }

    #[test]
    fn amounts_are_read_as_banks_write_them() {
        for (text, expected) in [
            ("0", 0),
            ("12", 1200),
            ("12.5", 1250),
            ("1,234.56", 123_456),
            ("¥ 1,234.56", 123_456),
            ("￥１２．３４", 1234),
            ("-3.00", -300),
            ("3.00-", -300),
            ("(3.00)", -300),
            ("CNY -0.01", -1),
            ("88元", 8800),
            ("12.5000", 1250),
            ("+7", 700),
        ] {
            assert_eq!(fen(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_and_never_guessed() {
        for text in [
            "", " ", "-", "NaN", "inf", "1e5", "0x10", "1.2.3", "1,23.45", ",123", "12,", "--1",
            "+-1", "-1-", "(-1)", ".5", "1.", "¥", "¥¥1", "1 2", "十元", "null",
        ] {
            assert_eq!(fen(text), Err(MoneyError::NotAnAmount), "{text:?}");
        }
        assert_eq!(fen("0.005"), Err(MoneyError::BelowAFen));
        assert_eq!(fen("92233720368547758.08"), Err(MoneyError::TooLarge));
        assert_eq!(fen(&"9".repeat(400)), Err(MoneyError::TooLarge));
        assert_eq!(fen("-92233720368547758.08"), Ok(i64::MIN));
    }

    #[test]
    fn thousands_are_grouped_for_people() {
        assert_eq!(Money::from_fen(123_456_780).grouped(), "1,234,567.80");
        assert_eq!(Money::from_fen(-99_905).grouped(), "-999.05");
        assert_eq!(Money::from_yuan(1000).grouped(), "1,000.00");
        assert_eq!(Money::ZERO.grouped(), "0.00");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(fen in any::<i64>()) {
            let money = Money::from_fen(fen);
            prop_assert_eq!(Money::parse(&money.to_string()), Ok(money));
            prop_assert_eq!(Money::parse(&money.grouped()), Ok(money));
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,24}") {
            let _either = Money::parse(&text);
        }
    }
}
