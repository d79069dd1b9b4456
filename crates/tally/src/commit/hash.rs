//! What is hashed, byte for byte, so that anyone can write a second verifier. SHA-256, because the
//! standard library of nearly every language has it. The first byte says what is hashed, texts and
//! lists carry their length in front, and numbers are big-endian: no two different things are ever
//! the same bytes.

use sha2::{Digest as _, Sha256};

use super::hex::Digest;

pub(crate) const LEAF: u8 = 0;
pub(crate) const NODE: u8 = 1;
pub(crate) const AREAS: u8 = 2;
pub(crate) const HEAD: u8 = 3;
pub(crate) const EMPTY: u8 = 4;

/// Stands behind the first byte of everything but nodes, so that a digest made elsewhere for
/// another purpose is never one of ours.
const WHAT_FOR: &[u8] = b"huiyin vote 1";

#[derive(Debug)]
pub(crate) struct Hasher(Sha256);

impl Hasher {
    pub(crate) fn new(what: u8) -> Self {
        let hasher = Self(Sha256::new()).bytes(&[what]);
        if what == NODE {
            hasher
        } else {
            hasher.bytes(WHAT_FOR)
        }
    }

    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.update(bytes);
        self
    }

    pub(crate) fn count(self, count: usize) -> Self {
        self.bytes(&(count as u64).to_be_bytes())
    }

    pub(crate) fn text(self, text: &str) -> Self {
        self.count(text.len()).bytes(text.as_bytes())
    }

    pub(crate) fn number(self, number: i64) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    pub(crate) fn end(self) -> Digest {
        let bytes = self.0.finalize();
        let mut digest = [0; 32];
        digest.copy_from_slice(&bytes);
        super::hex::Hex(digest)
    }
}
