use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Entropy, Instant};

/// The name of a thing: a UUIDv7 made by whoever creates it, so that a write can be repeated
/// safely and ids sort by the time of making. Stored as text in both databases.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(Uuid);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier: expected a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057")]
pub struct IdError;

impl Id {
    pub fn new(now: Instant, entropy: &dyn Entropy) -> Self {
        let mut random = [0u8; 10];
        entropy.fill(&mut random);
        let millis = u64::try_from(now.as_micros().max(0) / 1000).unwrap_or(0);
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    /// An id that follows from a namespace and a name: the same import row always meets itself.
    pub fn derived(namespace: &str, name: &str) -> Self {
        // FNV-1a twice with different seeds: not a secret, only a stable spread over 128 bits.
        let spread = |seed: u64| {
            namespace
                .bytes()
                .chain([0])
                .chain(name.bytes())
                .fold(seed, |hash, byte| {
                    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
                })
        };
        let high = spread(0xcbf2_9ce4_8422_2325);
        let low = spread(0x8422_2325_cbf2_9ce4);
        let bytes = ((u128::from(high) << 64) | u128::from(low)).to_be_bytes();
        Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    pub const fn to_bytes(self) -> [u8; 16] {
        self.0.into_bytes()
    }
}

impl FromStr for Id {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Uuid::try_parse(text).map(Self).map_err(|_| IdError)
    }
}

impl TryFrom<String> for Id {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.to_string()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(out)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_ids_are_stable_and_differ_by_namespace_and_name() {
        assert_eq!(Id::derived("a", "1"), Id::derived("a", "1"));
        assert_ne!(Id::derived("a", "1"), Id::derived("b", "1"));
        assert_ne!(Id::derived("a", "11"), Id::derived("a1", "1"));
    }

    #[test]
    fn text_that_is_no_uuid_is_refused() {
        assert_eq!("'; drop table".parse::<Id>(), Err(IdError));
    }
}
