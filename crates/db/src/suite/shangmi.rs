//! The suite `sm`: the Chinese national algorithms that GB/T 39786 asks of state systems.
//!
//! SM4 (GB/T 32907) runs in counter mode and HMAC-SM3 authenticates its result: encrypt, then
//! authenticate, each with a key of its own. SM3 (GB/T 32905) hashes, SM2 (GB/T 32918.2) signs.

use ctr::cipher::{KeyIvInit as _, StreamCipher as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use huiyin_kernel::Entropy;
use sm2::dsa::signature::{Signer as _, Verifier as _};
use sm2::dsa::{self, SigningKey, VerifyingKey};
use sm3::Digest as _;

use super::{Cipher, Hash, Secret, Signature};
use crate::{Result, StoreError};

pub(super) struct Sm4CtrHmacSm3;
pub(super) struct Sm3;
pub(super) struct Sm2;

pub(super) type Sm4Ctr = ctr::Ctr128BE<sm4::Sm4>;
type HmacSm3 = Hmac<sm3::Sm3>;

/// The first counter block. Sixteen random bytes meet themselves after some 2⁶⁰ values of one
/// key; a person's key seals a handful, the district's a few for each account.
const COUNTER_BYTES: usize = 16;
const TAG_BYTES: usize = 32;
/// The identity of a signer where none was agreed (GM/T 0009).
const SIGNER: &str = "1234567812345678";

impl Sm4CtrHmacSm3 {
    fn keys(key: &Secret) -> ([u8; 16], Secret) {
        let encrypt = Sm3.derive("huiyin sm4 encryption", key);
        let mut short = [0u8; 16];
        short.copy_from_slice(&encrypt[..16]);
        (short, Sm3.derive("huiyin sm3 authentication", key))
    }

    fn tag(key: &Secret, place: &str, counter: &[u8], body: &[u8]) -> HmacSm3 {
        let mut mac = hmac_of(key);
        mac.update(&(place.len() as u64).to_be_bytes());
        mac.update(place.as_bytes());
        mac.update(counter);
        mac.update(body);
        mac
    }
}

impl Cipher for Sm4CtrHmacSm3 {
    fn seal(
        &self,
        key: &Secret,
        place: &str,
        plain: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>> {
        let (encrypt, authenticate) = Self::keys(key);
        let mut counter = [0u8; COUNTER_BYTES];
        entropy.fill(&mut counter);
        let mut body = plain.to_vec();
        Sm4Ctr::new(&encrypt.into(), &counter.into())
            .try_apply_keystream(&mut body)
            .map_err(|_| StoreError::Sealed("sealing failed"))?;
        let tag = Self::tag(&authenticate, place, &counter, &body);
        let tag = tag.finalize().into_bytes();
        Ok([&counter[..], &body, &tag].concat())
    }

    fn open(&self, key: &Secret, place: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let short = StoreError::Sealed("value too short");
        let Some((counter, rest)) = sealed.split_first_chunk::<COUNTER_BYTES>() else {
            return Err(short);
        };
        let Some((body, tag)) = rest.split_last_chunk::<TAG_BYTES>() else {
            return Err(short);
        };
        let (encrypt, authenticate) = Self::keys(key);
        let wrong = || StoreError::Sealed("wrong key or altered value");
        Self::tag(&authenticate, place, counter, body)
            .verify_slice(tag)
            .map_err(|_| wrong())?;
        let mut plain = body.to_vec();
        Sm4Ctr::new(&encrypt.into(), &(*counter).into())
            .try_apply_keystream(&mut plain)
            .map_err(|_| wrong())?;
        Ok(plain)
    }
}

fn hmac_of(key: &[u8; 32]) -> HmacSm3 {
    // A key of 32 bytes fits into SM3's block of 64 and is padded as the standard says.
    let mut block = [0u8; 64];
    block[..32].copy_from_slice(key);
    HmacSm3::new(&block.into())
}

impl Hash for Sm3 {
    fn hash(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut hasher = sm3::Sm3::new();
        for part in parts {
            hasher.update(part);
        }
        hasher.finalize().into()
    }

    fn keyed(&self, key: &Secret, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = hmac_of(key);
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    fn tagged(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let length = (purpose.len() as u64).to_be_bytes();
        let head = [&length[..], purpose.as_bytes()];
        self.hash(&[&head[..], parts].concat())
    }

    /// Secrets are random throughout, so that one HMAC over the purpose is enough of a derivation.
    fn derive(&self, purpose: &str, secret: &[u8]) -> Secret {
        let secret = match secret.try_into() {
            Ok(whole) => whole,
            Err(_) => self.hash(&[secret]),
        };
        self.keyed(&secret, &[purpose.as_bytes()])
    }
}

impl Signature for Sm2 {
    fn public(&self, secret: &Secret) -> Result<Vec<u8>> {
        Ok(signing_key(secret)?.verifying_key().to_sec1_bytes().into())
    }

    fn sign(&self, secret: &Secret, message: &[u8]) -> Result<Vec<u8>> {
        let signature: dsa::Signature = signing_key(secret)?
            .try_sign(message)
            .map_err(|_| StoreError::Sealed("signing failed"))?;
        Ok(signature.to_bytes().to_vec())
    }

    fn is_signed(&self, public: &[u8], message: &[u8], signature: &[u8]) -> bool {
        let (Ok(key), Ok(signature)) = (
            VerifyingKey::from_sec1_bytes(SIGNER, public),
            dsa::Signature::from_slice(signature),
        ) else {
            return false;
        };
        key.verify(message, &signature).is_ok()
    }
}

/// One secret in four thousand million is no number of the curve's group; such a one is hashed on
/// until it is.
fn signing_key(secret: &Secret) -> Result<SigningKey> {
    let mut scalar = *secret;
    for _ in 0..8 {
        if let Ok(key) = SigningKey::from_slice(SIGNER, &scalar) {
            return Ok(key);
        }
        scalar = Sm3.hash(&[b"huiyin sm2 scalar", &scalar]);
    }
    Err(StoreError::Sealed("no key for a signature"))
}
