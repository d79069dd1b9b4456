//! The algorithms behind sealed values. Each value carries the number of its suite, so that what
//! was written under one stays readable when the district changes to another.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use huiyin_kernel::Entropy;

use crate::{Result, StoreError};

/// XChaCha20-Poly1305; its number stands before each value.
pub(crate) const XCHACHA20_POLY1305: u8 = 1;
pub(crate) const NONCE_BYTES: usize = 24;

/// Nonce and ciphertext of `plain`, which opens only at `place`.
pub(crate) fn seal(
    key: &[u8; 32],
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
    let sealed = XChaCha20Poly1305::new(&(*key).into())
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| StoreError::Sealed("sealing failed"))?;
    Ok([&nonce[..], &sealed].concat())
}

pub(crate) fn open(key: &[u8; 32], place: &str, sealed: &[u8]) -> Result<Vec<u8>> {
    let (nonce, body) = sealed
        .split_first_chunk::<NONCE_BYTES>()
        .ok_or(StoreError::Sealed("value too short"))?;
    let payload = Payload {
        msg: body,
        aad: place.as_bytes(),
    };
    XChaCha20Poly1305::new(&(*key).into())
        .decrypt(&XNonce::from(*nonce), payload)
        .map_err(|_| StoreError::Sealed("wrong key or altered value"))
}
