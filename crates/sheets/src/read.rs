use crate::archive::{self, Workbook};
use crate::decode::{Encoding, decode};
use crate::delimited::{Scanner, sniff_delimiter};
use crate::limits::FILE_BYTES_MAX;
use crate::rows::{Rows, Source};
use crate::{ReadError, ods, xlsx};

const ZIP_MARK: &[u8] = b"PK\x03\x04";
const OLD_WORKBOOK_MARK: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
    Ods,
}

/// What is known about the file beforehand; everything left out is found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    pub format: Option<Format>,
    pub encoding: Option<Encoding>,
    pub delimiter: Option<u8>,
    /// The first sheet where none is named.
    pub sheet: Option<String>,
    /// The row that holds the column names; the first row is 1.
    pub header_row: u64,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            format: None,
            encoding: None,
            delimiter: None,
            sheet: None,
            header_row: 1,
        }
    }
}

/// Opens a table. Rows of csv are read as they are asked for; a workbook's sheet is read whole.
pub fn read<'a>(bytes: &'a [u8], options: &ReadOptions) -> Result<Rows<'a>, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() > FILE_BYTES_MAX {
        return Err(ReadError::FileTooLarge { bytes: bytes.len() });
    }
    let sheet = options.sheet.as_deref();
    let zipped = bytes.starts_with(ZIP_MARK);
    let source = match options.format {
        None if bytes.starts_with(OLD_WORKBOOK_MARK) => return Err(ReadError::OldWorkbook),
        None if zipped => read_workbook(bytes, None, sheet)?,
        Some(Format::Xlsx) => read_workbook(bytes, Some(Workbook::Xlsx), sheet)?,
        Some(Format::Ods) => read_workbook(bytes, Some(Workbook::Ods), sheet)?,
        None | Some(Format::Csv) => read_text(bytes, options)?,
    };
    Rows::start(source, options.header_row.max(1))
}

fn read_workbook<'a>(
    bytes: &'a [u8],
    wanted: Option<Workbook>,
    sheet: Option<&str>,
) -> Result<Source<'a>, ReadError> {
    let (mut archive, found) = archive::open(bytes)?;
    if wanted.is_some_and(|wanted| wanted != found) {
        return Err(ReadError::NotATable);
    }
    let rows = match found {
        Workbook::Xlsx => xlsx::read(bytes, sheet)?,
        Workbook::Ods => ods::read(&mut archive, sheet)?,
    };
    let total = rows.len() as u64;
    Ok(Source::Sheet {
        rows: rows.into_iter(),
        total,
    })
}

fn read_text<'a>(bytes: &'a [u8], options: &ReadOptions) -> Result<Source<'a>, ReadError> {
    let decoded = decode(bytes, options.encoding)?;
    let start = decoded.text.trim_start();
    if start.is_empty() {
        return Err(ReadError::Empty);
    }
    let begins = |mark: &str| {
        start
            .get(..mark.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(mark))
    };
    if begins("<html") || begins("<!doctype") || begins("<table") || begins("<?xml") {
        return Err(ReadError::WebPage);
    }
    let delimiter = options
        .delimiter
        .unwrap_or_else(|| sniff_delimiter(&decoded.text));
    Ok(Source::Text {
        text: decoded.text,
        scanner: Scanner::new(delimiter),
        encoding: decoded.encoding,
        damaged: decoded.damaged,
    })
}
