//! How many rows a form offers for a table, and whether what stands below can be moved.

use quick_xml::events::Event;

use super::around;
use super::cell::{Content, RowXml};
use super::place::{Area, Place, ROWS_MAX};
use super::refused::{FormRefused, InTheWay, damaged};
use super::sheet::SheetXml;
use super::xml::{self, Xml};
use super::{FillTable, Form, FormSheet};

/// Rows that are looked at for room, no more than are ever filled.
const ROOM_ROWS_MAX: u32 = 20_000;

/// Rows that a table may take without moving anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Room {
    pub first: u32,
    pub last: u32,
    /// Areas joined within the first row, which every further row has too.
    pub merges: Vec<Area>,
}

impl Room {
    pub(super) const fn rows(&self) -> u32 {
        self.last - self.first + 1
    }
}

/// The columns to be filled, each the first of its joined area.
pub(super) fn columns(sheet: &FormSheet, table: &FillTable) -> Result<Vec<u32>, FormRefused> {
    let mut columns = Vec::new();
    for column in &table.columns {
        let place = sheet.first_of(Place::new(table.first_row, *column));
        if place.row != table.first_row {
            return Err(FormRefused::JoinedRows {
                row: table.first_row,
            });
        }
        if columns.contains(&place.column) {
            return Err(FormRefused::Twice(place));
        }
        columns.push(place.column);
    }
    Ok(columns)
}

pub(super) fn of(
    sheet: &SheetXml,
    merges: &[Area],
    first: u32,
    columns: &[u32],
) -> Result<Room, FormRefused> {
    if first == 0 || first > ROWS_MAX {
        return Err(damaged("the table begins outside the sheet"));
    }
    if joins_rows(merges, first) {
        return Err(FormRefused::JoinedRows { row: first });
    }
    let empty = RowXml::default();
    let base = sheet.rows.get(&first).unwrap_or(&empty);
    for column in columns {
        let cell = base.cells.get(column);
        if matches!(cell.map(|it| &it.content), Some(Content::Formula(_))) {
            return Err(FormRefused::FormulaInTheWay(Place::new(first, *column)));
        }
    }
    let joined = within(merges, first);
    let last_of_rows = sheet.rows.last_key_value().map_or(first, |it| *it.0);
    let last_of_merges = merges.iter().map(|it| it.to.row).max().unwrap_or(first);
    let mut last = first;
    let most = first.saturating_add(ROOM_ROWS_MAX);
    for row in first + 1..=last_of_rows.max(last_of_merges).min(most) {
        let is_alike = spans(&within(merges, row)) == spans(&joined) && !joins_rows(merges, row);
        let is_free = sheet
            .rows
            .get(&row)
            .is_none_or(|it| is_free(it, base, columns));
        // Rows that are not written down are free, but only where they are as the first one is.
        if !is_free || !is_alike {
            break;
        }
        last = row;
    }
    Ok(Room {
        first,
        last,
        merges: joined,
    })
}

/// Nothing stands in the row but numbers printed ahead and the formulas that the first row has.
fn is_free(row: &RowXml, base: &RowXml, columns: &[u32]) -> bool {
    row.cells.iter().all(|(column, cell)| match &cell.content {
        Content::Nothing => true,
        Content::Raw(_) => matches!(cell.kind.as_str(), "" | "n") && columns.contains(column),
        Content::Formula(_) => matches!(
            base.cells.get(column).map(|it| &it.content),
            Some(Content::Formula(_))
        ),
    })
}

fn joins_rows(merges: &[Area], row: u32) -> bool {
    merges
        .iter()
        .any(|it| !it.is_within_one_row() && it.from.row <= row && row <= it.to.row)
}

fn within(merges: &[Area], row: u32) -> Vec<Area> {
    let mut found: Vec<Area> = merges
        .iter()
        .filter(|it| it.is_within_one_row() && it.from.row == row)
        .copied()
        .collect();
    found.sort_unstable();
    found
}

fn spans(areas: &[Area]) -> Vec<(u32, u32)> {
    areas
        .iter()
        .map(|it| (it.from.column, it.to.column))
        .collect()
}

/// What below row `after` cannot be moved, or nothing.
pub(super) fn in_the_way(
    form: &Form,
    index: usize,
    after: u32,
) -> Result<Option<InTheWay>, FormRefused> {
    let (part, view) = (&form.parts[index], &form.sheets[index]);
    if let Some(what) = around::in_the_way(&part.xml.tail)? {
        return Ok(Some(what));
    }
    let crosses = |it: &Area| it.from.row <= after && it.to.row > after;
    if view.merges.iter().any(crosses) {
        return Ok(Some(InTheWay::Joined));
    }
    let name = xml::escaped(&view.name);
    for folder in [
        "xl/charts/",
        "xl/pivot",
        "xl/chartsheets/",
        "xl/slicer",
        "xl/queryTables/",
    ] {
        if form.package.texts_in(folder).any(|it| it.contains(&name)) {
            return Ok(Some(InTheWay::Chart));
        }
    }
    for relation in form.package.relations(&part.name)? {
        let Some(text) = form.package.text(&relation.target) else {
            continue;
        };
        let (reaches, what) = match relation.kind.as_str() {
            "drawing" => (drawn_below(text, after)?, InTheWay::Drawing),
            "comments" | "threadedComment" => (said_below(text, after)?, InTheWay::Comment),
            "pivotTable" | "queryTable" => (true, InTheWay::Chart),
            "table" => (true, InTheWay::ListObject),
            "oleObject" | "control" | "ctrlProp" => (true, InTheWay::Drawing),
            _ => (false, InTheWay::Unknown),
        };
        if reaches {
            return Ok(Some(what));
        }
    }
    Ok(None)
}

/// Rows of a drawing count from 0.
fn drawn_below(text: &str, after: u32) -> Result<bool, FormRefused> {
    let mut walk = Xml::new(text);
    while let Some((event, _)) = walk.next()? {
        let Event::Start(tag) = event else { continue };
        if xml::local(&tag) == "row" {
            let inside = walk.inside()?;
            let row: u32 = text[inside].trim().parse().map_err(damaged)?;
            if row + 1 > after {
                return Ok(true);
            }
        }
        // Placed by distance from the corner and not by row.
    }
    Ok(text.contains("absoluteAnchor"))
}

fn said_below(text: &str, after: u32) -> Result<bool, FormRefused> {
    let mut walk = Xml::new(text);
    while let Some((event, _)) = walk.next()? {
        let (Event::Start(tag) | Event::Empty(tag)) = event else {
            continue;
        };
        let place = xml::attribute(&tag, "ref")?;
        if place.is_some_and(|it| Place::parse(&it).is_none_or(|it| it.row > after)) {
            return Ok(true);
        }
    }
    Ok(false)
}
