//! Estates.

use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Id, Instant};
use serde::Serialize;

use crate::model::register::Estate;
use crate::rules::register::place_key;

queries! {
    INSERT = "INSERT INTO estate (id, version, area_id, area_path, name, folded, facts, joined_into, active, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    UPDATE = "UPDATE estate SET version = $3, name = $4, folded = $5, facts = $6, joined_into = $7, active = $8
        WHERE id = $1 AND version = $2";
    LOAD = "SELECT id, version, area_id, area_path, name, facts, joined_into, active FROM estate WHERE id = $1";
    /// Estates below an area in the order of their ids, behind one of them.
    BELOW = "SELECT id, version, area_id, area_path, name, facts, joined_into, active FROM estate
        WHERE area_path LIKE $1 || '%' AND id > $2 ORDER BY id LIMIT $3";
    OF_AREA = "SELECT id, version, area_id, area_path, name, facts, joined_into, active FROM estate
        WHERE area_id = $1 ORDER BY id LIMIT $2";
    /// Those whose own name or one of whose further names holds a text.
    NAMED = "SELECT id, version, area_id, area_path, name, facts, joined_into, active FROM estate
        WHERE active = 1 AND (folded LIKE '%' || $1 || '%' ESCAPE '!' OR EXISTS (SELECT 1 FROM estate_name n
            WHERE n.estate_id = estate.id AND n.folded LIKE '%' || $1 || '%' ESCAPE '!'))
        ORDER BY folded, id LIMIT $2";
    HEADS = "SELECT id AS subject, version FROM estate WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which estates stand in the journal.
pub const SUBJECT: &str = "estate";

fn facts_of(estate: &Estate) -> Result<String> {
    serde_json::to_string(&estate.facts).map_err(StoreError::inconsistent)
}

pub async fn insert(tx: &mut Tx, estate: &Estate, now: Instant) -> Result<()> {
    let values = args![
        estate.id,
        estate.version,
        estate.area,
        &estate.area_path,
        &estate.name,
        place_key(&estate.name),
        facts_of(estate)?,
        estate.joined_into,
        estate.active,
        now
    ];
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes an estate anew if nobody was faster.
pub async fn update(tx: &mut Tx, before: u32, estate: &Estate) -> Result<()> {
    let expected = i64::from(before);
    let values = args![
        estate.id,
        expected,
        estate.version,
        &estate.name,
        place_key(&estate.name),
        facts_of(estate)?,
        estate.joined_into,
        estate.active
    ];
    tx.execute_locked(UPDATE, values, estate.id, expected).await
}

fn estate(row: &Row) -> Result<Estate> {
    Ok(Estate {
        id: row.get("id")?,
        version: row.get("version")?,
        area: row.get("area_id")?,
        area_path: row.get("area_path")?,
        name: row.get("name")?,
        facts: row.json("facts")?,
        joined_into: row.get("joined_into")?,
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

/// Estates on one compound: mostly one.
pub async fn of_area(tx: &mut Tx, area: Id, limit: i64) -> Result<Vec<Estate>> {
    let rows = tx.fetch_all(OF_AREA, args![area, limit]).await?;
    rows.iter().map(estate).collect()
}

/// Estates whose name holds a text, by any of their names; all where it is empty.
pub async fn named(tx: &mut Tx, text: &str, limit: i64) -> Result<Vec<Estate>> {
    let folded = place_key(text);
    let mut escaped = String::with_capacity(folded.len());
    for sign in folded.chars() {
        if matches!(sign, '%' | '_' | '!') {
            escaped.push('!');
        }
        escaped.push(sign);
    }
    let rows = tx.fetch_all(NAMED, args![escaped, limit]).await?;
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
