//! The journal: one row per change of a subject, chained by hash, never altered.
//!
//! `version` counts a subject's rows from 1 and is the optimistic lock: two writers that both saw
//! version 4 both try to insert version 5, and one is refused. `hash` covers the row and the hash
//! of the subject's previous row. Bodies carry no personal data, so that erasing a person and
//! keeping an unbroken chain do not fight.

use huiyin_kernel::{Id, Instant};
use serde::Serialize;

use crate::suite::Suite;
use crate::{Result, Row, StoreError, Tx, Value, args, queries};

queries! {
    LAST_HASH = "SELECT hash FROM journal WHERE subject = $1 AND version = $2";
    APPEND = "INSERT INTO journal (subject_kind, subject, version, at, actor, kind, body, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    OF_SUBJECT = "SELECT seq, subject_kind, subject, version, at, actor, kind, body, hash
        FROM journal WHERE subject = $1 ORDER BY version LIMIT $2";
    /// Walks every subject in order, a page at a time.
    AFTER = "SELECT seq, subject_kind, subject, version, at, actor, kind, body, hash
        FROM journal WHERE subject > $1 OR (subject = $1 AND version > $2)
        ORDER BY subject, version LIMIT $3";
}

/// A subject has at most this many rows shown or walked at once.
pub const ROWS_PER_SUBJECT: i64 = 2_000;
const HASH_BYTES: usize = 32;

/// A change to be recorded.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    pub subject_kind: &'a str,
    pub subject: Id,
    pub version: i64,
    pub at: Instant,
    /// Who: `resident`, `system` or `account:<id>`; never a name.
    pub actor: &'a str,
    pub kind: &'a str,
}

/// A change as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub seq: i64,
    pub subject_kind: String,
    pub subject: Id,
    pub version: i64,
    pub at: Instant,
    pub actor: String,
    pub kind: String,
    pub body: String,
    pub hash: Vec<u8>,
}

impl Record {
    pub(crate) fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            seq: row.get("seq")?,
            subject_kind: row.get("subject_kind")?,
            subject: row.get("subject")?,
            version: row.get("version")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
            kind: row.get("kind")?,
            body: row.get("body")?,
            hash: row.get("hash")?,
        })
    }

    /// What the row's hash must be if it follows `previous`; None where it carries the number of
    /// no suite.
    pub fn expected_hash(&self, previous: &[u8]) -> Option<Vec<u8>> {
        let hash = hash_row(
            suite_of(&self.hash)?,
            previous,
            &Entry {
                subject_kind: &self.subject_kind,
                subject: self.subject,
                version: self.version,
                at: self.at,
                actor: &self.actor,
                kind: &self.kind,
            },
            &self.body,
        );
        Some(hash)
    }
}

/// The suite in which a stored hash was made: BLAKE3's stand alone, since they were there first,
/// others carry their number before them.
pub(crate) fn suite_of(hash: &[u8]) -> Option<Suite> {
    match hash {
        [number, rest @ ..] if rest.len() == HASH_BYTES => Suite::of_number(*number)
            .ok()
            .filter(|it| *it != Suite::Default),
        _ if hash.len() == HASH_BYTES => Some(Suite::Default),
        _ => None,
    }
}

/// Each part goes in with its length before it, so that no two rows can look alike by moving a
/// letter from one column to the next.
fn hash_row(suite: Suite, previous: &[u8], entry: &Entry<'_>, body: &str) -> Vec<u8> {
    let subject = entry.subject.to_string();
    let version = entry.version.to_be_bytes();
    let at = entry.at.as_micros().to_be_bytes();
    let parts: [&[u8]; 8] = [
        previous,
        entry.subject_kind.as_bytes(),
        subject.as_bytes(),
        &version,
        &at,
        entry.actor.as_bytes(),
        entry.kind.as_bytes(),
        body.as_bytes(),
    ];
    let lengths = parts.map(|part| (part.len() as u64).to_be_bytes());
    let with_lengths: Vec<&[u8]> = lengths
        .iter()
        .zip(parts)
        .flat_map(|(length, part)| [&length[..], part])
        .collect();
    let hash = suite.hash().hash(&with_lengths);
    match suite {
        Suite::Default => hash.to_vec(),
        Suite::Sm => [&[suite.number()][..], &hash].concat(),
    }
}

/// Appends a row in the transaction of the change that it records.
///
/// # Errors
/// [`StoreError::Conflict`] when the version is taken or its predecessor is missing.
pub async fn append(tx: &mut Tx, entry: &Entry<'_>, body: &impl Serialize) -> Result<()> {
    let body = serde_json::to_string(body).map_err(StoreError::inconsistent)?;
    let conflict = || StoreError::Conflict {
        subject: entry.subject,
        expected: entry.version - 1,
    };
    let previous: Vec<u8> = if entry.version == 1 {
        Vec::new()
    } else {
        tx.fetch_optional(LAST_HASH, args![entry.subject, entry.version - 1])
            .await?
            .ok_or_else(conflict)?
            .get("hash")?
    };
    let values = row_values(tx.suite(), &previous, entry, body);
    match tx.execute(APPEND, values).await {
        Err(StoreError::Duplicate(_)) => Err(conflict()),
        other => other.map(drop),
    }
}

/// The first row of a subject that comes into being in this transaction under an id that nobody
/// else knows.
pub async fn begin(tx: &mut Tx, entry: &Entry<'_>, body: &impl Serialize) -> Result<()> {
    if entry.version != 1 {
        return Err(StoreError::inconsistent("a history begins with version 1"));
    }
    let body = serde_json::to_string(body).map_err(StoreError::inconsistent)?;
    let values = row_values(tx.suite(), &[], entry, body);
    tx.later(APPEND, values).await
}

fn row_values(suite: Suite, previous: &[u8], entry: &Entry<'_>, body: String) -> Vec<Value> {
    let hash = hash_row(suite, previous, entry, &body);
    args![
        entry.subject_kind,
        entry.subject,
        entry.version,
        entry.at,
        entry.actor,
        entry.kind,
        body,
        hash
    ]
}

/// The history of a subject, oldest first.
pub async fn of_subject(tx: &mut Tx, subject: Id) -> Result<Vec<Record>> {
    let rows = tx
        .fetch_all(OF_SUBJECT, args![subject, ROWS_PER_SUBJECT])
        .await?;
    rows.iter().map(Record::from_row).collect()
}
