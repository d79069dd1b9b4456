//! Argon2id, away from the threads that answer requests and never more than a few at once: each
//! hashing holds 19 MiB.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use huiyin_db::{Result, StoreError};
use huiyin_kernel::Entropy;
use tokio::sync::Semaphore;

/// Passwords hashed at the same time at most.
const HASHINGS_AT_ONCE: usize = 2;
const SALT_BYTES: usize = 16;

pub(crate) struct Hasher {
    slots: Arc<Semaphore>,
    /// A hash that no password has: an unknown login takes as long as a known one.
    decoy: String,
}

impl std::fmt::Debug for Hasher {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Hasher(argon2id)")
    }
}

impl Hasher {
    pub(crate) fn new() -> std::result::Result<Self, String> {
        Ok(Self {
            slots: Arc::new(Semaphore::new(HASHINGS_AT_ONCE)),
            decoy: hash_now("", &[0; SALT_BYTES])?,
        })
    }

    pub(crate) async fn hash(&self, password: &str, entropy: &dyn Entropy) -> Result<String> {
        let mut salt = [0u8; SALT_BYTES];
        entropy.fill(&mut salt);
        let password = password.to_owned();
        self.apart(move || hash_now(&password, &salt)).await
    }

    /// Whether the password is the one of this hash; without a hash it takes as long and says no.
    pub(crate) async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        let is_known = hash.is_some();
        let hash = hash.unwrap_or(&self.decoy).to_owned();
        let password = password.to_owned();
        let is_right = self.apart(move || verify_now(&password, &hash)).await?;
        Ok(is_known && is_right)
    }

    async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> std::result::Result<T, String> + Send + 'static,
    ) -> Result<T> {
        let slots = Arc::clone(&self.slots);
        let slot = slots
            .acquire_owned()
            .await
            .map_err(StoreError::inconsistent)?;
        let done = tokio::task::spawn_blocking(move || {
            // Held by the work itself: a request that is given up does not make room too early.
            let _slot = slot;
            work()
        });
        let outcome = done.await.map_err(StoreError::inconsistent)?;
        outcome.map_err(StoreError::inconsistent)
    }
}

fn hash_now(password: &str, salt: &[u8]) -> std::result::Result<String, String> {
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .map_err(|error| error.to_string())?;
    Ok(hash.to_string())
}

fn verify_now(password: &str, hash: &str) -> std::result::Result<bool, String> {
    let hash = PasswordHash::new(hash).map_err(|error| error.to_string())?;
    match Argon2::default().verify_password(password.as_bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use huiyin_db::testing::CountingEntropy;

    use super::*;

    #[tokio::test]
    async fn a_password_opens_its_own_hash_and_an_unknown_login_opens_nothing() {
        let hasher = Hasher::new().unwrap();
        let entropy = CountingEntropy::default();
        let hash = hasher.hash("Ab1-xyzw", &entropy).await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(hasher.verify("Ab1-xyzw", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("Ab1-xyzv", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("", None).await.unwrap());
        assert_ne!(hash, hasher.hash("Ab1-xyzw", &entropy).await.unwrap());
    }
}
