use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Bytes of a fixed length, written as lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hex<const LENGTH: usize>(pub [u8; LENGTH]);

/// A SHA-256 digest.
pub type Digest = Hex<32>;
/// The number on an owner's receipt: drawn by chance, so that it says nothing of the owner.
pub type Serial = Hex<16>;
/// What hides an area inside its commitment: drawn by chance and known to the receipt alone.
pub type Blinding = Hex<32>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not hexadecimal of the right length")]
pub struct HexError;

impl<const LENGTH: usize> FromStr for Hex<LENGTH> {
    type Err = HexError;

    fn from_str(text: &str) -> Result<Self, HexError> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            b'A'..=b'F' => Ok(byte - b'A' + 10),
            _ => Err(HexError),
        };
        if text.len() != 2 * LENGTH {
            return Err(HexError);
        }
        let mut bytes = [0; LENGTH];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = 16 * digit(pair[0])? + digit(pair[1])?;
        }
        Ok(Self(bytes))
    }
}

impl<const LENGTH: usize> TryFrom<String> for Hex<LENGTH> {
    type Error = HexError;

    fn try_from(text: String) -> Result<Self, HexError> {
        text.parse()
    }
}

impl<const LENGTH: usize> From<Hex<LENGTH>> for String {
    fn from(hex: Hex<LENGTH>) -> Self {
        hex.to_string()
    }
}

impl<const LENGTH: usize> fmt::Display for Hex<LENGTH> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl<const LENGTH: usize> fmt::Debug for Hex<LENGTH> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_is_read_back_and_nonsense_refused() {
        let serial: Serial = "000102030405060708090a0B0c0d0eff".parse().unwrap();
        assert_eq!(serial.0[15], 255);
        assert_eq!(serial.to_string(), "000102030405060708090a0b0c0d0eff");
        for wrong in [
            "",
            "00",
            "0g0102030405060708090a0b0c0d0eff",
            "字字字字字字字字字字字",
        ] {
            assert_eq!(wrong.parse::<Serial>(), Err(HexError), "{wrong}");
        }
    }
}
