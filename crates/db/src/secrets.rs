//! The district's own secrets: a few random keys that stay the same for as long as the district
//! does, wrapped under the master key like everything else that must stay secret.
//!
//! They are what makes a change of the master key possible at all: digests by which codes and
//! phones are found, and signatures of old seals, must come out the same afterwards.

use huiyin_kernel::{Entropy, Instant};

use crate::fields::{FIRST, Keys};
use crate::generation;
use crate::ring::Ring;
use crate::seal::head;
use crate::suite::{Secret, Suite};
use crate::{Db, Result, StoreError, Tx, args, queries};

queries! {
    FIND = "SELECT name, wrapped, suite, generation FROM key_secret WHERE name = $1";
    ADD = "INSERT INTO key_secret (name, wrapped, suite, generation, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (name) DO NOTHING";
    REBIND = "UPDATE key_secret SET wrapped = $2 WHERE name = $1";
}

const FIELD: &str = "field";
const DIGEST: &str = "digest";
const KEYED: &str = "keyed hash";
const SIGNATURE: &str = "signature";

#[derive(Clone)]
pub(crate) struct Secrets {
    /// Seals what belongs to no person.
    pub field: Secret,
    /// Look-up digests, and the suite in which this district began to make them.
    pub digest: Secret,
    pub digest_suite: Suite,
    /// Proves to the program what it made itself, and seals from before they were signed.
    pub keyed: Secret,
    /// Signs seals.
    pub signature: Secret,
}

impl Secrets {
    /// As they followed from the only master key before 0.2.
    pub(crate) fn from_master(master: &Secret) -> Self {
        let derive = |purpose: &str| Suite::Default.hash().derive(purpose, master);
        Self {
            field: derive("huiyin 2026-11 district fields"),
            digest: derive("huiyin 2026-11 field look-up digest"),
            digest_suite: Suite::Default,
            keyed: derive("huiyin 2026-11 journal signature"),
            signature: derive("huiyin 2026-11 seal signature"),
        }
    }

    /// Those of a new district, which follow from nothing.
    fn fresh(suite: Suite, entropy: &dyn Entropy) -> Self {
        let random = || {
            let mut secret = [0u8; 32];
            entropy.fill(&mut secret);
            secret
        };
        Self {
            field: random(),
            digest: random(),
            digest_suite: suite,
            keyed: random(),
            signature: random(),
        }
    }

    fn named(&self) -> [(&'static str, &Secret, Suite); 4] {
        [
            (FIELD, &self.field, Suite::Default),
            (DIGEST, &self.digest, self.digest_suite),
            (KEYED, &self.keyed, Suite::Default),
            (SIGNATURE, &self.signature, Suite::Default),
        ]
    }
}

fn place_of(name: &str) -> String {
    format!("district secret:{name}")
}

/// Where the secret that signs seals is bound once the store has a head of its seals. Only the
/// holder of the master key can move it there or back, so nobody else can make a store look as if
/// it had never been sealed.
fn headed_place() -> String {
    place_of("signature, with a head")
}

/// The place that a wrapped secret is bound to.
pub(crate) fn place_in_use(keys: &Keys, name: &str, wrapped: &[u8]) -> String {
    let headed = headed_place();
    if name == SIGNATURE && keys.unwrap_key(&headed, wrapped).is_ok() {
        headed
    } else {
        place_of(name)
    }
}

/// For the story of a store from before.
pub(crate) fn bound_as_before(
    keys: &Keys,
    wrapped: &[u8],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>> {
    let secret = keys.unwrap_key(&headed_place(), wrapped)?;
    keys.wrap_key(keys.ring().newest(), &place_of(SIGNATURE), &secret, entropy)
}

/// How a ring and a store go together.
#[derive(Debug)]
pub enum Fit {
    Fits(Keys),
    /// The store has no secrets yet: it is new, or from before 0.2.
    Unfounded,
    /// The ring's keys are those of another district.
    Foreign,
    /// The store is in use with a generation that the ring lacks.
    Missing(u16),
}

/// Where a store's first secrets come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A new district: from chance.
    Chance,
    /// A district from before 0.2: from its only master key, so that everything goes on.
    FirstMaster,
}

/// The keys of a store.
pub async fn keys(db: &Db, ring: &Ring, suite: Suite) -> Result<Fit> {
    let mut tx = db.read().await?;
    for (known, fingerprint) in generation::all(&mut tx).await? {
        let ours = ring.fingerprint(known);
        if ours.is_some_and(|ours| !fingerprint.is_empty() && ours != fingerprint) {
            return Ok(Fit::Foreign);
        }
    }
    let current = generation::current(&mut tx).await?;
    if ring.master(current).is_none() && !is_founded(&mut tx).await? {
        return Ok(Fit::Unfounded);
    }
    if ring.master(current).is_none() {
        return Ok(Fit::Missing(current));
    }
    // Wrapped keys are opened with the ring; the secrets in it are those that are being read.
    let opener = Keys::new(ring.clone(), Secrets::from_master(&[0; 32]), suite);
    let Some((digest, digest_suite)) = read(&mut tx, &opener, DIGEST).await? else {
        return Ok(Fit::Unfounded);
    };
    let mut other = async |name: &str| -> Result<Secret> {
        let found = read(&mut tx, &opener, name).await?;
        let (secret, _) = found.ok_or(StoreError::Sealed("a secret of the district is missing"))?;
        Ok(secret)
    };
    let secrets = Secrets {
        field: other(FIELD).await?,
        digest,
        digest_suite,
        keyed: other(KEYED).await?,
        signature: other(SIGNATURE).await?,
    };
    let keys = Keys::new(ring.clone(), secrets, suite);
    let row = tx.fetch_one(FIND, args![SIGNATURE]).await?;
    let wrapped: Vec<u8> = row.get("wrapped")?;
    let is_headed = place_in_use(&opener, SIGNATURE, &wrapped) == headed_place();
    Ok(Fit::Fits(if is_headed { keys.headed() } else { keys }))
}

/// Whether this store has secrets, whatever the key.
async fn is_founded(tx: &mut Tx) -> Result<bool> {
    let row = tx.fetch_optional(FIND, args![DIGEST]).await?;
    Ok(row.is_some())
}

async fn read(tx: &mut Tx, opener: &Keys, name: &str) -> Result<Option<(Secret, Suite)>> {
    let Some(row) = tx.fetch_optional(FIND, args![name]).await? else {
        return Ok(None);
    };
    let wrapped: Vec<u8> = row.get("wrapped")?;
    let place = place_in_use(opener, name, &wrapped);
    let secret = opener.unwrap_key(&place, &wrapped)?;
    Ok(Some((secret, Suite::of_number(row.get("suite")?)?)))
}

/// Keys for a store that has none yet, not written down.
///
/// # Errors
/// [`StoreError::Sealed`] when an old district's only master key is not in the ring.
pub fn keys_for(ring: &Ring, suite: Suite, origin: Origin, entropy: &dyn Entropy) -> Result<Keys> {
    let secrets = match origin {
        Origin::Chance => Secrets::fresh(suite, entropy),
        Origin::FirstMaster => {
            let first = ring.master(FIRST).ok_or(StoreError::Sealed(
                "a district from before 0.2 needs its first master key",
            ))?;
            Secrets::from_master(first)
        }
    };
    Ok(Keys::new(ring.clone(), secrets, suite))
}

/// Writes the secrets of `keys` down, unless somebody was faster; [`keys`] tells whose hold.
pub async fn found(
    db: &Db,
    keys: &Keys,
    origin: Origin,
    entropy: &dyn Entropy,
    now: Instant,
) -> Result<()> {
    let ring = keys.ring();
    let generation = match origin {
        Origin::Chance => ring.newest(),
        Origin::FirstMaster => FIRST,
    };
    let mut tx = db.write().await?;
    generation::begin(&mut tx, &ring, generation, now).await?;
    for (name, secret, suite) in keys.secrets().named() {
        let place = if name == SIGNATURE {
            headed_place()
        } else {
            place_of(name)
        };
        let wrapped = keys.wrap_key(generation, &place, secret, entropy)?;
        let values = args![name, wrapped, suite.number(), generation, now];
        tx.execute(ADD, values).await?;
    }
    head::begin(&mut tx, keys).await?;
    if origin == Origin::Chance && generation != FIRST {
        generation::forget_unused(&mut tx, FIRST).await?;
    }
    tx.commit().await
}

/// Gives a store from before there were heads its head: the last seal that stands there, if it is
/// ours. From then on a store without one is a fault and not an old store.
pub async fn adopt_head(db: &Db, keys: &Keys, entropy: &dyn Entropy) -> Result<Keys> {
    if keys.is_headed() {
        return Ok(keys.clone());
    }
    let mut tx = db.write().await?;
    head::begin(&mut tx, keys).await?;
    let row = tx.fetch_one(FIND, args![SIGNATURE]).await?;
    let wrapped: Vec<u8> = row.get("wrapped")?;
    if place_in_use(keys, SIGNATURE, &wrapped) != headed_place() {
        let generation: u16 = row.get("generation")?;
        let secret = &keys.secrets().signature;
        let wrapped = keys.wrap_key(generation, &headed_place(), secret, entropy)?;
        tx.execute(REBIND, args![SIGNATURE, wrapped]).await?;
    }
    tx.commit().await?;
    Ok(keys.headed())
}
