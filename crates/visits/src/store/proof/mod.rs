//! What the journal proves of visits beside itself: answers as they were sent, doors that asked for
//! rest, plans that were confirmed and where they put the visits, and badges.
//!
//! What follows from events is held against them and has no digest. Answers and the stops of a
//! plan follow from no event, so the journal row of the event that brought them carries a keyed
//! digest beside it.

mod answers;
mod badges;
mod columns;
mod doors;
mod history;
mod plans;

use huiyin_db::fields::Keys;
use huiyin_db::seal::{Fault, Held, Wrong};
use huiyin_db::{Db, Result, Tx};
use huiyin_kernel::Id;
use serde::{Deserialize, Serialize};

pub(crate) use answers::{QUERIES as OF_ANSWERS, of_event};
pub(crate) use badges::QUERIES as OF_BADGES;
pub(crate) use doors::QUERIES as OF_DOORS;
pub(crate) use history::QUERIES as OF_VISITS;
pub(crate) use plans::{QUERIES as OF_PLANS, of_plan};

/// Visits, and doors, that are held at once.
const PAGE: i64 = 500;
/// More rows than those of one page can have.
const ROWS_LIMIT: i64 = 200_000;

/// Digests in the journal row of one event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Proof {
    /// Of the row of answers that came with it, without what became of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
    /// Of their sealed words, which may be forgotten apart from the row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Of all stops of the plan that was taken with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stops: Option<String>,
}

/// The body of a journal row: the event with its proof beside.
#[derive(Serialize)]
pub(crate) struct Body<'e, E> {
    #[serde(flatten)]
    pub event: &'e E,
    pub proof: &'e Proof,
}

/// The same as it is read back; the event is read apart.
#[derive(Deserialize)]
struct WithProof {
    proof: Option<Proof>,
}

/// What was held against the journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proven {
    /// Doors, with whether they asked for rest.
    pub doors: u64,
    /// Visits, with what became of them.
    pub visits: u64,
    /// Answers as they were sent.
    pub answers: u64,
    /// Stops of plans that were confirmed.
    pub stops: u64,
    pub badges: u64,
    /// Answers, stops and badges from before the journal knew of them.
    pub unproven: u64,
}

pub type Checked = Held<Proven>;

/// Holds all rows of the slice that follow from the journal against it; the journal is proven apart.
pub async fn verify(db: &Db, keys: &Keys) -> Result<Checked> {
    let mut tx = db.steady().await?;
    let mut proven = Proven::default();
    Ok(match wrong(&mut tx, keys, &mut proven).await? {
        Some(wrong) => Held::Broken(Box::new(wrong)),
        None => Held::Sound(proven),
    })
}

async fn wrong(tx: &mut Tx, keys: &Keys, proven: &mut Proven) -> Result<Option<Wrong>> {
    if let Some(found) = doors::wrong(tx, proven).await? {
        return Ok(Some(found));
    }
    if let Some(found) = answers::wrong(tx, keys, proven).await? {
        return Ok(Some(found));
    }
    if let Some(found) = plans::wrong(tx, keys, proven).await? {
        return Ok(Some(found));
    }
    badges::wrong(tx, proven).await
}

/// Each part with its length, so that nothing moves from one to the next.
fn digest(keys: &Keys, purpose: &str, parts: &[&str]) -> String {
    let mut said = String::new();
    for part in parts {
        said.push_str(&part.len().to_string());
        said.push(':');
        said.push_str(part);
    }
    keys.digest(purpose, &said)
}

fn row(
    (subject, version, why): (Id, i64, &'static str),
    table: &'static str,
    key: impl std::fmt::Display,
) -> Wrong {
    Wrong::row(Fault::of(subject, version, why), table, key.to_string())
}
