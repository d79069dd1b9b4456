use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Entropy;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DIGITS: usize = 10;
const CHECK: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

/// The only key a resident needs: ten Crockford base-32 characters (50 random bits) and a check
/// character modulo 37, so that a slip read over the phone with one letter wrong is noticed.
/// Shown in groups as `7K3M-Q9TX-2P-4`, read with or without hyphens, in either case, with
/// `O` taken for `0` and `I`, `L` for `1`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EchoCode(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EchoCodeError {
    #[error("an echo code has 11 characters")]
    Length,
    #[error("an echo code has only digits and letters, without U in the first ten places")]
    Character,
    #[error("the check character does not fit: one character was misread")]
    Check,
}

impl EchoCode {
    pub fn new(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0u8; DIGITS];
        entropy.fill(&mut bytes);
        let values = bytes.map(|byte| byte & 31);
        let mut code: String = values
            .iter()
            .map(|value| char::from(ALPHABET[usize::from(*value)]))
            .collect();
        code.push(check_character(&values));
        Self(code)
    }

    /// Eleven characters without hyphens, as stored and as in addresses. The check characters
    /// `*~$=` would need escaping in an address, so they are written as the letters of
    /// [`ADDRESS_SAFE`].
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `*~$=U` as they are stored: lower-case letters that the base alphabet never yields.
const ADDRESS_SAFE: [char; 5] = ['w', 'x', 'y', 'z', 'u'];

fn check_character(values: &[u8; DIGITS]) -> char {
    let number = values
        .iter()
        .fold(0u64, |sum, value| sum * 32 + u64::from(*value));
    let index = usize::try_from(number % 37).unwrap_or(0);
    if index < 32 {
        char::from(CHECK[index])
    } else {
        ADDRESS_SAFE[index - 32]
    }
}

fn value_of(character: char) -> Option<u8> {
    let folded = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET
        .iter()
        .position(|known| char::from(*known) == folded)
        .and_then(|at| at.try_into().ok())
}

impl FromStr for EchoCode {
    type Err = EchoCodeError;
    fn from_str(text: &str) -> Result<Self, EchoCodeError> {
        let kept: Vec<char> = text
            .chars()
            .filter(|character| !character.is_whitespace() && *character != '-')
            .take(DIGITS + 2)
            .collect();
        if kept.len() != DIGITS + 1 {
            return Err(EchoCodeError::Length);
        }
        let mut values = [0u8; DIGITS];
        let mut code = String::with_capacity(DIGITS + 1);
        for (slot, character) in values.iter_mut().zip(&kept) {
            *slot = value_of(*character).ok_or(EchoCodeError::Character)?;
            code.push(char::from(ALPHABET[usize::from(*slot)]));
        }
        let expected = check_character(&values);
        let given = kept[DIGITS];
        let fits = if expected.is_ascii_lowercase() {
            given.to_ascii_lowercase() == expected
        } else {
            value_of(given).map(|value| char::from(ALPHABET[usize::from(value)])) == Some(expected)
        };
        // A check character such as `w` stands for 32, while `W` also belongs to the alphabet:
        // only the expected reading is accepted, so the two cannot be confused.
        if !fits {
            return Err(EchoCodeError::Check);
        }
        code.push(expected);
        Ok(Self(code))
    }
}

impl TryFrom<String> for EchoCode {
    type Error = EchoCodeError;
    fn try_from(text: String) -> Result<Self, EchoCodeError> {
        text.parse()
    }
}

impl From<EchoCode> for String {
    fn from(code: EchoCode) -> Self {
        code.0
    }
}

impl fmt::Display for EchoCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }
}

/// A code opens a matter, so logs and panics must not carry it whole.
impl fmt::Debug for EchoCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "EchoCode({}…)", &self.0[..2])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU8, Ordering};

    struct Counter(AtomicU8);
    impl Entropy for Counter {
        fn fill(&self, bytes: &mut [u8]) {
            for byte in bytes {
                *byte = self.0.fetch_add(37, Ordering::SeqCst);
            }
        }
    }

    #[test]
    fn a_code_survives_hyphens_case_and_look_alikes() {
        let entropy = Counter(AtomicU8::new(1));
        for _ in 0..200 {
            let code = EchoCode::new(&entropy);
            assert_eq!(
                code.to_string().to_lowercase().parse::<EchoCode>().as_ref(),
                Ok(&code)
            );
            let spoken = code.as_str()[..10].replace('0', "o").replace('1', "L");
            let spoken = format!(" {spoken}{}", &code.as_str()[10..]);
            assert_eq!(spoken.parse::<EchoCode>(), Ok(code));
        }
    }

    #[test]
    fn any_single_wrong_character_is_noticed() {
        let code = EchoCode::new(&Counter(AtomicU8::new(9)));
        for at in 0..10 {
            for other in ALPHABET {
                let mut wrong: Vec<u8> = code.as_str().bytes().collect();
                if wrong[at] == *other {
                    continue;
                }
                wrong[at] = *other;
                let text = String::from_utf8(wrong).unwrap();
                assert_eq!(
                    text.parse::<EchoCode>(),
                    Err(EchoCodeError::Check),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn hostile_text_is_refused_by_kind() {
        assert_eq!("".parse::<EchoCode>(), Err(EchoCodeError::Length));
        assert_eq!(
            "回音回音回音回音回音1".parse::<EchoCode>(),
            Err(EchoCodeError::Character)
        );
        assert_eq!(
            "A".repeat(10_000).parse::<EchoCode>(),
            Err(EchoCodeError::Length)
        );
    }
}
