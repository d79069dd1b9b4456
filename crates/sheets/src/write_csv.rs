use crate::table::{hundredths_text, looks_like_formula};
use crate::{Cell, Table, WriteError};

/// Without it Excel reads the file in the machine's old code page.
const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// UTF-8 with a byte order mark and CRLF, as Excel wants it. Text that a spreadsheet would take
/// for a formula is given an apostrophe in front, which spreadsheets do not show as a formula.
pub fn write_csv(table: &Table) -> Result<Vec<u8>, WriteError> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    let titles = table.columns.iter().map(|column| harmless(&column.title));
    writer.write_record(titles).map_err(failed)?;
    for row in &table.rows {
        let cells = (0..table.columns.len())
            .map(|index| row.get(index).map_or_else(String::new, cell_text));
        writer.write_record(cells).map_err(failed)?;
    }
    writer.into_inner().map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> WriteError {
    WriteError::Format(error.to_string())
}

fn cell_text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Date(text) | Cell::Moment(text) => harmless(text),
        Cell::Integer(number) => number.to_string(),
        Cell::Hundredths(hundredths) => hundredths_text(*hundredths),
    }
}

fn harmless(text: &str) -> String {
    if looks_like_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
