//! Buildings.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::Id;

use crate::model::register::Building;
use crate::rules::register::{label_order, place_key};

queries! {
    INSERT = "INSERT INTO estate_building (id, estate_id, name, phase, folded, sort) VALUES ($1, $2, $3, $4, $5, $6)";
    OF_ESTATE = "SELECT id, estate_id, name, phase FROM estate_building WHERE estate_id = $1
        ORDER BY sort, id LIMIT $2";
    LOAD = "SELECT id, estate_id, name, phase FROM estate_building WHERE id = $1";
    BY_NAME = "SELECT id, estate_id, name, phase FROM estate_building WHERE estate_id = $1 AND folded = $2";
    MOVE = "UPDATE estate_building SET estate_id = $2, phase = $3, folded = $4, sort = $5 WHERE id = $1";
}

/// What a building is found by: its phase and its name.
pub fn key(phase: &str, name: &str) -> String {
    place_key(&format!("{phase}{name}"))
}

fn order(phase: &str, name: &str) -> String {
    label_order(&format!("{phase}{name}"))
}

pub async fn insert(tx: &mut Tx, it: &Building) -> Result<()> {
    let values = args![
        it.id,
        it.estate,
        &it.name,
        &it.phase,
        key(&it.phase, &it.name),
        order(&it.phase, &it.name)
    ];
    tx.execute(INSERT, values).await.map(drop)
}

fn building(row: &Row) -> Result<Building> {
    Ok(Building {
        id: row.get("id")?,
        estate: row.get("estate_id")?,
        name: row.get("name")?,
        phase: row.get("phase")?,
    })
}

/// In the order in which people count them.
pub async fn of_estate(tx: &mut Tx, estate: Id, limit: i64) -> Result<Vec<Building>> {
    let rows = tx.fetch_all(OF_ESTATE, args![estate, limit]).await?;
    rows.iter().map(building).collect()
}

pub async fn load(tx: &mut Tx, id: Id) -> Result<Option<Building>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.as_ref().map(building).transpose()
}

pub async fn by_name(tx: &mut Tx, estate: Id, phase: &str, name: &str) -> Result<Option<Building>> {
    let row = tx
        .fetch_optional(BY_NAME, args![estate, key(phase, name)])
        .await?;
    row.as_ref().map(building).transpose()
}

/// Puts a building into another estate, as a part of that phase.
pub async fn move_to(tx: &mut Tx, it: &Building, estate: Id, phase: &str) -> Result<()> {
    let values = args![
        it.id,
        estate,
        phase,
        key(phase, &it.name),
        order(phase, &it.name)
    ];
    tx.execute(MOVE, values).await.map(drop)
}
