//! The algorithms of the house, in suites. A district chooses one; each stored value carries the
//! number of its own, so that what was written under one stays readable after a change.
//!
//! A suite is three small traits: a cipher for sealed values, a hash for the journal and for
//! look-up digests, and a signature for seals. Every key is 32 random bytes; what an algorithm
//! needs of another length it derives from them with the suite's own hash.

#[cfg(test)]
mod known_answers;
mod modern;
mod shangmi;

use std::str::FromStr;

use huiyin_kernel::Entropy;

use crate::{Result, StoreError};

/// A secret from which an algorithm takes its key.
pub type Secret = [u8; 32];

/// Which algorithms are used for what is written from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Suite {
    /// XChaCha20-Poly1305, BLAKE3, Ed25519.
    #[default]
    Default,
    /// The Chinese national algorithms: SM4 in counter mode with HMAC-SM3, SM3, SM2.
    Sm,
}

/// Encrypts and authenticates one value for one place.
pub(crate) trait Cipher: Sync {
    fn seal(
        &self,
        key: &Secret,
        place: &str,
        plain: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>>;
    fn open(&self, key: &Secret, place: &str, sealed: &[u8]) -> Result<Vec<u8>>;
}

/// A hash of 32 bytes, plain and keyed. Parts are put together as they are: a caller that needs
/// to tell where one ends writes its length before it.
pub(crate) trait Hash: Sync {
    fn hash(&self, parts: &[&[u8]]) -> [u8; 32];
    fn keyed(&self, key: &Secret, parts: &[&[u8]]) -> [u8; 32];
    /// A hash that no other purpose's can look like.
    fn tagged(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32];
    /// A key for one purpose, from a secret.
    fn derive(&self, purpose: &str, secret: &[u8]) -> Secret;
}

/// A signature that whoever has the public key can check and nobody without the secret can make.
pub(crate) trait Signature: Sync {
    fn public(&self, secret: &Secret) -> Result<Vec<u8>>;
    fn sign(&self, secret: &Secret, message: &[u8]) -> Result<Vec<u8>>;
    fn is_signed(&self, public: &[u8], message: &[u8], signature: &[u8]) -> bool;
}

impl Suite {
    pub const ALL: [Self; 2] = [Self::Default, Self::Sm];

    /// As it stands before a value and in a column.
    pub const fn number(self) -> u8 {
        match self {
            Self::Default => 1,
            Self::Sm => 2,
        }
    }

    /// # Errors
    /// [`StoreError::Sealed`] for a number that this program does not know.
    pub fn of_number(number: u8) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|it| it.number() == number);
        found.ok_or(StoreError::Sealed("unknown cipher suite"))
    }

    /// As it stands in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Sm => "sm",
        }
    }

    pub(crate) fn cipher(self) -> &'static dyn Cipher {
        match self {
            Self::Default => &modern::XChaCha20Poly1305,
            Self::Sm => &shangmi::Sm4CtrHmacSm3,
        }
    }

    pub(crate) fn hash(self) -> &'static dyn Hash {
        match self {
            Self::Default => &modern::Blake3,
            Self::Sm => &shangmi::Sm3,
        }
    }

    pub(crate) fn signature(self) -> &'static dyn Signature {
        match self {
            Self::Default => &modern::Ed25519,
            Self::Sm => &shangmi::Sm2,
        }
    }
}

impl FromStr for Suite {
    type Err = StoreError;
    fn from_str(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|it| it.name() == name);
        found.ok_or(StoreError::Sealed("unknown cipher suite"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::CountingEntropy;

    #[test]
    fn numbers_and_names_find_their_suite() {
        for suite in Suite::ALL {
            assert_eq!(Suite::of_number(suite.number()).unwrap(), suite);
            assert_eq!(suite.name().parse::<Suite>().unwrap(), suite);
        }
        assert!(Suite::of_number(0).is_err() && "SM".parse::<Suite>().is_err());
    }

    #[test]
    fn a_sealed_value_opens_only_with_its_key_at_its_place_and_whole() {
        let entropy = CountingEntropy::default();
        for suite in Suite::ALL {
            let cipher = suite.cipher();
            for plain in [&b""[..], b"x", b"138 1234 5678", &[7; 1000]] {
                let sealed = cipher.seal(&[1; 32], "a", plain, &entropy).unwrap();
                assert_eq!(cipher.open(&[1; 32], "a", &sealed).unwrap(), plain);
                assert!(cipher.open(&[2; 32], "a", &sealed).is_err());
                assert!(cipher.open(&[1; 32], "b", &sealed).is_err());
                for at in 0..sealed.len() {
                    let mut altered = sealed.clone();
                    altered[at] ^= 1;
                    assert!(
                        cipher.open(&[1; 32], "a", &altered).is_err(),
                        "{suite:?} {at}"
                    );
                }
                for length in 0..sealed.len() {
                    assert!(cipher.open(&[1; 32], "a", &sealed[..length]).is_err());
                }
                let again = cipher.seal(&[1; 32], "a", plain, &entropy).unwrap();
                assert_ne!(again, sealed, "the same text must not look the same twice");
            }
        }
    }

    #[test]
    fn no_byte_moves_unseen_between_place_and_value() {
        let entropy = CountingEntropy::default();
        for suite in Suite::ALL {
            let sealed = suite.cipher().seal(&[1; 32], "ab", b"c", &entropy).unwrap();
            assert!(suite.cipher().open(&[1; 32], "a", &sealed).is_err());
            assert!(suite.cipher().open(&[1; 32], "abc", &sealed).is_err());
        }
    }

    #[test]
    fn a_signature_fits_one_key_and_one_message() {
        for suite in Suite::ALL {
            let it = suite.signature();
            let public = it.public(&[5; 32]).unwrap();
            let signature = it.sign(&[5; 32], b"seal").unwrap();
            assert!(it.is_signed(&public, b"seal", &signature));
            assert!(!it.is_signed(&public, b"sea1", &signature));
            assert!(!it.is_signed(&it.public(&[6; 32]).unwrap(), b"seal", &signature));
            for at in 0..signature.len() {
                let mut altered = signature.clone();
                altered[at] ^= 1;
                assert!(!it.is_signed(&public, b"seal", &altered), "{suite:?} {at}");
            }
            for odd in [&[][..], &[0; 32], &[0; 33], &[0; 64], &[0xff; 65]] {
                assert!(!it.is_signed(odd, b"seal", &signature));
                assert!(!it.is_signed(&public, b"seal", odd));
            }
        }
    }

    #[test]
    fn keys_for_two_purposes_and_hashes_of_two_keys_differ() {
        for suite in Suite::ALL {
            let it = suite.hash();
            assert_eq!(it.hash(&[b"ab", b"c"]), it.hash(&[b"abc"]));
            assert_eq!(it.tagged("a", &[b"ab", b"c"]), it.tagged("a", &[b"abc"]));
            assert_ne!(it.tagged("a", &[b"b"]), it.tagged("ab", &[b""]));
            assert_ne!(it.derive("one", &[1; 32]), it.derive("two", &[1; 32]));
            assert_ne!(it.derive("one", &[1; 32]), it.derive("one", &[2; 32]));
            assert_ne!(it.keyed(&[1; 32], &[b"a"]), it.keyed(&[2; 32], &[b"a"]));
            assert_ne!(it.keyed(&[1; 32], &[b"a"]), it.hash(&[b"a"]));
        }
    }
}
