//! What counts of all that was sent about a door.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, StoreError, Tx, args, queries, subject};
use huiyin_kernel::{Entropy, Id, Instant};

use super::submissions::{open, seal};
use crate::model::Said;

queries! {
    PUT = "INSERT INTO visit_result (visit_id, form_id, form_version, body_sealed, made_of, settled_by, settled_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (visit_id) DO UPDATE SET form_id = excluded.form_id, form_version = excluded.form_version,
            body_sealed = excluded.body_sealed, made_of = excluded.made_of, settled_by = excluded.settled_by,
            settled_at = excluded.settled_at";
    LOAD = "SELECT form_id, form_version, body_sealed, made_of, settled_by, settled_at FROM visit_result
        WHERE visit_id = $1";
    FORGET = "UPDATE visit_result SET body_sealed = $2 WHERE visit_id = $1";
    REMOVE = "DELETE FROM visit_result WHERE visit_id = $1 AND settled_by = 'system'";
}

/// A result, opened; without words once it was forgotten.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub form: (String, u32),
    pub said: Option<Said>,
    pub made_of: Vec<Id>,
    /// `system` where all agreed, else the account that looked.
    pub settled_by: String,
    pub settled_at: Instant,
}

fn place(visit: Id) -> String {
    format!("visit.result:{visit}")
}

pub async fn put(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    (visit, person): (Id, Id),
    outcome: &Outcome,
) -> Result<()> {
    let now = outcome.settled_at;
    let key = subject::key_for_writing(tx, keys, entropy, person, now).await?;
    let sealed = match &outcome.said {
        Some(said) => seal(&key, &place(visit), said, entropy)?,
        None => Vec::new(),
    };
    let made_of = serde_json::to_string(&outcome.made_of).map_err(StoreError::inconsistent)?;
    let values = args![
        visit,
        &outcome.form.0,
        outcome.form.1,
        sealed,
        made_of,
        &outcome.settled_by,
        now
    ];
    tx.execute(PUT, values).await.map(drop)
}

pub async fn load(tx: &mut Tx, keys: &Keys, visit: Id, person: Id) -> Result<Option<Outcome>> {
    let Some(row) = tx.fetch_optional(LOAD, args![visit]).await? else {
        return Ok(None);
    };
    let key = subject::key(tx, keys, person).await?;
    let sealed: Vec<u8> = row.get("body_sealed")?;
    let version: i64 = row.get("form_version")?;
    Ok(Some(Outcome {
        form: (
            row.get("form_id")?,
            u32::try_from(version).map_err(StoreError::inconsistent)?,
        ),
        said: open(&key, &place(visit), &sealed)?,
        made_of: row.json("made_of")?,
        settled_by: row.get("settled_by")?,
        settled_at: row.get("settled_at")?,
    }))
}

/// What nobody has looked at counts no more, because somebody else answered otherwise.
pub async fn remove_unlooked(tx: &mut Tx, visit: Id) -> Result<()> {
    tx.execute(REMOVE, args![visit]).await.map(drop)
}

pub async fn forget(tx: &mut Tx, visit: Id) -> Result<()> {
    tx.execute(FORGET, args![visit, Vec::<u8>::new()])
        .await
        .map(drop)
}
