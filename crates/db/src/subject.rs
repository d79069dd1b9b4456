//! A key for each person: what is sealed under it is gone for good once the key is destroyed.
//!
//! The journal never forgets, and copies of rows lie in logs, old pages and backups. So a person's
//! fields are not sealed under the district's key but under a random key of the person's own,
//! which stands wrapped in one row. Destroying that row leaves every copy made afterwards, and
//! every value wherever it was copied to from this store, without anything that opens it.

use huiyin_kernel::{Entropy, Id, Instant};

use crate::fields::Keys;
use crate::suite::{Secret, Suite};
use crate::{Result, StoreError, Tx, args, generation, queries};

queries! {
    FIND = "SELECT wrapped, destroyed_at FROM subject_key WHERE id = $1";
    ADD = "INSERT INTO subject_key (id, wrapped, suite, generation, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO NOTHING";
    /// Also for a subject that never had a key, so that it cannot be given one later.
    DESTROY = "INSERT INTO subject_key (id, wrapped, suite, generation, created_at, destroyed_at)
        VALUES ($1, $2, 0, NULL, $3, $3) ON CONFLICT (id) DO UPDATE SET wrapped = excluded.wrapped,
        suite = 0, generation = NULL, destroyed_at = COALESCE(subject_key.destroyed_at, excluded.destroyed_at)";
}

/// Stands before each value sealed under a subject's key; the suite's number follows.
const SUBJECT_SEAL: u8 = 3;

/// What a sealed field turned out to be.
#[derive(Clone, PartialEq, Eq)]
pub enum Opened {
    Plain(String),
    /// The subject's key was destroyed: nobody can read this any more, and that is no fault.
    Erased,
}

impl Opened {
    /// The text, where it still can be read.
    pub fn plain(self) -> Option<String> {
        match self {
            Self::Plain(text) => Some(text),
            Self::Erased => None,
        }
    }
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Plain(_) => "Plain(…)",
            Self::Erased => "Erased",
        })
    }
}

/// The key of one subject, taken out of the store for the time of a transaction.
#[derive(Clone)]
pub struct SubjectKey {
    keys: Keys,
    state: State,
}

#[derive(Clone)]
enum State {
    Live(Secret),
    /// Written before subjects had keys: its fields lie under the district's key.
    Never,
    Destroyed,
}

impl std::fmt::Debug for SubjectKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("SubjectKey(…)")
    }
}

impl SubjectKey {
    pub const fn is_erased(&self) -> bool {
        matches!(self.state, State::Destroyed)
    }

    /// Seals `plain` for one place, as [`Keys::seal`] does.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when the subject has no key: ask for it with [`key_for_writing`],
    /// and look at [`Self::is_erased`] first.
    pub fn seal(&self, place: &str, plain: &str, entropy: &dyn Entropy) -> Result<Vec<u8>> {
        let State::Live(key) = &self.state else {
            return Err(StoreError::Sealed("the subject has no key"));
        };
        let suite = self.keys.suite();
        let sealed = suite.cipher().seal(key, place, plain.as_bytes(), entropy)?;
        Ok([&[SUBJECT_SEAL, suite.number()][..], &sealed].concat())
    }

    /// Opens a value of this subject, of whatever age.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Opened> {
        let key = match (&self.state, sealed.first()) {
            (State::Destroyed, _) => return Ok(Opened::Erased),
            (State::Live(key), Some(&SUBJECT_SEAL)) => key,
            (State::Never, Some(&SUBJECT_SEAL)) => {
                return Err(StoreError::Sealed("the subject's key is missing"));
            }
            _ => return Ok(Opened::Plain(self.keys.open(place, sealed)?)),
        };
        let [_, suite, body @ ..] = sealed else {
            return Err(StoreError::Sealed("value too short"));
        };
        let plain = Suite::of_number(*suite)?.cipher().open(key, place, body)?;
        let text = String::from_utf8(plain).map_err(|_| StoreError::Sealed("not text"))?;
        Ok(Opened::Plain(text))
    }
}

pub(crate) fn place_of(subject: Id) -> String {
    format!("subject key:{subject}")
}

/// The key of a subject, to read what is sealed under it.
pub async fn key(tx: &mut Tx, keys: &Keys, subject: Id) -> Result<SubjectKey> {
    let row = tx.fetch_optional(FIND, args![subject]).await?;
    let state = match row {
        None => State::Never,
        Some(row) if row.get::<Option<Instant>>("destroyed_at")?.is_some() => State::Destroyed,
        Some(row) => {
            let wrapped: Vec<u8> = row.get("wrapped")?;
            State::Live(keys.unwrap_key(&place_of(subject), &wrapped)?)
        }
    };
    Ok(SubjectKey {
        keys: keys.clone(),
        state,
    })
}

/// The key of a subject, made where there is none yet. A destroyed one stays destroyed.
pub async fn key_for_writing(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    subject: Id,
    now: Instant,
) -> Result<SubjectKey> {
    let found = key(tx, keys, subject).await?;
    if !matches!(found.state, State::Never) {
        return Ok(found);
    }
    new_key(tx, keys, entropy, subject, now).await?;
    // Somebody else may have made one at the same moment; the row decides whose it is.
    key(tx, keys, subject).await
}

/// The first key of a subject that comes into being in this transaction, so that nobody else can
/// know of it.
pub async fn new_key(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    subject: Id,
    now: Instant,
) -> Result<SubjectKey> {
    let mut fresh = [0u8; 32];
    entropy.fill(&mut fresh);
    let generation = generation::current(tx).await?;
    let place = place_of(subject);
    let wrapped = keys.wrap_key(generation, &place, &fresh, entropy)?;
    let secret = keys.unwrap_key(&place, &wrapped)?;
    let suite = keys.suite().number();
    let values = args![subject, wrapped, suite, generation, now];
    tx.later(ADD, values).await?;
    Ok(SubjectKey {
        keys: keys.clone(),
        state: State::Live(secret),
    })
}

/// Overwrites the subject's key with nothing. What was sealed under it opens as
/// [`Opened::Erased`] from then on. Values from before subjects had keys lie under the district's
/// key and must be overwritten by whoever keeps them.
pub async fn destroy(tx: &mut Tx, subject: Id, now: Instant) -> Result<()> {
    let values = args![subject, Vec::<u8>::new(), now];
    tx.execute(DESTROY, values).await.map(drop)
}
