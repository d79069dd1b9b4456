//! Exclusive units.

use huiyin_db::fields::Keys;
use huiyin_db::{Query, Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Id, Instant};
use serde::Serialize;

use super::proof;
use crate::model::register::{AreaSource, Building, Delivery, Unit, UnitKind};
use crate::rules::register::{label_order, place_key};

queries! {
    INSERT = "INSERT INTO estate_unit (id, version, estate_id, building_id, label, folded, sort, kind, area_centi,
            source, delivery, in_dispute, representative_id, active)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    UPDATE = "UPDATE estate_unit SET version = $3, estate_id = $4, building_id = $5, label = $6, folded = $7, sort = $8,
            kind = $9, area_centi = $10, source = $11, delivery = $12, in_dispute = $13, representative_id = $14,
            active = $15
        WHERE id = $1 AND version = $2";
    LOAD = "SELECT id, version, estate_id, building_id, label, kind, area_centi, source, delivery, in_dispute,
            representative_id, active FROM estate_unit WHERE id = $1";
    BY_PLACE = "SELECT id, version, estate_id, building_id, label, kind, area_centi, source, delivery, in_dispute,
            representative_id, active FROM estate_unit WHERE building_id = $1 AND folded = $2";
    /// Units of an estate in the order in which people count them, behind one of them.
    ORDERED = "SELECT id, version, estate_id, building_id, label, sort, kind, area_centi, source, delivery, in_dispute,
            representative_id, active FROM estate_unit
        WHERE estate_id = $1 AND (sort > $2 OR (sort = $2 AND id > $3)) ORDER BY sort, id LIMIT $4";
    SUMS = "SELECT kind, COUNT(*) AS n, CAST(SUM(area_centi) AS BIGINT) AS area FROM estate_unit
        WHERE estate_id = $1 AND active = 1 GROUP BY kind ORDER BY kind";
    UNIT_HEADS = "SELECT id AS subject, version FROM estate_unit WHERE id > $1 ORDER BY id LIMIT $2";
}

/// Heads of the journal for `audit verify`.
pub const HEADS: Query = UNIT_HEADS;

/// The kind under which units stand in the journal.
pub const SUBJECT: &str = "estate_unit";

fn order(building: &Building, label: &str) -> String {
    label_order(&format!("{}{}/{label}", building.phase, building.name))
}

pub async fn insert(tx: &mut Tx, it: &Unit, building: &Building) -> Result<()> {
    let values = args![
        it.id,
        it.version,
        it.estate,
        it.building,
        &it.label,
        place_key(&it.label),
        order(building, &it.label),
        it.kind.name(),
        it.area_centi,
        it.source.name(),
        it.delivery.name(),
        it.in_dispute,
        it.representative,
        it.active
    ];
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes a unit anew if nobody was faster.
pub async fn update(tx: &mut Tx, before: u32, it: &Unit, building: &Building) -> Result<()> {
    let expected = i64::from(before);
    let values = args![
        it.id,
        expected,
        it.version,
        it.estate,
        it.building,
        &it.label,
        place_key(&it.label),
        order(building, &it.label),
        it.kind.name(),
        it.area_centi,
        it.source.name(),
        it.delivery.name(),
        it.in_dispute,
        it.representative,
        it.active
    ];
    tx.execute_locked(UPDATE, values, it.id, expected).await
}

fn word<T>(row: &Row, column: &str, read: fn(&str) -> Option<T>) -> Result<T> {
    let text: String = row.get(column)?;
    read(&text).ok_or_else(|| StoreError::inconsistent(format!("{column} {text}")))
}

pub(super) fn unit(row: &Row) -> Result<Unit> {
    Ok(Unit {
        id: row.get("id")?,
        version: row.get("version")?,
        estate: row.get("estate_id")?,
        building: row.get("building_id")?,
        label: row.get("label")?,
        kind: word(row, "kind", UnitKind::from_name)?,
        area_centi: row.get("area_centi")?,
        source: word(row, "source", AreaSource::from_name)?,
        delivery: word(row, "delivery", Delivery::from_name)?,
        in_dispute: row.get("in_dispute")?,
        representative: row.get("representative_id")?,
        active: row.get("active")?,
    })
}

pub async fn load(tx: &mut Tx, id: Id) -> Result<Option<Unit>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.as_ref().map(unit).transpose()
}

/// The unit of a building with this label, in any spelling.
pub async fn by_place(tx: &mut Tx, building: Id, label: &str) -> Result<Option<Unit>> {
    let row = tx
        .fetch_optional(BY_PLACE, args![building, place_key(label)])
        .await?;
    row.as_ref().map(unit).transpose()
}

/// From where a list of units goes on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Behind {
    pub sort: String,
    pub id: String,
}

/// Units in their order, behind a place in it, and the place of the last of them.
pub async fn of_estate(
    tx: &mut Tx,
    estate: Id,
    behind: &Behind,
    limit: i64,
) -> Result<Vec<(Unit, Behind)>> {
    let values = args![estate, &behind.sort, &behind.id, limit];
    let rows = tx.fetch_all(ORDERED, values).await?;
    rows.iter()
        .map(|row| {
            let found = unit(row)?;
            let place = Behind {
                sort: row.get("sort")?,
                id: found.id.to_string(),
            };
            Ok((found, place))
        })
        .collect()
}

/// Units read at once where all are wanted.
const PAGE: i64 = 5_000;

/// Every unit of an estate in order, those too that are no longer in use.
pub async fn all(tx: &mut Tx, estate: Id) -> Result<Vec<Unit>> {
    let mut found = Vec::new();
    let mut behind = Behind::default();
    loop {
        let page = of_estate(tx, estate, &behind, PAGE).await?;
        let is_last = i64::try_from(page.len()).unwrap_or(PAGE) < PAGE;
        if let Some((_, place)) = page.last() {
            behind = place.clone();
        }
        found.extend(page.into_iter().map(|(unit, _)| unit));
        if is_last {
            return Ok(found);
        }
    }
}

/// How many units of a kind, and their area in 0.01 m².
pub async fn sums(tx: &mut Tx, estate: Id) -> Result<Vec<(UnitKind, i64, i64)>> {
    let rows = tx.fetch_all(SUMS, args![estate]).await?;
    rows.iter()
        .map(|row| {
            let kind = word(row, "kind", UnitKind::from_name)?;
            Ok((kind, row.get("n")?, row.get("area")?))
        })
        .collect()
}

/// One row of a unit's history, with the digest of the unit as it now stands. `body` holds nothing
/// personal.
pub async fn record(
    tx: &mut Tx,
    keys: &Keys,
    unit: &Unit,
    kind: &str,
    body: &impl Serialize,
    actor: &str,
    now: Instant,
) -> Result<()> {
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: unit.id,
        version: i64::from(unit.version),
        at: now,
        actor,
        kind,
    };
    journal::append(tx, &entry, &proof::body(keys, unit, body)).await
}
