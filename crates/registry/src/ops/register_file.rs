//! A district's register out of two tables: everything is checked, then everything is taken.

use std::collections::BTreeMap;

use huiyin_db::{Result, StoreError, Tx, journal};
use huiyin_kernel::{Id, Said};
use serde::Serialize;

use super::{Doer, note};
use crate::model::{Area, Body, Spelling};
use crate::rules::fold;
use crate::rules::register_check::{Known, check};
use crate::rules::register_file::{AreaRow, BodyRow, Fault, Read};
use crate::store::{areas, bodies};

/// Faults that are told at most; whoever has mended so many looks again.
pub const FAULTS_TOLD: usize = 1_000;

/// What became, or would become, of the rows of one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
}

/// With a single fault nothing is taken, and the counts stay at nought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegisterReport {
    pub areas: Counts,
    pub bodies: Counts,
    pub faults: Vec<Fault>,
}

/// The tables as read; one that was not given is empty.
#[derive(Debug, Clone, Default)]
pub struct RegisterTables {
    pub areas: Read<AreaRow>,
    pub bodies: Read<BodyRow>,
}

/// Checks the tables by themselves, as in an empty district, and says what they would add.
pub fn judge_register(tables: &RegisterTables) -> RegisterReport {
    let mut report = faults_of(tables, &Known::default());
    if report.faults.is_empty() {
        report.areas.added = tables.areas.rows.len();
        report.bodies.added = tables.bodies.rows.len();
    }
    report
}

/// Takes the tables into the register: what is new is added, what is known by its code gets the
/// names, the phone and the point of the table, and nothing is removed. The caller commits; for a
/// try-out the transaction is dropped.
pub async fn import_register(
    tx: &mut Tx,
    tables: &RegisterTables,
    by: Doer<'_>,
) -> Result<RegisterReport> {
    let mut known = load(tx, tables).await?;
    let mut report = faults_of(tables, &known);
    if report.faults.is_empty() {
        report.areas = take_areas(tx, &tables.areas.rows, &mut known.areas, by).await?;
        report.bodies = take_bodies(tx, &tables.bodies.rows, &known, by).await?;
    }
    Ok(report)
}

fn faults_of(tables: &RegisterTables, known: &Known) -> RegisterReport {
    let mut faults = check(&tables.areas, &tables.bodies, known);
    faults.truncate(FAULTS_TOLD);
    RegisterReport {
        faults,
        ..RegisterReport::default()
    }
}

async fn load(tx: &mut Tx, tables: &RegisterTables) -> Result<Known> {
    let by_code = |area: Area| (area.code.clone(), area);
    let mut known = Known {
        areas: areas::all(tx).await?.into_iter().map(by_code).collect(),
        ..Known::default()
    };
    for body in bodies::all(tx).await? {
        known.bodies.insert(body.code.clone(), body);
    }
    for alias in tables.bodies.rows.iter().flat_map(|row| &row.aliases) {
        let folded = fold::name(alias);
        let spelling = bodies::spelling(tx, &folded).await?;
        known.spellings.insert(folded, spelling);
    }
    Ok(known)
}

/// How a thing came into the register, in words of this program.
#[derive(Serialize)]
struct Registered<'a> {
    code: &'a str,
    kind: &'a str,
    area_path: &'a str,
}

#[derive(Serialize)]
struct Changed<'a> {
    fields: &'a [&'static str],
}

async fn take_areas(
    tx: &mut Tx,
    rows: &[AreaRow],
    known: &mut BTreeMap<String, Area>,
    by: Doer<'_>,
) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut ordered: Vec<&AreaRow> = rows.iter().collect();
    // The kinds go from the district down, so what holds an area is there before it.
    ordered.sort_by_key(|row| (row.kind, row.row));
    for row in ordered {
        if let Some(area) = known.get(&row.code) {
            let is_changed = change_area(tx, row, area, by).await?;
            counts.changed += usize::from(is_changed);
            counts.unchanged += usize::from(!is_changed);
        } else {
            let area = new_area(row, known.get(&row.parent_code));
            areas::insert(tx, &area).await?;
            let body = Registered {
                code: &area.code,
                kind: area.kind.as_str(),
                area_path: &area.path,
            };
            note(tx, ("area", area.id), 1, "registered", &body, by).await?;
            known.insert(area.code.clone(), area);
            counts.added += 1;
        }
    }
    Ok(counts)
}

fn new_area(row: &AreaRow, parent: Option<&Area>) -> Area {
    Area {
        id: Id::derived("area", &row.code),
        code: row.code.clone(),
        kind: row.kind,
        parent_id: parent.map(|parent| parent.id),
        path: parent.map_or_else(
            || format!("{}/", row.code),
            |parent| parent.path_of_child(&row.code),
        ),
        name: row.name.clone(),
        point: row.point,
        active: true,
    }
}

/// A cell left empty leaves the English name as it is.
fn renamed(old: &Said, new: &Said) -> Said {
    let en = if new.en.is_empty() { &old.en } else { &new.en };
    Said::new(&new.zh, en)
}

async fn change_area(tx: &mut Tx, row: &AreaRow, area: &Area, by: Doer<'_>) -> Result<bool> {
    let name = renamed(&area.name, &row.name);
    let point = row.point.or(area.point);
    let mut fields = Vec::new();
    if name != area.name {
        fields.push("name");
    }
    if point != area.point {
        fields.push("point");
    }
    if fields.is_empty() {
        return Ok(false);
    }
    areas::change(tx, area.id, &name, point).await?;
    note_change(tx, ("area", area.id), &fields, by).await?;
    Ok(true)
}

async fn take_bodies(tx: &mut Tx, rows: &[BodyRow], known: &Known, by: Doer<'_>) -> Result<Counts> {
    let mut counts = Counts::default();
    for row in rows {
        if let Some(body) = known.bodies.get(&row.code) {
            let is_changed = change_body(tx, row, body, known, by).await?;
            counts.changed += usize::from(is_changed);
            counts.unchanged += usize::from(!is_changed);
        } else {
            add_body(tx, row, known, by).await?;
            counts.added += 1;
        }
    }
    // After all names: a name that two bodies bear is given up first.
    for row in rows {
        for alias in &row.aliases {
            bodies::add_alias(tx, known.body_id(&row.code), alias).await?;
        }
    }
    Ok(counts)
}

async fn add_body(tx: &mut Tx, row: &BodyRow, known: &Known, by: Doer<'_>) -> Result<()> {
    let area = known
        .areas
        .get(&row.area_code)
        .ok_or_else(|| StoreError::inconsistent("a checked body without its area"))?;
    let body = Body {
        id: known.body_id(&row.code),
        code: row.code.clone(),
        kind: row.kind,
        level: row.level,
        name: row.name.clone(),
        area_id: area.id,
        area_path: area.path.clone(),
        parent_id: None,
        phone: row.phone.clone(),
    };
    bodies::insert(tx, &body).await?;
    let registered = Registered {
        code: &body.code,
        kind: body.kind.as_str(),
        area_path: &body.area_path,
    };
    note(tx, ("body", body.id), 1, "registered", &registered, by).await
}

async fn change_body(
    tx: &mut Tx,
    row: &BodyRow,
    body: &Body,
    known: &Known,
    by: Doer<'_>,
) -> Result<bool> {
    let name = renamed(&body.name, &row.name);
    let phone = if row.phone.is_empty() {
        &body.phone
    } else {
        &row.phone
    };
    let is_new = |alias: &String| {
        let spelling = known.spellings.get(&fold::name(alias));
        matches!(spelling, None | Some(Spelling::Free))
    };
    let mut fields = Vec::new();
    if name != body.name {
        fields.push("name");
    }
    if *phone != body.phone {
        fields.push("phone");
    }
    if row.aliases.iter().any(is_new) {
        fields.push("aliases");
    }
    if fields.is_empty() {
        return Ok(false);
    }
    bodies::change(tx, body.id, &name, phone).await?;
    note_change(tx, ("body", body.id), &fields, by).await?;
    Ok(true)
}

/// Bodies and areas that came another way have no rows of their own yet.
async fn note_change(
    tx: &mut Tx,
    subject: (&str, Id),
    fields: &[&'static str],
    by: Doer<'_>,
) -> Result<()> {
    let history = journal::of_subject(tx, subject.1).await?;
    let version = history.last().map_or(1, |last| last.version + 1);
    note(tx, subject, version, "changed", &Changed { fields }, by).await
}
