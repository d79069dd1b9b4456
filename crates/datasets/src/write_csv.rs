use crate::{DatasetError, Table};

/// RFC 4180: commas, CRLF, a header; UTF-8 without a byte order mark.
///
/// Nothing is done against text that a spreadsheet takes for a formula, because the file must say
/// what the descriptor says: whoever makes a table lets no text of a stranger into it.
pub fn write_csv(table: &Table) -> Result<Vec<u8>, DatasetError> {
    table.check()?;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let header = table.fields.iter().map(|it| it.name);
    writer.write_record(header).map_err(DatasetError::format)?;
    for row in &table.rows {
        let cells = row.iter().map(crate::Cell::as_text);
        writer.write_record(cells).map_err(DatasetError::format)?;
    }
    writer.into_inner().map_err(DatasetError::format)
}
