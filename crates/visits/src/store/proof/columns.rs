//! Columns that follow from the model of their row.

use huiyin_db::seal::Differs;
use huiyin_db::{Result, Row};
use huiyin_kernel::{Id, Instant};

use crate::model::{Dwelling, Visit};

fn words(row: &Row, due: &[(&'static str, Option<String>)]) -> Result<Option<Differs>> {
    for (column, expected) in due {
        let stored: Option<String> = row.get(column)?;
        if let Some(found) = Differs::between(column, stored, expected.clone(), |it| it) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn number(row: &Row, column: &'static str, expected: i64) -> Result<Option<Differs>> {
    let stored: Option<i64> = row.get(column)?;
    let write = |it: i64| it.to_string();
    Ok(Differs::between(column, stored, Some(expected), write))
}

fn time(row: &Row, column: &'static str, expected: Option<Instant>) -> Result<Option<Differs>> {
    let stored: Option<Instant> = row.get(column)?;
    Ok(Differs::between(
        column,
        stored,
        expected,
        Instant::to_rfc3339,
    ))
}

fn id(id: Id) -> String {
    id.to_string()
}

/// The first column of a visit that its model does not give.
pub(super) fn of_visit(row: &Row, visit: &Visit) -> Result<Option<Differs>> {
    let due = [
        ("id", Some(id(visit.id))),
        ("state", Some(visit.state.name().name().to_owned())),
        ("round_id", Some(id(visit.round))),
        ("dwelling_id", Some(id(visit.dwelling))),
    ];
    if let Some(found) = words(row, &due)? {
        return Ok(Some(found));
    }
    if let Some(found) = number(row, "version", i64::from(visit.version))? {
        return Ok(Some(found));
    }
    time(row, "ended_at", visit.state.ended_at())
}

/// The first column of a door that its model does not give.
pub(super) fn of_door(row: &Row, door: &Dwelling) -> Result<Option<Differs>> {
    let due = [
        ("id", Some(id(door.id))),
        ("kind", Some(door.kind.name().to_owned())),
        ("community_id", Some(id(door.community))),
        ("compound_id", door.compound.map(id)),
    ];
    if let Some(found) = words(row, &due)? {
        return Ok(Some(found));
    }
    let due = [
        ("version", i64::from(door.version)),
        ("disturb", i64::from(door.disturb.is_some())),
        ("active", i64::from(door.active)),
    ];
    for (column, expected) in due {
        if let Some(found) = number(row, column, expected)? {
            return Ok(Some(found));
        }
    }
    time(row, "last_uninvited_at", door.last_uninvited_at)
}
