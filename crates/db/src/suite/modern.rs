//! The suite `default`: what cryptographers recommend today and processors run quickly.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{self as chacha, XNonce};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use huiyin_kernel::Entropy;

use super::{Cipher, Hash, Secret, Signature};
use crate::{Result, StoreError};

/// A nonce of 24 random bytes never meets itself, however many values there are.
pub(super) struct XChaCha20Poly1305;
pub(super) struct Blake3;
pub(super) struct Ed25519;

const NONCE_BYTES: usize = 24;

impl Cipher for XChaCha20Poly1305 {
    fn seal(
        &self,
        key: &Secret,
        place: &str,
        plain: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>> {
        let mut nonce = [0u8; NONCE_BYTES];
        entropy.fill(&mut nonce);
        let payload = Payload {
            msg: plain,
            aad: place.as_bytes(),
        };
        let sealed = chacha::XChaCha20Poly1305::new(&(*key).into())
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| StoreError::Sealed("sealing failed"))?;
        Ok([&nonce[..], &sealed].concat())
    }

    fn open(&self, key: &Secret, place: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let (nonce, body) = sealed
            .split_first_chunk::<NONCE_BYTES>()
            .ok_or(StoreError::Sealed("value too short"))?;
        let payload = Payload {
            msg: body,
            aad: place.as_bytes(),
        };
        chacha::XChaCha20Poly1305::new(&(*key).into())
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| StoreError::Sealed("wrong key or altered value"))
    }
}

impl Hash for Blake3 {
    fn hash(&self, parts: &[&[u8]]) -> [u8; 32] {
        finished(blake3::Hasher::new(), parts)
    }

    fn keyed(&self, key: &Secret, parts: &[&[u8]]) -> [u8; 32] {
        finished(blake3::Hasher::new_keyed(key), parts)
    }

    fn tagged(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        finished(blake3::Hasher::new_derive_key(purpose), parts)
    }

    fn derive(&self, purpose: &str, secret: &[u8]) -> Secret {
        blake3::derive_key(purpose, secret)
    }
}

fn finished(mut hasher: blake3::Hasher, parts: &[&[u8]]) -> [u8; 32] {
    for part in parts {
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

impl Signature for Ed25519 {
    fn public(&self, secret: &Secret) -> Result<Vec<u8>> {
        let key = SigningKey::from_bytes(secret).verifying_key();
        Ok(key.as_bytes().to_vec())
    }

    fn sign(&self, secret: &Secret, message: &[u8]) -> Result<Vec<u8>> {
        let signature = SigningKey::from_bytes(secret).sign(message);
        Ok(signature.to_bytes().to_vec())
    }

    fn is_signed(&self, public: &[u8], message: &[u8], signature: &[u8]) -> bool {
        let (Ok(public), Ok(signature)) = (public.try_into(), signature.try_into()) else {
            return false;
        };
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        VerifyingKey::from_bytes(public)
            .is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
    }
}
