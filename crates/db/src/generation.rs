//! Which master keys a store is in use with. The newest that was begun wraps new keys; one that
//! wraps nothing any more may be retired. The rows are what the ring outside cannot tell: a key
//! may stand in the ring, ready, before the store begins with it.

use huiyin_kernel::{Entropy, Id, Instant};
use serde::Serialize;

use crate::fields::Keys;
use crate::journal::{self, Entry};
use crate::ring::Ring;
use crate::{Db, Result, StoreError, Tx, args, queries, secrets, subject};

queries! {
    ALL = "SELECT id, fingerprint FROM key_generation ORDER BY id LIMIT $1";
    CURRENT = "SELECT id FROM key_generation ORDER BY id DESC LIMIT 1";
    BEGIN = "INSERT INTO key_generation (id, fingerprint, begun_at) VALUES ($1, $2, $3)
        ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint";
    END = "DELETE FROM key_generation WHERE id = $1";
    SUBJECTS_LEFT = "SELECT COUNT(*) AS n FROM subject_key WHERE generation = $1";
    SECRETS_LEFT = "SELECT COUNT(*) AS n FROM key_secret WHERE generation = $1";
    /// A destroyed key has no generation, so it is never met here.
    OLD_SUBJECTS = "SELECT id, wrapped, generation FROM subject_key WHERE generation < $1
        ORDER BY generation, id LIMIT $2";
    REWRAP_SUBJECT = "UPDATE subject_key SET wrapped = $3, suite = $4, generation = $5
        WHERE id = $1 AND generation = $2";
    OLD_SECRETS = "SELECT name, wrapped, generation FROM key_secret WHERE generation < $1 ORDER BY name LIMIT $2";
    REWRAP_SECRET = "UPDATE key_secret SET wrapped = $3, generation = $4 WHERE name = $1 AND generation = $2";
    LAST_VERSION = "SELECT COALESCE(MAX(version), 0) AS version FROM journal WHERE subject = $1";
}

/// Keys wrapped anew in one transaction, so that reports pass in between.
pub const KEYS_PER_STEP: i64 = 200;
/// More generations than a ring may hold.
const GENERATIONS_READ: i64 = 1_000;

/// How much a generation still wraps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    pub generation: u16,
    pub fingerprint: String,
    pub people: u64,
    pub secrets: u64,
}

pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<(u16, String)>> {
    let rows = tx.fetch_all(ALL, args![GENERATIONS_READ]).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("fingerprint")?)))
        .collect()
}

/// The generation that wraps new keys.
pub async fn current(tx: &mut Tx) -> Result<u16> {
    tx.fetch_one(CURRENT, args![]).await?.get("id")
}

/// Notes that a generation is in use, with the fingerprint of its key.
pub(crate) async fn begin(tx: &mut Tx, ring: &Ring, generation: u16, now: Instant) -> Result<()> {
    let fingerprint = ring.fingerprint(generation).unwrap_or_default();
    tx.execute(BEGIN, args![generation, fingerprint, now])
        .await
        .map(drop)
}

/// A new district whose ring does not begin with the first generation has no use for it.
pub(crate) async fn forget_unused(tx: &mut Tx, generation: u16) -> Result<()> {
    tx.execute(END, args![generation]).await.map(drop)
}

/// Begins to wrap under the ring's newest key; false where that is done already.
pub async fn turn(db: &Db, keys: &Keys, actor: &str, now: Instant) -> Result<bool> {
    let ring = keys.ring();
    let newest = ring.newest();
    let mut tx = db.write().await?;
    if current(&mut tx).await? >= newest {
        return Ok(false);
    }
    begin(&mut tx, &ring, newest, now).await?;
    note(&mut tx, "key_begun", newest, actor, now).await?;
    tx.commit().await?;
    Ok(true)
}

/// What each generation still wraps, oldest first.
pub async fn left(tx: &mut Tx) -> Result<Vec<Left>> {
    let mut found = Vec::new();
    for (generation, fingerprint) in all(tx).await? {
        let people = tx.fetch_one(SUBJECTS_LEFT, args![generation]).await?;
        let secrets = tx.fetch_one(SECRETS_LEFT, args![generation]).await?;
        found.push(Left {
            generation,
            fingerprint,
            people: people.get("n")?,
            secrets: secrets.get("n")?,
        });
    }
    Ok(found)
}

/// Wraps a step's worth of keys anew under the current generation; 0 when nothing is left to do.
/// Broken off anywhere, it is taken up where it stopped: each key is under the old or the new one.
pub async fn rewrap(db: &Db, keys: &Keys, entropy: &dyn Entropy) -> Result<u64> {
    let mut tx = db.write().await?;
    let now_current = current(&mut tx).await?;
    let step = args![now_current, KEYS_PER_STEP];
    let mut done = 0;
    for row in tx.fetch_all(OLD_SECRETS, step.clone()).await? {
        let name: String = row.get("name")?;
        let bound: Vec<u8> = row.get("wrapped")?;
        let place = secrets::place_in_use(keys, &name, &bound);
        let wrapped = anew(keys, &row, &place, now_current, entropy)?;
        let before: u16 = row.get("generation")?;
        let values = args![name, before, wrapped, now_current];
        done += tx.execute(REWRAP_SECRET, values).await?;
    }
    for row in tx.fetch_all(OLD_SUBJECTS, step).await? {
        let id: Id = row.get("id")?;
        let wrapped = anew(keys, &row, &subject::place_of(id), now_current, entropy)?;
        let before: u16 = row.get("generation")?;
        let suite = keys.suite().number();
        let values = args![id, before, wrapped, suite, now_current];
        done += tx.execute(REWRAP_SUBJECT, values).await?;
    }
    if done > 0 {
        tx.commit().await?;
    }
    Ok(done)
}

fn anew(
    keys: &Keys,
    row: &crate::Row,
    place: &str,
    generation: u16,
    entropy: &dyn Entropy,
) -> Result<Vec<u8>> {
    let wrapped: Vec<u8> = row.get("wrapped")?;
    let key = keys.unwrap_key(place, &wrapped)?;
    keys.wrap_key(generation, place, &key, entropy)
}

/// What came of the wish to retire a generation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Retired {
    Done,
    /// It is the one in use, or the store never knew it.
    InUse,
    Unknown,
    /// It still wraps this much.
    Left(Left),
}

/// Forgets a generation that wraps nothing any more, so that its key may be thrown away. A key
/// that somebody wraps under it at this very moment holds it back: the database itself refuses.
pub async fn retire(db: &Db, generation: u16, actor: &str, now: Instant) -> Result<Retired> {
    let mut tx = db.write().await?;
    if current(&mut tx).await? == generation {
        return Ok(Retired::InUse);
    }
    let known = left(&mut tx).await?;
    let Some(found) = known.into_iter().find(|it| it.generation == generation) else {
        return Ok(Retired::Unknown);
    };
    if found.people + found.secrets > 0 {
        return Ok(Retired::Left(found));
    }
    match tx.execute(END, args![generation]).await {
        Err(StoreError::Driver(sqlx::Error::Database(error)))
            if error.is_foreign_key_violation() =>
        {
            let people = found.people.max(1);
            return Ok(Retired::Left(Left { people, ..found }));
        }
        other => other?,
    };
    note(&mut tx, "key_retired", generation, actor, now).await?;
    tx.commit().await?;
    Ok(Retired::Done)
}

#[derive(Serialize)]
struct Turned {
    generation: u16,
}

async fn note(tx: &mut Tx, kind: &str, generation: u16, actor: &str, now: Instant) -> Result<()> {
    let subject = Id::derived("huiyin", "master key");
    let last: i64 = tx
        .fetch_one(LAST_VERSION, args![subject])
        .await?
        .get("version")?;
    let entry = Entry {
        subject_kind: "master_key",
        subject,
        version: last + 1,
        at: now,
        actor,
        kind,
    };
    journal::append(tx, &entry, &Turned { generation }).await
}
