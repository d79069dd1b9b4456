//! Writing into a form.

use std::collections::{BTreeMap, BTreeSet};

use super::around;
use super::cell::{CellXml, Content, RowXml};
use super::formula::{self, Push, pushed, same_name};
use super::limits::{FILL_CELLS_MAX, FILL_ROWS_MAX, FORMULAS_BYTES_MAX};
use super::package::Package;
use super::place::{Area, Place, ROWS_MAX};
use super::refused::FormRefused;
use super::refused::InTheWay;
use super::room::{self, Room};
use super::sheet::SheetXml;
use super::workbook;
use super::{FillCell, FillTable, Filling, Form, FormSheet, xml};
use crate::Cell;
use crate::limits::WORKBOOK_CELL_CHARS_MAX;
use crate::table::hundredths_text;

/// A number keeps fifteen digits in a spreadsheet; a longer one is only whole as text.
const EXACT_BELOW: u64 = 1_000_000_000_000_000;

pub(super) fn fill(form: &Form, filling: &Filling) -> Result<Vec<u8>, FormRefused> {
    let mut sheets: Vec<SheetXml> = form.parts.iter().map(|it| it.xml.clone()).collect();
    put_cells(form, &mut sheets, filling)?;
    let mut pushes = Vec::new();
    for (at, table) in filling.tables.iter().enumerate() {
        let index = form.index_of(&table.sheet)?;
        let is_second = filling.tables[..at]
            .iter()
            .any(|it| same_name(&it.sheet, &table.sheet));
        if is_second {
            return Err(FormRefused::Twice(Place::new(table.first_row, 1)));
        }
        if let Some((after, rows)) = put_table(form, &mut sheets, index, (table, &filling.cells))? {
            pushes.push(Push {
                sheet: &form.sheets[index].name,
                after,
                rows,
            });
        }
    }
    let mut changed = BTreeMap::new();
    let mut dropped = BTreeSet::new();
    for (part, sheet) in form.parts.iter().zip(&mut sheets) {
        sheet.tell_size()?;
        changed.insert(part.name.clone(), sheet.write());
    }
    let package: &Package = &form.package;
    let book = workbook::rewritten(package, &pushes)?;
    changed.insert(package.workbook.clone(), book);
    workbook::drop_chain(package, &mut changed, &mut dropped)?;
    package.with(&changed, &dropped)
}

fn put_cells(form: &Form, sheets: &mut [SheetXml], filling: &Filling) -> Result<(), FormRefused> {
    let mut seen = BTreeSet::new();
    for fill in &filling.cells {
        let index = form.index_of(&fill.sheet)?;
        let place = form.sheets[index].first_of(fill.place);
        if place.row == 0 || place.row > ROWS_MAX || !seen.insert((index, place)) {
            return Err(FormRefused::Twice(place));
        }
        let sheet = &mut sheets[index];
        if matches!(
            sheet.cell(place).map(|it| &it.content),
            Some(Content::Formula(_))
        ) {
            return Err(FormRefused::FormulaInTheWay(place));
        }
        let style = sheet.style_of_column(place.column)?;
        let prefix = sheet.prefix().to_owned();
        let row = sheet.rows.entry(place.row).or_default();
        put(row, place, &fill.cell, &prefix, style.as_deref())?;
    }
    Ok(())
}

fn put(
    row: &mut RowXml,
    place: Place,
    cell: &Cell,
    prefix: &str,
    style: Option<&str>,
) -> Result<(), FormRefused> {
    let style = row.style().or_else(|| style.map(str::to_owned));
    let target = row
        .cells
        .entry(place.column)
        .or_insert_with(|| CellXml::styled(style));
    match cell {
        Cell::Empty => target.set(String::new(), Content::Nothing),
        Cell::Text(text) | Cell::Date(text) | Cell::Moment(text) => {
            // The format counts UTF-16 units.
            if text.encode_utf16().count() > WORKBOOK_CELL_CHARS_MAX {
                return Err(FormRefused::CellTooLong(place));
            }
            target.put_text(text, prefix);
        }
        Cell::Integer(number) if number.unsigned_abs() < EXACT_BELOW => {
            target.put_number(&number.to_string(), prefix);
        }
        Cell::Hundredths(number) if number.unsigned_abs() < EXACT_BELOW => {
            target.put_number(&hundredths_text(*number), prefix);
        }
        Cell::Integer(number) => target.put_text(&number.to_string(), prefix),
        Cell::Hundredths(number) => target.put_text(&hundredths_text(*number), prefix),
    }
    Ok(())
}

/// Fills the table of one sheet, and says how many rows were put in below which.
fn put_table(
    form: &Form,
    sheets: &mut [SheetXml],
    index: usize,
    (table, cells): (&FillTable, &[FillCell]),
) -> Result<Option<(u32, u32)>, FormRefused> {
    if table.rows.len() > FILL_ROWS_MAX {
        return Err(FormRefused::TooManyRows);
    }
    let view = &form.sheets[index];
    let columns = room::columns(view, table)?;
    sheets[index].unshare()?;
    let room = room::of(
        &form.parts[index].xml,
        &view.merges,
        table.first_row,
        &columns,
    )?;
    let wanted = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let missing = wanted.saturating_sub(room.rows());
    refuse_cells_within(view, cells, &columns, &room)?;
    let row = sheets[index].rows.get(&table.first_row);
    let (cells, bytes) = row.map_or((0, 0), RowXml::weight);
    let each = cells + columns.len() + room.merges.len();
    if table.rows.len().saturating_mul(each) > FILL_CELLS_MAX
        || table.rows.len().saturating_mul(bytes) > FORMULAS_BYTES_MAX
    {
        return Err(FormRefused::TooManyRows);
    }
    if missing > 0 {
        let push = Push {
            sheet: &view.name,
            after: room.last,
            rows: missing,
        };
        push_down(form, sheets, index, &push, &room)?;
    }
    write_rows(&mut sheets[index], table, &columns, &room)?;
    Ok((missing > 0).then_some((room.last, missing)))
}

/// A single cell within the table would be written over by it.
fn refuse_cells_within(
    view: &FormSheet,
    cells: &[FillCell],
    columns: &[u32],
    room: &Room,
) -> Result<(), FormRefused> {
    let mut places = cells
        .iter()
        .filter(|it| same_name(&it.sheet, &view.name))
        .map(|it| view.first_of(it.place));
    let within = places
        .find(|it| (room.first..=room.last).contains(&it.row) && columns.contains(&it.column));
    within.map_or(Ok(()), |place| Err(FormRefused::Twice(place)))
}

fn write_rows(
    sheet: &mut SheetXml,
    table: &FillTable,
    columns: &[u32],
    room: &Room,
) -> Result<(), FormRefused> {
    let styles: Vec<Option<String>> = columns
        .iter()
        .map(|column| sheet.style_of_column(*column))
        .collect::<Result<_, _>>()?;
    let prefix = sheet.prefix().to_owned();
    let first = sheet.rows.entry(table.first_row).or_default().clone();
    let blank = first.blank();
    for (number, cells) in (table.first_row..).zip(&table.rows) {
        let mut row = if number == table.first_row {
            first.clone()
        } else {
            further(&blank, number - table.first_row)?
        };
        for (at, column) in columns.iter().enumerate() {
            let cell = cells.get(at).unwrap_or(&Cell::Empty);
            let place = Place::new(number, *column);
            put(&mut row, place, cell, &prefix, styles[at].as_deref())?;
        }
        sheet.rows.insert(number, row);
    }
    let filled = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    // Numbers that were printed ahead in rows that nothing fills.
    for number in table.first_row + filled..=room.last {
        let Some(row) = sheet.rows.get_mut(&number) else {
            continue;
        };
        for column in columns {
            if let Some(cell) = row.cells.get_mut(column) {
                cell.set(String::new(), Content::Nothing);
            }
        }
    }
    Ok(())
}

/// The first row again, some rows further down.
fn further(blank: &RowXml, by: u32) -> Result<RowXml, FormRefused> {
    let mut row = blank.clone();
    for cell in row.cells.values_mut() {
        if let Content::Formula(found) = &mut cell.content {
            found.text = formula::copied(&found.text, i64::from(by), 0)
                .map_err(|what| FormRefused::CannotPush { rows: by, what })?;
        }
    }
    Ok(row)
}

fn push_down(
    form: &Form,
    sheets: &mut [SheetXml],
    index: usize,
    push: &Push<'_>,
    room: &Room,
) -> Result<(), FormRefused> {
    let refuse = |what| FormRefused::CannotPush {
        rows: push.rows,
        what,
    };
    if let Some(what) = room::in_the_way(form, index, push.after)? {
        return Err(refuse(what));
    }
    for (at, sheet) in sheets.iter_mut().enumerate() {
        let home = &form.sheets[at].name;
        if at != index && sheet.tail.contains(&xml::escaped(push.sheet)) {
            return Err(refuse(InTheWay::Unknown));
        }
        sheet.unshare()?;
        for (_, found) in sheet.formulas_mut() {
            if at == index && !found.is_plain() {
                return Err(refuse(InTheWay::Formula));
            }
            found.text = pushed(&found.text, home, push).map_err(refuse)?;
        }
    }
    let sheet = &mut sheets[index];
    let below = sheet.rows.split_off(&(push.after + 1));
    for (number, row) in below {
        if number + push.rows > ROWS_MAX {
            return Err(refuse(InTheWay::End));
        }
        sheet.rows.insert(number + push.rows, row);
    }
    let more: Vec<Area> = (1..=push.rows)
        .flat_map(|by| room.merges.iter().map(move |it| (by, it)))
        .map(|(by, area)| {
            let row = push.after + by;
            Area {
                from: Place::new(row, area.from.column),
                to: Place::new(row, area.to.column),
            }
        })
        .collect();
    sheet.tail = around::pushed_tail(&sheet.tail, push, &more)?;
    Ok(())
}
