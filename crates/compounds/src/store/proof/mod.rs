//! What the journal proves of what was decided beside votes and meetings: elections, interim
//! committees, rules of the house, and cases of mediation. Each is held by a digest in the row of its
//! last event and by what its events say; what is sealed under the key of a person or of a case is
//! never opened here.

mod elections;
mod history;
mod house_rules;
mod interim;
mod mediation;

use huiyin_db::fields::Keys;
use huiyin_db::seal::{Differs, Fault, Held, Wrong};
use huiyin_db::{Result, Row, StoreError, Tx};
use huiyin_kernel::{Date, Id, Instant, to_hex};
use serde::{Deserialize, Serialize};

pub(crate) use elections::QUERIES as OF_ELECTIONS;
pub(crate) use house_rules::QUERIES as OF_HOUSE_RULES;
pub(crate) use interim::QUERIES as OF_INTERIM;
pub(crate) use mediation::QUERIES as OF_MEDIATION;

/// Subjects held at once.
const PAGE: i64 = 200;
/// More rows than those of one page can have.
const ROWS_LIMIT: i64 = 200_000;

const OTHER_VERSION: &str = "its row is of another version than its history";
const UNREADABLE: &str = "its row cannot be read";

/// The body of a journal row: the event with the digest of what stands behind it.
#[derive(Serialize)]
pub(super) struct Body<'b, B> {
    #[serde(flatten)]
    pub event: &'b B,
    pub proof: String,
    /// Of the sealed words that came with the event, where some did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl<'b, B> Body<'b, B> {
    pub const fn new(event: &'b B, proof: String) -> Self {
        Self {
            event,
            proof,
            words: None,
        }
    }
}

/// What is read of a body beside the event itself.
#[derive(Default, Deserialize)]
struct Beside {
    #[serde(default)]
    proof: Option<String>,
    #[serde(default)]
    words: Option<String>,
}

/// A keyed digest of what is written of a subject.
pub(super) fn of_text(keys: &Keys, kind: &'static str, id: Id, text: &str) -> String {
    keys.digest(kind, &format!("{id}:{text}"))
}

/// A keyed digest of a sealed value and a column beside it that follows from rules of a city, which
/// may change. No two seals are alike, so nobody can try out a name with it, not even who holds the
/// key.
pub(super) fn of_sealed(
    keys: &Keys,
    kind: &'static str,
    id: Id,
    (sealed, beside): (&[u8], &str),
) -> String {
    of_text(keys, kind, id, &format!("{beside}:{}", to_hex(sealed)))
}

/// What was held against the journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proven {
    pub elections: u64,
    pub interim: u64,
    pub rules: u64,
    pub cases: u64,
    /// What was last written before the journal knew digests of it.
    pub unproven: u64,
}

/// Holds everything of this room against the journal, which is proven apart.
pub async fn verify_in(tx: &mut Tx, keys: &Keys) -> Result<Held<Proven>> {
    let mut proven = Proven::default();
    Ok(match wrong(tx, keys, &mut proven).await? {
        Some(wrong) => Held::Broken(Box::new(wrong)),
        None => Held::Sound(proven),
    })
}

async fn wrong(tx: &mut Tx, keys: &Keys, proven: &mut Proven) -> Result<Option<Wrong>> {
    if let Some(wrong) = elections::wrong(tx, keys, proven).await? {
        return Ok(Some(wrong));
    }
    if let Some(wrong) = interim::wrong(tx, keys, proven).await? {
        return Ok(Some(wrong));
    }
    if let Some(wrong) = house_rules::wrong(tx, keys, proven).await? {
        return Ok(Some(wrong));
    }
    mediation::wrong(tx, keys, proven).await
}

/// Whose row is held, and where its history ends.
#[derive(Clone, Copy)]
struct Whose {
    id: Id,
    version: i64,
    table: &'static str,
}

impl Whose {
    fn of(row: &Row, table: &'static str) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            version: row.get("version")?,
            table,
        })
    }

    fn wrong(self, why: &'static str) -> Wrong {
        let fault = Fault::of(self.id, self.version, why);
        Wrong::row(fault, self.table, self.id.to_string())
    }

    /// A row of another table that hangs on it.
    fn below(self, why: &'static str, table: &'static str, key: String) -> Wrong {
        Wrong::row(Fault::of(self.id, self.version, why), table, key)
    }

    fn column(self, differs: Differs) -> Wrong {
        Wrong::column(self.id, self.version, self.table, differs)
    }

    /// The value from which all else follows is another than the one whose digest is known.
    fn altered(self, why: &'static str, column: &'static str, due: &str, stored: &str) -> Wrong {
        self.wrong(why).because(Some(Differs {
            column,
            stored: Some(stored.to_owned()),
            expected: Some(due.to_owned()),
        }))
    }
}

/// What the row of the last event carries; nothing where there is no such row.
fn beside(row: &Row) -> Result<Option<Beside>> {
    let body: Option<String> = row.get("body")?;
    body.map(|it| serde_json::from_str(&it).map_err(StoreError::inconsistent))
        .transpose()
}

fn word(row: &Row, column: &'static str, due: Option<String>) -> Result<Option<Differs>> {
    let stored: Option<String> = row.get(column)?;
    Ok(Differs::between(column, stored, due, |it| it))
}

/// The first of these columns that says something else.
fn words(row: &Row, due: Vec<(&'static str, Option<String>)>) -> Result<Option<Differs>> {
    for (column, due) in due {
        if let Some(found) = word(row, column, due)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn number(row: &Row, column: &'static str, due: i64) -> Result<Option<Differs>> {
    let stored: Option<i64> = row.get(column)?;
    let write = |it: i64| it.to_string();
    Ok(Differs::between(column, stored, Some(due), write))
}

fn moment(row: &Row, column: &'static str, due: Option<Instant>) -> Result<Option<Differs>> {
    let stored: Option<Instant> = row.get(column)?;
    Ok(Differs::between(column, stored, due, Instant::to_rfc3339))
}

fn day(it: Option<Date>) -> Option<String> {
    it.map(|it| it.to_string())
}
