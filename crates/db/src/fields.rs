//! Sealing of sensitive fields: names, phones and addresses of residents are unreadable in the
//! database, in its backups and in its dumps. The key lies outside, in a file or the environment.

use std::sync::Arc;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use huiyin_kernel::Entropy;

use crate::{Result, StoreError};

/// Stands before each value, so that a later suite can live beside this one.
const SUITE_XCHACHA20_POLY1305: u8 = 1;
const NONCE_BYTES: usize = 24;

/// The district's master key and the keys that follow from it.
#[derive(Clone)]
pub struct Keys {
    seal: Arc<XChaCha20Poly1305>,
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
        let seal = derive("huiyin 2026-11 field encryption");
        Self {
            seal: Arc::new(XChaCha20Poly1305::new(&seal.into())),
            digest: derive("huiyin 2026-11 field look-up digest"),
            sign: derive("huiyin 2026-11 journal signature"),
        }
    }

    /// Seals `plain` for one place: the same bytes moved to another row or column do not open.
    pub fn seal(&self, place: &str, plain: &str, entropy: &dyn Entropy) -> Result<Vec<u8>> {
        let mut nonce = [0u8; NONCE_BYTES];
        entropy.fill(&mut nonce);
        let payload = Payload {
            msg: plain.as_bytes(),
            aad: place.as_bytes(),
        };
        let sealed = self
            .seal
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| StoreError::Sealed("sealing failed"))?;
        let mut out = Vec::with_capacity(1 + NONCE_BYTES + sealed.len());
        out.push(SUITE_XCHACHA20_POLY1305);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<String> {
        let (suite, rest) = sealed
            .split_first()
            .ok_or(StoreError::Sealed("empty value"))?;
        if *suite != SUITE_XCHACHA20_POLY1305 {
            return Err(StoreError::Sealed("unknown cipher suite"));
        }
        if rest.len() < NONCE_BYTES {
            return Err(StoreError::Sealed("value too short"));
        }
        let (nonce, body) = rest.split_at(NONCE_BYTES);
        let nonce: [u8; NONCE_BYTES] = nonce
            .try_into()
            .map_err(|_| StoreError::Sealed("value too short"))?;
        let payload = Payload {
            msg: body,
            aad: place.as_bytes(),
        };
        let plain = self
            .seal
            .decrypt(&XNonce::from(nonce), payload)
            .map_err(|_| StoreError::Sealed("wrong key or altered value"))?;
        String::from_utf8(plain).map_err(|_| StoreError::Sealed("not text"))
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
