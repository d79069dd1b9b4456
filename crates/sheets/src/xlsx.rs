//! Reading xlsx through calamine, cell by cell: a sheet whose two cells stand at opposite corners
//! would fill the memory if it were laid out as a grid.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, Xlsx};

use crate::ReadError;
use crate::archive::damaged;
use crate::numbers::{iso_duration_text, moment_text, number_text};
use crate::packed::{PackedRow, PackedSheet};

pub(crate) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Vec<PackedRow>, ReadError> {
    // The parser below is not ours and the file is a stranger's: should it panic, one file is
    // refused and the server lives on. Nothing it touched is used afterwards.
    catch_unwind(AssertUnwindSafe(|| read_sheet(bytes, wanted)))
        .unwrap_or_else(|_| Err(damaged("it could not be understood")))
}

fn read_sheet(bytes: &[u8], wanted: Option<&str>) -> Result<Vec<PackedRow>, ReadError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let name = choose_sheet(workbook.sheet_names(), wanted)?;
    let mut reader = workbook.worksheet_cells_reader(&name).map_err(damaged)?;
    let mut sheet = PackedSheet::default();
    let mut row = PackedRow::new(0);
    while let Some(cell) = reader.next_cell().map_err(damaged)? {
        let (row_index, column) = cell.get_position();
        let number = u64::from(row_index) + 1;
        if number != row.number {
            sheet.push(std::mem::replace(&mut row, PackedRow::new(number)))?;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        match cell.get_value() {
            DataRef::String(text) => row.push(column, text),
            DataRef::SharedString(text) => row.push(column, text),
            other => row.push(column, &cell_text(other)),
        }
    }
    sheet.push(row)?;
    Ok(sheet.into_rows())
}

pub(crate) fn choose_sheet(
    present: Vec<String>,
    wanted: Option<&str>,
) -> Result<String, ReadError> {
    match wanted {
        Some(wanted) if present.iter().any(|name| name == wanted) => Ok(wanted.to_owned()),
        Some(wanted) => Err(ReadError::NoSuchSheet {
            wanted: wanted.to_owned(),
            present,
        }),
        None => present.into_iter().next().ok_or(ReadError::Empty),
    }
}

fn cell_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) => moment_text(*moment),
        DataRef::DurationIso(text) => iso_duration_text(text),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}
