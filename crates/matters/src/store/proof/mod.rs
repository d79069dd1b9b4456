//! What the journal proves beside itself: texts, photos, people, the matter's row and its row of facts
//! lie in tables of their own, so that they can be erased or found quickly. A keyed digest of each
//! stands in the journal row of the event that brought it.

mod people;
mod row;
mod tasks;
mod verify;
mod whistles;

use std::collections::BTreeMap;

use huiyin_db::fields::Keys;
use huiyin_db::{Result, StoreError};
use huiyin_kernel::{Entropy, Id, to_hex};
use serde::{Deserialize, Serialize};

pub(super) use people::proofs as of_people;
pub(crate) use people::{People, QUERIES as OF_PEOPLE};
pub(crate) use tasks::QUERIES as OF_TASKS;
pub(crate) use verify::QUERIES;
pub use verify::{Checked, Proven, differing, verify, verify_of};
pub(crate) use whistles::QUERIES as OF_WHISTLES;

use crate::facts;
use crate::model::{EventBody, Matter};

/// Letters of a salt: 128 bits in hexadecimal digits.
const SALT_BYTES: usize = 16;

/// Digests in the journal row of one event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Proof {
    /// Of the texts of this event, by their position.
    #[serde(default)]
    pub texts: Vec<String>,
    /// Of texts of earlier events that were blotted or erased with this one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rewritten: Rewritten,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub photos: BTreeMap<Id, String>,
    /// Of whoever asked or joined with this event.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub people: People,
    /// Of the matter as it stood after the change that this event ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
}

/// Digests of rewritten texts under `version.position`.
pub(crate) type Rewritten = BTreeMap<String, String>;

/// What a change did beside its events, for the journal row that proves it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Beside {
    pub rewritten: Rewritten,
    /// The row of somebody who joins with it.
    pub joined: Option<Id>,
}

impl From<Rewritten> for Beside {
    fn from(rewritten: Rewritten) -> Self {
        Self {
            rewritten,
            joined: None,
        }
    }
}

pub(crate) fn place_of(version: i64, position: i64) -> String {
    format!("{version}.{position}")
}

/// The body of a journal row: the event with its proof beside.
#[derive(Serialize)]
pub(crate) struct Body<'e> {
    #[serde(flatten)]
    pub event: &'e EventBody,
    pub proof: &'e Proof,
}

/// A text as its digest covers it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sealed<'t> {
    pub matter: Id,
    pub version: i64,
    pub position: i64,
    pub kind: &'t str,
    pub audience: &'t str,
    pub salt: &'t str,
    pub body: &'t str,
}

impl Sealed<'_> {
    pub fn digest(&self, keys: &Keys) -> String {
        let numbers = place_of(self.version, self.position);
        let matter = self.matter.to_string();
        let parts = [
            &matter,
            &numbers,
            self.kind,
            self.audience,
            self.salt,
            self.body,
        ];
        digest(keys, "text of a matter", &parts)
    }
}

/// Each part with its length, so that nothing moves from one to the next.
fn digest(keys: &Keys, purpose: &str, parts: &[&str]) -> String {
    let said: String = parts
        .iter()
        .flat_map(|part| [part.len().to_string(), ":".to_owned(), (*part).to_owned()])
        .collect();
    keys.digest(purpose, &said)
}

pub(crate) fn new_salt(entropy: &dyn Entropy) -> String {
    let mut bytes = [0u8; SALT_BYTES];
    entropy.fill(&mut bytes);
    to_hex(&bytes)
}

pub(super) fn of_photo(keys: &Keys, matter: Id, photo: Id, blob: &str) -> String {
    let (matter, photo) = (matter.to_string(), photo.to_string());
    digest(keys, "photo of a matter", &[&matter, &photo, blob])
}

fn of_model(keys: &Keys, matter: Id, model: &str) -> String {
    digest(keys, "row of a matter", &[&matter.to_string(), model])
}

fn of_fact(keys: &Keys, matter: Id, fact: &str) -> String {
    digest(keys, "facts of a matter", &[&matter.to_string(), fact])
}

/// Digests of the rows that a change leaves behind.
pub(super) fn of_rows(keys: &Keys, matter: &Matter) -> Result<(String, String)> {
    let model = serde_json::to_string(matter).map_err(StoreError::inconsistent)?;
    let fact = facts::as_text(matter);
    Ok((
        of_model(keys, matter.id, &model),
        of_fact(keys, matter.id, &fact),
    ))
}
