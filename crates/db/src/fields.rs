//! Sealing of sensitive fields: names, phones and addresses of residents are unreadable in the
//! database, in its backups and in its dumps. The key lies outside, in a file or the environment.

use huiyin_kernel::Entropy;

use crate::{Result, StoreError, suite};

/// Stands before each value sealed under the district's own key.
const DISTRICT_SEAL: u8 = 1;
/// Stands before each key that is wrapped under the master key; suite and generation follow.
const KEY_WRAP: u8 = 4;
/// The only master key so far.
pub(crate) const FIRST_GENERATION: u16 = 1;

/// The district's master key and the keys that follow from it.
#[derive(Clone)]
pub struct Keys {
    seal: [u8; 32],
    wrap: [u8; 32],
    digest: [u8; 32],
    sign: [u8; 32],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Keys(…)")
    }
}

impl Keys {
    pub fn from_master(master: &[u8; 32]) -> Self {
        let derive = |context: &str| blake3::derive_key(context, master);
        Self {
            seal: derive("huiyin 2026-11 field encryption"),
            wrap: derive("huiyin 2026-11 key wrapping"),
            digest: derive("huiyin 2026-11 field look-up digest"),
            sign: derive("huiyin 2026-11 journal signature"),
        }
    }

    /// Seals `plain` for one place: the same bytes moved to another row or column do not open.
    pub fn seal(&self, place: &str, plain: &str, entropy: &dyn Entropy) -> Result<Vec<u8>> {
        let sealed = suite::seal(&self.seal, place, plain.as_bytes(), entropy)?;
        Ok([&[DISTRICT_SEAL][..], &sealed].concat())
    }

    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<String> {
        let (format, body) = sealed
            .split_first()
            .ok_or(StoreError::Sealed("empty value"))?;
        if *format != DISTRICT_SEAL {
            return Err(StoreError::Sealed("unknown cipher suite"));
        }
        let plain = suite::open(&self.seal, place, body)?;
        String::from_utf8(plain).map_err(|_| StoreError::Sealed("not text"))
    }

    /// Wraps a key, so that it may stand in the store.
    pub(crate) fn wrap_key(
        &self,
        place: &str,
        key: &[u8; 32],
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>> {
        let [high, low] = FIRST_GENERATION.to_be_bytes();
        let head = [KEY_WRAP, suite::XCHACHA20_POLY1305, high, low];
        let sealed = suite::seal(&self.wrap, place, key, entropy)?;
        Ok([&head[..], &sealed].concat())
    }

    pub(crate) fn unwrap_key(&self, place: &str, wrapped: &[u8]) -> Result<[u8; 32]> {
        let [KEY_WRAP, suite::XCHACHA20_POLY1305, high, low, body @ ..] = wrapped else {
            return Err(StoreError::Sealed("no wrapped key"));
        };
        if u16::from_be_bytes([*high, *low]) != FIRST_GENERATION {
            return Err(StoreError::Sealed("unknown generation of the key"));
        }
        suite::open(&self.wrap, place, body)?
            .try_into()
            .map_err(|_| StoreError::Sealed("a key of the wrong length"))
    }

    /// A keyed digest for exact look-up of a sealed value, useless without the key.
    pub fn digest(&self, purpose: &str, plain: &str) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.digest);
        hasher.update(&(purpose.len() as u64).to_be_bytes());
        hasher.update(purpose.as_bytes()).update(plain.as_bytes());
        hasher.finalize().to_hex()[..32].to_owned()
    }

    pub fn sign(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        *self.signature(purpose, message).as_bytes()
    }

    /// Compares in constant time.
    pub fn signed(&self, purpose: &str, message: &[u8], signature: &[u8]) -> bool {
        <[u8; 32]>::try_from(signature)
            .is_ok_and(|given| self.signature(purpose, message) == blake3::Hash::from(given))
    }

    fn signature(&self, purpose: &str, message: &[u8]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.sign);
        hasher.update(&(purpose.len() as u64).to_be_bytes());
        hasher.update(purpose.as_bytes()).update(message).finalize()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::CountingEntropy;

    #[test]
    fn a_sealed_value_opens_only_in_its_place_and_with_its_key() {
        let entropy = CountingEntropy::default();
        let keys = Keys::from_master(&[7; 32]);
        let sealed = keys
            .seal("matter.phone:1", "13900000000", &entropy)
            .unwrap();
        assert_eq!(keys.open("matter.phone:1", &sealed).unwrap(), "13900000000");
        assert!(keys.open("matter.phone:2", &sealed).is_err());
        assert!(
            Keys::from_master(&[8; 32])
                .open("matter.phone:1", &sealed)
                .is_err()
        );
        assert!(!sealed.windows(5).any(|window| window == b"13900"));
        let mut altered = sealed.clone();
        altered[30] ^= 1;
        assert!(keys.open("matter.phone:1", &altered).is_err());
        assert!(keys.open("matter.phone:1", &[]).is_err());
        assert!(keys.open("matter.phone:1", &[9, 1]).is_err());
    }

    #[test]
    fn the_same_phone_has_the_same_digest_and_no_other() {
        let keys = Keys::from_master(&[7; 32]);
        assert_eq!(keys.digest("phone", "1"), keys.digest("phone", "1"));
        assert_ne!(keys.digest("phone", "1"), keys.digest("name", "1"));
        assert!(keys.signed("seal", b"x", &keys.sign("seal", b"x")));
        assert!(!keys.signed("seal", b"y", &keys.sign("seal", b"x")));
    }
}
