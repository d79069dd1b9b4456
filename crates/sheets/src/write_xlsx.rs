use rust_xlsxwriter::{
    ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::limits::WORKBOOK_CELL_CHARS_MAX;
use crate::table::{hundredths_text, looks_like_formula};
use crate::{Cell, ColumnKind, Table, WriteError};

const ROWS_OF_A_SHEET: usize = 1_048_576;
const COLUMNS_OF_A_SHEET: usize = 16_384;
const SHEET_NAME_CHARS: usize = 31;

struct Formats {
    header: Format,
    text: Format,
    quoted: Format,
    long: Format,
    long_quoted: Format,
    integer: Format,
    hundredths: Format,
    date: Format,
    moment: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top);
        // The text format keeps long numbers whole when a person edits the cell, and the quote
        // prefix keeps `=1+1` a text.
        let text = || cell().set_num_format("@");
        Self {
            header: Format::new()
                .set_bold()
                .set_border_bottom(FormatBorder::Thin)
                .set_align(FormatAlign::Top)
                .set_text_wrap(),
            text: text(),
            quoted: text().set_quote_prefix(),
            long: text().set_text_wrap(),
            long_quoted: text().set_text_wrap().set_quote_prefix(),
            integer: cell().set_num_format("0"),
            hundredths: cell().set_num_format("0.00"),
            date: cell().set_num_format("yyyy-mm-dd"),
            moment: cell().set_num_format("yyyy-mm-dd hh:mm"),
        }
    }

    fn for_text(&self, kind: ColumnKind, text: &str) -> &Format {
        match (kind == ColumnKind::LongText, looks_like_formula(text)) {
            (false, false) => &self.text,
            (false, true) => &self.quoted,
            (true, false) => &self.long,
            (true, true) => &self.long_quoted,
        }
    }
}

/// One sheet for each table; the header row stays in sight and is repeated on every printed page.
pub fn write_xlsx(tables: &[Table]) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let formats = Formats::new();
    let mut taken: Vec<String> = Vec::new();
    for table in tables {
        let name = sheet_name(&table.title, &taken);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name).map_err(failed)?;
        taken.push(name);
        write_table(sheet, table, &formats)?;
    }
    if tables.is_empty() {
        workbook.add_worksheet();
    }
    workbook.save_to_buffer().map_err(failed)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "map_err hands the error over by value"
)]
fn failed(error: XlsxError) -> WriteError {
    WriteError::Format(error.to_string())
}

fn write_table(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), WriteError> {
    if table.rows.len() >= ROWS_OF_A_SHEET || table.columns.len() > COLUMNS_OF_A_SHEET {
        return Err(WriteError::TooLarge);
    }
    for (index, column) in table.columns.iter().enumerate() {
        let at = position(index)?;
        sheet
            .set_column_width(at, f64::from(column.width.clamp(4, 200)))
            .map_err(failed)?;
        check_length(&column.title, 0, index)?;
        sheet
            .write_string_with_format(0, at, &column.title, &formats.header)
            .map_err(failed)?;
    }
    for (row_index, row) in table.rows.iter().enumerate() {
        for (index, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
            if let Cell::Text(text) = cell {
                check_length(text, row_index + 1, index)?;
            }
            let at = (position(row_index + 1)?, position(index)?);
            write_cell(sheet, at, cell, column.kind, formats).map_err(failed)?;
        }
    }
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    sheet.set_repeat_rows(0, 0).map_err(failed)?;
    if let Some(last) = table.columns.len().checked_sub(1) {
        sheet
            .autofilter(0, 0, position(table.rows.len())?, position(last)?)
            .map_err(failed)?;
    }
    Ok(())
}

fn position<T: TryFrom<usize>>(index: usize) -> Result<T, WriteError> {
    T::try_from(index).map_err(|_| WriteError::TooLarge)
}

fn check_length(text: &str, row: usize, column: usize) -> Result<(), WriteError> {
    // The format counts UTF-16 units.
    if text.len() > WORKBOOK_CELL_CHARS_MAX && text.encode_utf16().count() > WORKBOOK_CELL_CHARS_MAX
    {
        return Err(WriteError::CellTooLong {
            row: row + 1,
            column: column + 1,
        });
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    kind: ColumnKind,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, text, formats.for_text(kind, text))?;
        }
        Cell::Integer(number) => {
            let (value, format) = (exact(*number), &formats.integer);
            write_number(
                sheet,
                (row, column),
                value,
                format,
                (&number.to_string(), formats),
            )?;
        }
        Cell::Hundredths(hundredths) => {
            let value = exact(*hundredths).map(|value| value / 100.0);
            let text = hundredths_text(*hundredths);
            write_number(
                sheet,
                (row, column),
                value,
                &formats.hundredths,
                (&text, formats),
            )?;
        }
        Cell::Date(text) => write_moment(sheet, (row, column), text, &formats.date, formats)?,
        Cell::Moment(text) => write_moment(sheet, (row, column), text, &formats.moment, formats)?,
    }
    Ok(())
}

/// A spreadsheet keeps fifteen digits of a number; a longer one is only whole as text.
fn exact(number: i64) -> Option<f64> {
    const EXACT_BELOW: u64 = 1_000_000_000_000_000;
    #[expect(
        clippy::cast_precision_loss,
        reason = "below 10^15 every whole number is exact"
    )]
    (number.unsigned_abs() < EXACT_BELOW).then_some(number as f64)
}

fn write_number(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: Option<f64>,
    format: &Format,
    (text, formats): (&str, &Formats),
) -> Result<(), XlsxError> {
    match value {
        Some(value) => sheet.write_number_with_format(row, column, value, format)?,
        None => sheet.write_string_with_format(row, column, text, &formats.text)?,
    };
    Ok(())
}

/// Days before 1900 and other text that is no day in a spreadsheet's calendar stay text.
fn write_moment(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
    formats: &Formats,
) -> Result<(), XlsxError> {
    if let Ok(moment) = ExcelDateTime::parse_from_str(&text.replacen(' ', "T", 1)) {
        sheet.write_datetime_with_format(row, column, &moment, format)?;
    } else {
        let format = formats.for_text(ColumnKind::Text, text);
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// Sheet names may not hold some signs, be longer than 31 characters, or come twice.
fn sheet_name(title: &str, taken: &[String]) -> String {
    let plain: String = title
        .chars()
        .map(|sign| {
            if "[]:*?/\\'".contains(sign) || sign.is_control() {
                ' '
            } else {
                sign
            }
        })
        .collect();
    let plain = match plain.trim() {
        "" => "1",
        name => name,
    };
    let is_taken = |name: &str| {
        taken
            .iter()
            .any(|other| other.to_lowercase() == name.to_lowercase())
    };
    let first = shorten(plain, SHEET_NAME_CHARS);
    if !is_taken(&first) {
        return first;
    }
    (2..=taken.len() + 2)
        .map(|count| {
            let mark = format!(" {count}");
            shorten(plain, SHEET_NAME_CHARS - mark.len()) + &mark
        })
        .find(|name| !is_taken(name))
        .unwrap_or(first)
}

/// The limit counts UTF-16 units, as the format does.
fn shorten(text: &str, units: usize) -> String {
    let mut left = units;
    text.chars()
        .take_while(|sign| {
            let fits = sign.len_utf16() <= left;
            left = left.saturating_sub(sign.len_utf16());
            fits
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_obey_the_format_and_differ() {
        let long = "清单化交办".repeat(10);
        let first = sheet_name(&long, &[]);
        assert_eq!(first.chars().count(), 31);
        let second = sheet_name(&long, std::slice::from_ref(&first));
        assert!(
            second.ends_with(" 2") && second.chars().count() == 31,
            "{second}"
        );
        assert_eq!(sheet_name("a/b[c]:*?", &[]), "a b c");
        assert_eq!(sheet_name("''", &[]), "1");
        assert_eq!(sheet_name(&"😀".repeat(20), &[]).encode_utf16().count(), 30);
    }
}
