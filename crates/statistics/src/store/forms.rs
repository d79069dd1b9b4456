//! Empty forms of an upper level, with what is known about them.

use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Id, Instant};
use serde::Serialize;

use crate::rules::ledgers::Mapping;

queries! {
    INSERT = "INSERT INTO statistics_form (id, scope, version, title, blob_id, mapping, created_at, changed_at)
        VALUES ($1, $2, 1, $3, $4, $5, $6, $6)";
    UPDATE = "UPDATE statistics_form SET version = version + 1, title = $3, blob_id = $4, mapping = $5, changed_at = $6,
            removed_at = $7
        WHERE id = $1 AND version = $2 AND removed_at IS NULL";
    LOAD = "SELECT id, scope, version, title, blob_id, mapping, changed_at FROM statistics_form
        WHERE id = $1 AND removed_at IS NULL";
    SAME = "SELECT id, scope, version, title, blob_id, mapping, changed_at FROM statistics_form
        WHERE scope = $1 AND blob_id = $2 AND removed_at IS NULL";
    OF_SCOPE = "SELECT id, scope, version, title, blob_id, mapping, changed_at FROM statistics_form
        WHERE scope = $1 AND removed_at IS NULL ORDER BY title, id LIMIT $2";
    KNOWN = "SELECT id FROM statistics_form WHERE id = $1";
    HEADS = "SELECT id AS subject, version FROM statistics_form WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which forms stand in the journal.
pub(crate) const SUBJECT: &str = "statistics_form";

/// A form as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub id: Id,
    pub scope: String,
    pub version: i64,
    pub title: String,
    pub blob: String,
    pub mapping: Mapping,
    pub changed_at: Instant,
}

/// What happened to a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    Added,
    Mapped,
    Replaced,
    Removed,
}

impl Change {
    const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Mapped => "mapped",
            Self::Replaced => "replaced",
            Self::Removed => "removed",
        }
    }
}

#[derive(Serialize)]
struct Body<'a> {
    title: &'a str,
    blob: &'a str,
    mapping: &'a Mapping,
}

fn form(row: &Row) -> Result<Kept> {
    Ok(Kept {
        id: row.get("id")?,
        scope: row.get("scope")?,
        version: row.get("version")?,
        title: row.get("title")?,
        blob: row.get("blob_id")?,
        mapping: row.json("mapping")?,
        changed_at: row.get("changed_at")?,
    })
}

pub(crate) async fn load(tx: &mut Tx, id: Id) -> Result<Option<Kept>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.as_ref().map(form).transpose()
}

/// Whether there is, or was, a form of this id.
pub(crate) async fn is_known(tx: &mut Tx, id: Id) -> Result<bool> {
    let row = tx.fetch_optional(KNOWN, args![id]).await?;
    Ok(row.is_some())
}

/// The form of this scope that is the same file.
pub(crate) async fn same(tx: &mut Tx, scope: &str, blob: &str) -> Result<Option<Kept>> {
    let row = tx.fetch_optional(SAME, args![scope, blob]).await?;
    row.as_ref().map(form).transpose()
}

pub(crate) async fn of_scope(tx: &mut Tx, scope: &str, most: i64) -> Result<Vec<Kept>> {
    let rows = tx.fetch_all(OF_SCOPE, args![scope, most]).await?;
    rows.iter().map(form).collect()
}

/// Writes a form as it is now; its version is the one that was looked at, 0 for a new one.
pub(crate) async fn save(
    tx: &mut Tx,
    form: &Kept,
    change: Change,
    (actor, now): (&str, Instant),
) -> Result<()> {
    let mapping = serde_json::to_string(&form.mapping).map_err(StoreError::inconsistent)?;
    let blob = form.blob.as_str();
    if change == Change::Added {
        let values = args![
            form.id,
            form.scope.as_str(),
            form.title.as_str(),
            blob,
            mapping,
            now
        ];
        tx.execute(INSERT, values).await?;
    } else {
        let removed = (change == Change::Removed).then_some(now);
        let title = form.title.as_str();
        let values = args![form.id, form.version, title, blob, mapping, now, removed];
        tx.execute_locked(UPDATE, values, form.id, form.version)
            .await?;
    }
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: form.id,
        version: form.version + 1,
        at: now,
        actor,
        kind: change.name(),
    };
    let body = Body {
        title: &form.title,
        blob,
        mapping: &form.mapping,
    };
    journal::append(tx, &entry, &body).await
}
