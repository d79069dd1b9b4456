//! Reading ods. The sheet is walked as a stream of tags and repeated empty cells are counted, not
//! laid out: a few bytes in such a file may stand for a million rows of sixteen thousand cells.

use std::io::BufReader;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::ReadError;
use crate::archive::{Archive, damaged};
use crate::limits::{CELL_BYTES_MAX, COLUMNS_MAX, ROWS_MAX};
use crate::numbers::{iso_duration_text, number_text};
use crate::packed::{PackedRow, PackedSheet};
use crate::xlsx::choose_sheet;

/// Sheets of one workbook; a real one has a handful.
const SHEETS_MAX: usize = 1_000;

pub(crate) fn read(
    archive: &mut Archive<'_>,
    wanted: Option<&str>,
) -> Result<Vec<PackedRow>, ReadError> {
    let content = archive.by_name("content.xml").map_err(damaged)?;
    let mut xml = Reader::from_reader(BufReader::new(content));
    xml.config_mut().expand_empty_elements = true;
    let mut walk = Walk::new(wanted);
    let mut buffer = Vec::new();
    loop {
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag) => walk.open(&tag)?,
            Event::End(tag) => walk.close(tag.name().0)?,
            Event::Text(text) => walk.text(&text),
            Event::CData(text) => walk.text(&text),
            Event::GeneralRef(name) => walk.reference(&name),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    walk.finish()
}

#[derive(Default)]
struct OpenCell {
    repeat: usize,
    /// The typed value, where there is one; the shown text otherwise.
    value: Option<String>,
    text: String,
    paragraphs: usize,
    in_paragraph: bool,
    /// Tags open inside a comment or a drawing, whose text is not the cell's.
    aside: usize,
}

struct Walk<'w> {
    wanted: Option<&'w str>,
    names: Vec<String>,
    sheet: PackedSheet,
    /// Tables open around the present tag; a table inside a cell is not the sheet.
    tables: usize,
    chosen: bool,
    row_number: u64,
    row_repeat: u64,
    row: PackedRow,
    column: usize,
    cell: Option<OpenCell>,
}

impl<'w> Walk<'w> {
    fn new(wanted: Option<&'w str>) -> Self {
        Self {
            wanted,
            names: Vec::new(),
            sheet: PackedSheet::default(),
            tables: 0,
            chosen: false,
            row_number: 1,
            row_repeat: 1,
            row: PackedRow::default(),
            column: 0,
            cell: None,
        }
    }

    fn in_sheet(&self) -> bool {
        self.chosen && self.tables == 1
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        let name = tag.name();
        if let Some(cell) = &mut self.cell {
            if name.0 == "table:table" {
                self.tables += 1;
                cell.aside += 1;
            } else if cell.aside > 0 || matches!(name.0, "office:annotation" | "draw:frame") {
                cell.aside += 1;
            } else {
                open_in_cell(cell, name.0, tag)?;
            }
            return Ok(());
        }
        match name.0 {
            "table:table" => self.open_table(tag)?,
            "table:table-row" if self.in_sheet() => {
                self.row_repeat = repeated(tag, "table:number-rows-repeated")?;
                self.row = PackedRow::new(self.row_number);
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" if self.in_sheet() => {
                self.cell = Some(open_cell(tag)?);
            }
            _ => {}
        }
        Ok(())
    }

    fn open_table(&mut self, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        self.tables += 1;
        if self.tables > 1 {
            return Ok(());
        }
        let name = attribute(tag, "table:name")?.unwrap_or_default();
        let already = !self.names.is_empty();
        self.chosen = match self.wanted {
            Some(wanted) => wanted == name && !self.names.contains(&name),
            None => !already,
        };
        if self.names.len() >= SHEETS_MAX {
            return Err(damaged("it has too many sheets"));
        }
        self.names.push(name);
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        if let Some(cell) = &mut self.cell {
            if cell.aside > 0 {
                cell.aside -= 1;
                if name == "table:table" {
                    self.tables = self.tables.saturating_sub(1);
                }
            } else if matches!(name, "table:table-cell" | "table:covered-table-cell") {
                self.close_cell();
            } else if name == "text:p" {
                cell.in_paragraph = false;
            }
            return Ok(());
        }
        match name {
            "table:table" => {
                self.tables = self.tables.saturating_sub(1);
                self.chosen = self.chosen && self.tables > 0;
            }
            "table:table-row" if self.in_sheet() => self.close_row()?,
            _ => {}
        }
        Ok(())
    }

    fn close_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let value = cell.value.unwrap_or(cell.text);
        if !value.is_empty() {
            // One past the limit is enough for the row to notice that it is too wide.
            let end = self.column.saturating_add(cell.repeat).min(COLUMNS_MAX + 1);
            for column in self.column..end {
                self.row.push(column, &value);
            }
        }
        self.column = self.column.saturating_add(cell.repeat);
    }

    fn close_row(&mut self) -> Result<(), ReadError> {
        let row = std::mem::take(&mut self.row);
        if !row.is_empty() {
            for copy in 0..self.row_repeat.min(ROWS_MAX + 1) {
                let number = self.row_number.saturating_add(copy);
                self.sheet.push(row.numbered(number))?;
            }
        }
        self.row_number = self.row_number.saturating_add(self.row_repeat);
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell
            && cell.in_paragraph
            && cell.aside == 0
            && cell.text.len() <= CELL_BYTES_MAX
        {
            cell.text.push_str(text);
        }
    }

    fn reference(&mut self, name: &quick_xml::events::BytesRef<'_>) {
        let plain: &str = name;
        match plain {
            "amp" => self.text("&"),
            "lt" => self.text("<"),
            "gt" => self.text(">"),
            "quot" => self.text("\""),
            "apos" => self.text("'"),
            _ => {
                if let Ok(Some(character)) = name.resolve_char_ref() {
                    self.text(character.encode_utf8(&mut [0; 4]));
                }
            }
        }
    }

    fn finish(self) -> Result<Vec<PackedRow>, ReadError> {
        choose_sheet(self.names, self.wanted)?;
        Ok(self.sheet.into_rows())
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, ReadError> {
    let Some(attribute) = tag.try_get_attribute(name).map_err(damaged)? else {
        return Ok(None);
    };
    let value = attribute
        .normalized_value(XmlVersion::Implicit1_0)
        .map_err(damaged)?;
    Ok(Some(value.into_owned()))
}

fn repeated(tag: &BytesStart<'_>, name: &str) -> Result<u64, ReadError> {
    match attribute(tag, name)? {
        Some(times) => times.parse().map_err(damaged),
        None => Ok(1),
    }
}

fn open_cell(tag: &BytesStart<'_>) -> Result<OpenCell, ReadError> {
    let repeat = repeated(tag, "table:number-columns-repeated")?;
    let kind = attribute(tag, "office:value-type")?.unwrap_or_default();
    let value = match kind.as_str() {
        "float" | "percentage" | "currency" => attribute(tag, "office:value")?
            .map(|text| text.parse().map_or_else(|_| text.clone(), number_text)),
        "date" => attribute(tag, "office:date-value")?,
        "time" => attribute(tag, "office:time-value")?.map(|text| iso_duration_text(&text)),
        "boolean" => attribute(tag, "office:boolean-value")?.map(|text| text.to_uppercase()),
        _ => attribute(tag, "office:string-value")?,
    };
    Ok(OpenCell {
        repeat: usize::try_from(repeat).unwrap_or(usize::MAX),
        value,
        ..OpenCell::default()
    })
}

fn open_in_cell(cell: &mut OpenCell, name: &str, tag: &BytesStart<'_>) -> Result<(), ReadError> {
    match name {
        "text:p" => {
            if cell.paragraphs > 0 && cell.text.len() <= CELL_BYTES_MAX {
                cell.text.push('\n');
            }
            cell.paragraphs += 1;
            cell.in_paragraph = true;
        }
        "text:line-break" => cell.text.push('\n'),
        "text:tab" => cell.text.push('\t'),
        "text:s" => {
            let spaces = repeated(tag, "text:c")?;
            let spaces = usize::try_from(spaces)
                .unwrap_or(usize::MAX)
                .min(CELL_BYTES_MAX);
            if cell.text.len() <= CELL_BYTES_MAX {
                cell.text.push_str(&" ".repeat(spaces));
            }
        }
        _ => {}
    }
    Ok(())
}
