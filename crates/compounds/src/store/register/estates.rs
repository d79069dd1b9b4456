//! Estates.

use huiyin_db::{Result, Row, Tx, args, journal, queries};
use huiyin_kernel::{Id, Instant};
use serde::Serialize;

use crate::model::register::Estate;

queries! {
    INSERT = "INSERT INTO estate (id, version, area_id, area_path, name, active, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    LOAD = "SELECT id, version, area_id, area_path, name, active FROM estate WHERE id = $1";
    /// Estates below an area in the order of their ids, behind one of them.
    BELOW = "SELECT id, version, area_id, area_path, name, active FROM estate
        WHERE area_path LIKE $1 || '%' AND id > $2 ORDER BY id LIMIT $3";
    HEADS = "SELECT id AS subject, version FROM estate WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which estates stand in the journal.
pub const SUBJECT: &str = "estate";

pub async fn insert(tx: &mut Tx, estate: &Estate, now: Instant) -> Result<()> {
    let values = args![
        estate.id,
        estate.version,
        estate.area,
        &estate.area_path,
        &estate.name,
        estate.active,
        now
    ];
    tx.execute(INSERT, values).await.map(drop)
}

fn estate(row: &Row) -> Result<Estate> {
    Ok(Estate {
        id: row.get("id")?,
        version: row.get("version")?,
        area: row.get("area_id")?,
        area_path: row.get("area_path")?,
        name: row.get("name")?,
        active: row.get("active")?,
    })
}

pub async fn load(tx: &mut Tx, id: Id) -> Result<Option<Estate>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.as_ref().map(estate).transpose()
}

/// Estates below an area, behind one of them.
pub async fn below(tx: &mut Tx, path: &str, behind: Option<Id>, limit: i64) -> Result<Vec<Estate>> {
    let behind = behind.map(|id| id.to_string()).unwrap_or_default();
    let rows = tx.fetch_all(BELOW, args![path, behind, limit]).await?;
    rows.iter().map(estate).collect()
}

/// One row of an estate's history. `body` holds nothing personal.
pub async fn record(
    tx: &mut Tx,
    estate: &Estate,
    kind: &str,
    body: &impl Serialize,
    actor: &str,
    now: Instant,
) -> Result<()> {
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: estate.id,
        version: i64::from(estate.version),
        at: now,
        actor,
        kind,
    };
    journal::append(tx, &entry, body).await
}
