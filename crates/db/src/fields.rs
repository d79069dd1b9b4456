//! Sealing of sensitive fields: names, phones and addresses of residents are unreadable in the
//! database, in its backups and in its dumps.
//!
//! The master key lies outside, in a file, the environment or behind a command; several stand in a
//! [`Ring`] while one takes over from another. It wraps two things that lie in the store: a few
//! secrets of the district ([`crate::secrets`]) and a key for each person ([`crate::subject`]).
//! So a new master key wraps those anew and no sealed value, digest or seal needs to change.

use std::sync::{Arc, PoisonError, RwLock};

use huiyin_kernel::Entropy;

use crate::ring::Ring;
use crate::secrets::Secrets;
use crate::suite::{Secret, Suite};
use crate::{Result, StoreError};

/// Before a value under the first master key itself, as it was written before 0.2.
pub(crate) const MASTER_SEAL: u8 = 1;
/// Before a value under the district's own secret; the suite's number follows.
const DISTRICT_SEAL: u8 = 2;
/// Before a wrapped key; the suite's number and the master key's generation follow.
const KEY_WRAP: u8 = 4;
/// The master key that lay alone in its file, before there were rings.
pub(crate) const FIRST: u16 = 1;

/// Asks for the ring again, when a value names a generation that is not at hand.
pub type Reload = Arc<dyn Fn() -> Option<Ring> + Send + Sync>;

/// The district's keys, cheap to clone.
#[derive(Clone)]
pub struct Keys(Arc<Held>);

struct Held {
    suite: Suite,
    secrets: Secrets,
    /// The store that these keys were opened from has a head of its seals; without it, it is none.
    is_headed: bool,
    ring: RwLock<Ring>,
    reload: Option<Reload>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Keys(…)")
    }
}

impl Keys {
    /// One master key and the secrets that follow from it, as in a store from before 0.2.
    pub fn from_master(master: &[u8; 32]) -> Self {
        let secrets = Secrets::from_master(master);
        Self::new(Ring::of(FIRST, *master), secrets, Suite::Default)
    }

    /// The keys of a store from before 0.2, where the ring still holds its first master key.
    pub fn of_first(ring: &Ring) -> Option<Self> {
        ring.master(FIRST).map(Self::from_master)
    }

    pub(crate) fn new(ring: Ring, secrets: Secrets, suite: Suite) -> Self {
        Self(Arc::new(Held {
            suite,
            secrets,
            is_headed: false,
            ring: RwLock::new(ring),
            reload: None,
        }))
    }

    /// The same keys, of a store that has a head of its seals.
    #[must_use]
    pub(crate) fn headed(&self) -> Self {
        Self(Arc::new(Held {
            suite: self.0.suite,
            secrets: self.0.secrets.clone(),
            is_headed: true,
            ring: RwLock::new(self.ring()),
            reload: self.0.reload.clone(),
        }))
    }

    /// Whether sealing has begun under these keys, so that a missing head is a fault.
    pub fn is_headed(&self) -> bool {
        self.0.is_headed
    }

    /// The same keys, writing under another suite.
    #[must_use]
    pub fn with_suite(&self, suite: Suite) -> Self {
        self.changed(suite, self.0.reload.clone())
    }

    /// The same keys, able to look for a ring that has grown meanwhile.
    #[must_use]
    pub fn with_reload(&self, reload: Reload) -> Self {
        self.changed(self.0.suite, Some(reload))
    }

    fn changed(&self, suite: Suite, reload: Option<Reload>) -> Self {
        Self(Arc::new(Held {
            suite,
            secrets: self.0.secrets.clone(),
            is_headed: self.0.is_headed,
            ring: RwLock::new(self.ring()),
            reload,
        }))
    }

    pub fn suite(&self) -> Suite {
        self.0.suite
    }

    pub fn ring(&self) -> Ring {
        let held = self.0.ring.read();
        held.unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn secrets(&self) -> &Secrets {
        &self.0.secrets
    }

    /// Seals `plain` for one place: the same bytes moved to another row or column do not open.
    pub fn seal(&self, place: &str, plain: &str, entropy: &dyn Entropy) -> Result<Vec<u8>> {
        let suite = self.0.suite;
        let key = &self.0.secrets.field;
        let sealed = suite.cipher().seal(key, place, plain.as_bytes(), entropy)?;
        Ok([&[DISTRICT_SEAL, suite.number()][..], &sealed].concat())
    }

    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<String> {
        let plain = match sealed {
            [MASTER_SEAL, body @ ..] => {
                let master = self.master(FIRST)?;
                let key = Suite::Default
                    .hash()
                    .derive("huiyin 2026-11 field encryption", &master);
                Suite::Default.cipher().open(&key, place, body)?
            }
            [DISTRICT_SEAL, suite, body @ ..] => {
                let cipher = Suite::of_number(*suite)?.cipher();
                cipher.open(&self.0.secrets.field, place, body)?
            }
            [] => return Err(StoreError::Sealed("empty value")),
            _ => return Err(StoreError::Sealed("unknown form of a sealed value")),
        };
        String::from_utf8(plain).map_err(|_| StoreError::Sealed("not text"))
    }

    /// Wraps a key under a generation of the master key, so that it may stand in the store.
    pub(crate) fn wrap_key(
        &self,
        generation: u16,
        place: &str,
        key: &Secret,
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>> {
        let suite = self.0.suite;
        let wrap = wrapping(suite, &self.master(generation)?);
        let [high, low] = generation.to_be_bytes();
        let head = [KEY_WRAP, suite.number(), high, low];
        let sealed = suite.cipher().seal(&wrap, place, key, entropy)?;
        Ok([&head[..], &sealed].concat())
    }

    pub(crate) fn unwrap_key(&self, place: &str, wrapped: &[u8]) -> Result<Secret> {
        let [KEY_WRAP, suite, high, low, body @ ..] = wrapped else {
            return Err(StoreError::Sealed("no wrapped key"));
        };
        let suite = Suite::of_number(*suite)?;
        let master = self.master(u16::from_be_bytes([*high, *low]))?;
        let plain = suite
            .cipher()
            .open(&wrapping(suite, &master), place, body)?;
        plain
            .try_into()
            .map_err(|_| StoreError::Sealed("a key of the wrong length"))
    }

    /// A master key, asked for once more where it is not at hand: another process may have begun
    /// a generation that this one has not seen yet.
    fn master(&self, generation: u16) -> Result<Secret> {
        if let Some(master) = self.ring().master(generation) {
            return Ok(*master);
        }
        self.look_again();
        let ring = self.ring();
        let found = ring.master(generation).copied();
        found.ok_or(StoreError::Sealed(
            "the master key of this generation is not at hand",
        ))
    }

    /// Takes over what the ring has become since; true where it is another one.
    pub fn look_again(&self) -> bool {
        let Some(ring) = self.0.reload.as_ref().and_then(|reload| reload()) else {
            return false;
        };
        let mut held = self.0.ring.write().unwrap_or_else(PoisonError::into_inner);
        let is_other = *held != ring;
        *held = ring;
        is_other
    }

    /// A keyed digest for exact look-up of a sealed value, useless without the key. It stays the
    /// same through every change of master key and suite.
    pub fn digest(&self, purpose: &str, plain: &str) -> String {
        let secrets = &self.0.secrets;
        let length = (purpose.len() as u64).to_be_bytes();
        let parts = [&length[..], purpose.as_bytes(), plain.as_bytes()];
        let digest = secrets.digest_suite.hash().keyed(&secrets.digest, &parts);
        huiyin_kernel::to_hex(&digest[..16])
    }

    /// A keyed hash for what this program itself will ask for again: whoever has only the
    /// database cannot make one. It stays the same as long as the district does.
    pub fn sign(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        let length = (purpose.len() as u64).to_be_bytes();
        let parts = [&length[..], purpose.as_bytes(), message];
        Suite::Default.hash().keyed(&self.0.secrets.keyed, &parts)
    }

    /// Compares in constant time.
    pub fn signed(&self, purpose: &str, message: &[u8], signature: &[u8]) -> bool {
        let expected = blake3::Hash::from(self.sign(purpose, message));
        <[u8; 32]>::try_from(signature).is_ok_and(|given| expected == blake3::Hash::from(given))
    }

    /// The word by which a store from before 0.2 knows its key.
    pub fn first_check(&self) -> String {
        self.digest("does this key fit", "huiyin")
    }
}

fn wrapping(suite: Suite, master: &Secret) -> Secret {
    suite.hash().derive("huiyin 2026-11 key wrapping", master)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::CountingEntropy;

    #[test]
    fn a_sealed_value_opens_only_in_its_place_and_with_its_key() {
        let entropy = CountingEntropy::default();
        for suite in Suite::ALL {
            let keys = Keys::from_master(&[7; 32]).with_suite(suite);
            let sealed = keys
                .seal("matter.phone:1", "13900000000", &entropy)
                .unwrap();
            let either = Keys::from_master(&[7; 32]);
            for keys in [&keys, &either, &either.with_suite(Suite::Sm)] {
                assert_eq!(keys.open("matter.phone:1", &sealed).unwrap(), "13900000000");
            }
            assert!(keys.open("matter.phone:2", &sealed).is_err());
            let other = Keys::from_master(&[8; 32]);
            assert!(other.open("matter.phone:1", &sealed).is_err());
            assert!(!sealed.windows(5).any(|window| window == b"13900"));
            for odd in [&[][..], &[1], &[2], &[2, 9, 0], &[9, 1], &[2, 1, 0]] {
                assert!(keys.open("matter.phone:1", odd).is_err());
            }
        }
    }

    /// A value as the program wrote it before 0.2, with master key 07…07 at `matter.phone:1`.
    #[test]
    fn a_value_from_before_opens() {
        let keys = Keys::from_master(&[7; 32]);
        let key = blake3::derive_key("huiyin 2026-11 field encryption", &[7; 32]);
        let cipher = Suite::Default.cipher();
        let entropy = CountingEntropy::default();
        let body = cipher.seal(&key, "a", b"13900000000", &entropy).unwrap();
        let old = [&[MASTER_SEAL][..], &body].concat();
        assert_eq!(keys.open("a", &old).unwrap(), "13900000000");
    }

    #[test]
    fn the_same_phone_has_the_same_digest_and_no_other() {
        let keys = Keys::from_master(&[7; 32]);
        assert_eq!(keys.digest("phone", "1"), keys.digest("phone", "1"));
        assert_ne!(keys.digest("phone", "1"), keys.digest("name", "1"));
        let sm = keys.with_suite(Suite::Sm);
        assert_eq!(keys.digest("phone", "1"), sm.digest("phone", "1"));
        assert!(sm.signed("form", b"x", &keys.sign("form", b"x")));
        assert!(!keys.signed("form", b"y", &keys.sign("form", b"x")));
        assert!(!keys.signed("seal", b"x", &keys.sign("form", b"x")));
        assert!(!keys.signed("form", b"x", &[]));
    }

    #[test]
    fn a_ring_that_grew_elsewhere_is_asked_for_again() {
        let entropy = CountingEntropy::default();
        let old = Keys::from_master(&[7; 32]);
        let (second, ring) = old.ring().grown([9; 32]).unwrap();
        let grown = Keys::new(ring.clone(), old.secrets().clone(), Suite::Default);
        let wrapped = grown.wrap_key(second, "a", &[5; 32], &entropy).unwrap();
        assert!(old.unwrap_key("a", &wrapped).is_err());
        let looking = old.with_reload(Arc::new(move || Some(ring.clone())));
        assert_eq!(looking.unwrap_key("a", &wrapped).unwrap(), [5; 32]);
        assert!(looking.unwrap_key("b", &wrapped).is_err());
        assert_eq!(looking.ring().newest(), second);
    }
}
