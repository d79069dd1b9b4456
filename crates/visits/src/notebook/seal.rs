//! What a phone sealed to the district, opened.
//!
//! The phone locks each thing with a key of its own (AES-256-GCM) and seals that key to the
//! district: an ephemeral P-256 key agrees with the district's on a secret, from which HKDF-SHA256
//! makes the key that wraps it. These three are what every browser can do by itself; the suites of
//! the store are not. `ui/src/notebook/envelope.ts` is the other side.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use huiyin_db::fields::Keys;
use p256::elliptic_curve::sec1::ToEncodedPoint as _;
use p256::{PublicKey, SecretKey};
use serde::Deserialize;
use sha2::Sha256;

/// The words to which a sealed key is bound; the phone says the same.
const PURPOSE: &[u8] = b"huiyin notebook item 1";
const KEY_ID: &str = "1";
const NONCE_BYTES: usize = 12;
/// Of one field in base64: a photo of 1 MB and its frame.
pub const FIELD_BYTES_MAX: usize = 1_600_000;

/// The pair to which phones seal. It follows from a secret of the district that no change of the
/// master key changes, so a phone that comes back after months is still understood.
#[derive(Clone)]
pub struct DistrictKey(SecretKey);

impl std::fmt::Debug for DistrictKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("DistrictKey(…)")
    }
}

/// An envelope as it arrives, every part in base64.
#[derive(Debug, Clone, Deserialize, serde::Serialize)]
pub struct Envelope {
    pub key_id: String,
    pub ephemeral: String,
    pub key_iv: String,
    pub key: String,
    pub iv: String,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("the envelope is not written as one")]
    Malformed,
    #[error("the envelope was sealed to another key")]
    OtherKey,
    #[error("the envelope does not open")]
    Closed,
}

impl DistrictKey {
    /// Nothing with a chance of one in 2^128.
    pub fn of(keys: &Keys) -> Option<Self> {
        (0u8..4).find_map(|round| {
            let bytes = keys.sign("notebook district key 1", &[round]);
            Self::from_scalar(&bytes)
        })
    }

    pub fn from_scalar(bytes: &[u8; 32]) -> Option<Self> {
        SecretKey::from_slice(bytes).ok().map(Self)
    }

    pub const fn id() -> &'static str {
        KEY_ID
    }

    /// The point, uncompressed, in base64.
    pub fn public(&self) -> String {
        STANDARD.encode(self.0.public_key().to_encoded_point(false).as_bytes())
    }

    /// `bound` is the id of the item in which the envelope stood.
    pub fn open(&self, envelope: &Envelope, bound: &str) -> Result<Vec<u8>, SealError> {
        if envelope.key_id != KEY_ID {
            return Err(SealError::OtherKey);
        }
        let ephemeral = bytes(&envelope.ephemeral)?;
        let theirs = PublicKey::from_sec1_bytes(&ephemeral).map_err(|_| SealError::Malformed)?;
        let shared = p256::ecdh::diffie_hellman(self.0.to_nonzero_scalar(), theirs.as_affine());
        let mut wrapping = [0u8; 32];
        Hkdf::<Sha256>::new(Some(&ephemeral), shared.raw_secret_bytes())
            .expand(PURPOSE, &mut wrapping)
            .map_err(|_| SealError::Closed)?;
        let inner = unlock(&wrapping, &envelope.key_iv, &envelope.key, bound)?;
        unlock(&inner, &envelope.iv, &envelope.text, bound)
    }
}

fn bytes(text: &str) -> Result<Vec<u8>, SealError> {
    if text.len() > FIELD_BYTES_MAX {
        return Err(SealError::Malformed);
    }
    STANDARD.decode(text).map_err(|_| SealError::Malformed)
}

fn unlock(key: &[u8], iv: &str, text: &str, bound: &str) -> Result<Vec<u8>, SealError> {
    let (iv, text) = (bytes(iv)?, bytes(text)?);
    let iv: [u8; NONCE_BYTES] = iv.try_into().map_err(|_| SealError::Malformed)?;
    let cipher = Aes256Gcm::new_from_slice(key).map_err(|_| SealError::Closed)?;
    let payload = Payload {
        msg: &text,
        aad: bound.as_bytes(),
    };
    cipher
        .decrypt(&Nonce::from(iv), payload)
        .map_err(|_| SealError::Closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Vector {
        scalar: String,
        public: String,
        bound: String,
        plain: String,
        envelope: Envelope,
    }

    fn vector() -> (DistrictKey, Vector) {
        let vector: Vector =
            serde_json::from_str(include_str!("../../tests/vectors/envelope.json")).unwrap();
        let scalar: [u8; 32] = STANDARD.decode(&vector.scalar).unwrap().try_into().unwrap();
        (DistrictKey::from_scalar(&scalar).unwrap(), vector)
    }

    #[test]
    fn what_a_browser_sealed_opens() {
        let (key, vector) = vector();
        assert_eq!(key.public(), vector.public);
        let plain = key.open(&vector.envelope, &vector.bound).unwrap();
        assert_eq!(String::from_utf8(plain).unwrap(), vector.plain);
    }

    #[test]
    fn what_was_changed_or_moved_does_not() {
        let (key, vector) = vector();
        assert_eq!(
            key.open(&vector.envelope, "another item"),
            Err(SealError::Closed)
        );
        let flipped = |text: &str| {
            let mut bytes = STANDARD.decode(text).unwrap();
            if let Some(last) = bytes.last_mut() {
                *last ^= 1;
            }
            STANDARD.encode(bytes)
        };
        let changes: [fn(&mut Envelope, String); 4] = [
            |envelope, text| envelope.text = text,
            |envelope, text| envelope.key = text,
            |envelope, text| envelope.iv = text,
            |envelope, text| envelope.key_iv = text,
        ];
        let good = &vector.envelope;
        for (change, part) in changes
            .iter()
            .zip([&good.text, &good.key, &good.iv, &good.key_iv])
        {
            let mut envelope = good.clone();
            change(&mut envelope, flipped(part));
            assert_eq!(key.open(&envelope, &vector.bound), Err(SealError::Closed));
        }
        let mut envelope = good.clone();
        "2".clone_into(&mut envelope.key_id);
        assert_eq!(key.open(&envelope, &vector.bound), Err(SealError::OtherKey));
        for nonsense in ["", "!", "AAAA"] {
            let mut envelope = good.clone();
            nonsense.clone_into(&mut envelope.ephemeral);
            assert_eq!(
                key.open(&envelope, &vector.bound),
                Err(SealError::Malformed)
            );
        }
    }

    #[test]
    fn another_district_cannot_open_it_and_the_same_one_always_can() {
        let (_, vector) = vector();
        let ours = DistrictKey::of(&Keys::from_master(&[7; 32])).unwrap();
        assert_eq!(
            ours.open(&vector.envelope, &vector.bound),
            Err(SealError::Closed)
        );
        let again = DistrictKey::of(&Keys::from_master(&[7; 32])).unwrap();
        assert_eq!(ours.public(), again.public());
        let other = DistrictKey::of(&Keys::from_master(&[8; 32])).unwrap();
        assert_ne!(ours.public(), other.public());
    }
}
