//! Reading the rows and cells of a sheet, within limits and in their order.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::cell::{CellXml, Content, Formula, RowXml};
use super::limits::{CELLS_MAX, FORMULA_BYTES_MAX};
use super::place::{COLUMNS_MAX, Place, ROWS_MAX};
use super::refused::{FormRefused, damaged};
use super::xml::{self, Xml};

/// The rows up to the end of the element that holds them, and where it ends.
pub(super) fn read_rows(
    text: &str,
    walk: &mut Xml<'_>,
) -> Result<(BTreeMap<u32, RowXml>, usize), FormRefused> {
    let mut rows = BTreeMap::new();
    let mut cells = 0;
    let mut last = 0;
    while let Some((event, at)) = walk.next()? {
        match event {
            Event::Start(tag) if xml::local(&tag) == "row" => {
                let (number, mut row) = open_row(&tag, last)?;
                row.cells = read_cells(text, walk, &mut cells)?;
                last = number;
                rows.insert(number, row);
            }
            Event::Empty(tag) if xml::local(&tag) == "row" => {
                let (number, row) = open_row(&tag, last)?;
                last = number;
                rows.insert(number, row);
            }
            Event::End(_) => return Ok((rows, at.end)),
            _ => {}
        }
        cells += 1;
        if cells > CELLS_MAX {
            return Err(FormRefused::UnpacksTooLarge);
        }
    }
    Err(damaged("it ends too early"))
}

fn open_row(tag: &BytesStart<'_>, last: u32) -> Result<(u32, RowXml), FormRefused> {
    let mut attributes = xml::attributes(tag)?;
    let number = match attributes.iter().find(|it| it.0 == "r") {
        Some((_, number)) => number.parse().map_err(damaged)?,
        None => last + 1,
    };
    if number <= last || number > ROWS_MAX {
        return Err(damaged("its rows are out of order"));
    }
    attributes.retain(|(name, _)| name != "r" && name != "spans");
    let row = RowXml {
        attributes,
        cells: BTreeMap::new(),
    };
    Ok((number, row))
}

fn read_cells(
    text: &str,
    walk: &mut Xml<'_>,
    count: &mut usize,
) -> Result<BTreeMap<u32, CellXml>, FormRefused> {
    let mut cells = BTreeMap::new();
    let mut last = 0;
    while let Some((event, _)) = walk.next()? {
        match event {
            Event::Start(tag) if xml::local(&tag) == "c" => {
                let (column, mut cell) = open_cell(&tag, last)?;
                let inside = walk.inside()?;
                cell.content = content(text, inside)?;
                if matches!(cell.content, Content::Formula(_)) {
                    cell.kind.clear();
                }
                last = column;
                cells.insert(column, cell);
            }
            Event::Empty(tag) if xml::local(&tag) == "c" => {
                let (column, cell) = open_cell(&tag, last)?;
                last = column;
                cells.insert(column, cell);
            }
            Event::Start(_) => {
                walk.inside()?;
            }
            Event::End(_) => return Ok(cells),
            _ => {}
        }
        *count += 1;
        if *count > CELLS_MAX {
            return Err(FormRefused::UnpacksTooLarge);
        }
    }
    Err(damaged("it ends too early"))
}

fn open_cell(tag: &BytesStart<'_>, last: u32) -> Result<(u32, CellXml), FormRefused> {
    let mut cell = CellXml::default();
    let mut column = last + 1;
    for (name, value) in xml::attributes(tag)? {
        match name.as_str() {
            "r" => {
                let place = Place::parse(&value).ok_or_else(|| damaged("a cell has no place"))?;
                column = place.column;
            }
            "t" => cell.kind = value,
            // Numbers of values that only the cell's old content had.
            "cm" | "vm" => {}
            _ => cell.attributes.push((name, value)),
        }
    }
    if column <= last || column > COLUMNS_MAX {
        return Err(damaged("its cells are out of order"));
    }
    Ok((column, cell))
}

fn content(text: &str, inside: Range<usize>) -> Result<Content, FormRefused> {
    let raw = &text[inside];
    if raw.trim().is_empty() {
        return Ok(Content::Nothing);
    }
    let mut walk = Xml::new(raw);
    while let Some((event, _)) = walk.next()? {
        match event {
            Event::Start(tag) if xml::local(&tag) == "f" => {
                let attributes = xml::attributes(&tag)?;
                let inside = walk.inside()?;
                if inside.len() > FORMULA_BYTES_MAX {
                    return Err(damaged("a formula is too long"));
                }
                let text = xml::plain(&raw[inside])?;
                return Ok(Content::Formula(Formula { attributes, text }));
            }
            Event::Empty(tag) if xml::local(&tag) == "f" => {
                let attributes = xml::attributes(&tag)?;
                return Ok(Content::Formula(Formula {
                    attributes,
                    text: String::new(),
                }));
            }
            Event::Start(_) => {
                walk.inside()?;
            }
            _ => {}
        }
    }
    Ok(Content::Raw(raw.to_owned()))
}
