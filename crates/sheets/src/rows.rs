use std::borrow::Cow;

use crate::delimited::Scanner;
use crate::error::{RowFault, RowFaultKind};
use crate::limits::{COLUMNS_MAX, ROWS_MAX};
use crate::packed::PackedRow;
use crate::{Encoding, ReadError};

/// One row of data: as many cells as the header has names, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The number that a person sees beside the row in a spreadsheet; the first row is 1.
    pub number: u64,
    pub cells: Vec<String>,
}

/// The rows under a header, one after the other. Rows without any text are passed over.
#[derive(Debug)]
pub struct Rows<'a> {
    header: Vec<String>,
    source: Source<'a>,
    given: u64,
    ended: bool,
}

#[derive(Debug)]
pub(crate) enum Source<'a> {
    Text {
        text: Cow<'a, str>,
        scanner: Scanner,
        encoding: Encoding,
        damaged: bool,
    },
    Sheet {
        rows: std::vec::IntoIter<PackedRow>,
        total: u64,
    },
}

struct Raw {
    number: u64,
    cells: Vec<String>,
    fault: Option<RowFaultKind>,
}

impl Source<'_> {
    fn next(&mut self) -> Option<Raw> {
        match self {
            Self::Text {
                text,
                scanner,
                damaged,
                ..
            } => {
                let row = scanner.next(text)?;
                let mut fault = row.fault;
                if *damaged && row.cells.iter().any(|cell| cell.contains('\u{FFFD}')) {
                    fault = fault.or(Some(RowFaultKind::Undecodable));
                }
                Some(Raw {
                    number: row.number,
                    cells: row.cells,
                    fault,
                })
            }
            Self::Sheet { rows, .. } => {
                let row = rows.next()?;
                let (number, fault) = (row.number, row.fault);
                Some(Raw {
                    number,
                    cells: row.into_cells(),
                    fault,
                })
            }
        }
    }

    fn progress(&self) -> (u64, u64) {
        match self {
            Self::Text { text, scanner, .. } => (scanner.position() as u64, text.len() as u64),
            Self::Sheet { rows, total } => (total.saturating_sub(rows.len() as u64), *total),
        }
    }
}

impl<'a> Rows<'a> {
    /// Reads up to the header, which stands in row `header_row`.
    pub(crate) fn start(mut source: Source<'a>, header_row: u64) -> Result<Self, ReadError> {
        let no_header = || ReadError::NoHeader { row: header_row };
        let row = loop {
            let row = source.next().ok_or_else(no_header)?;
            if row.number >= header_row {
                break row;
            }
        };
        if row.fault == Some(RowFaultKind::TooManyColumns) {
            return Err(ReadError::TooManyColumns {
                found: COLUMNS_MAX + 1,
            });
        }
        let mut header: Vec<String> = row
            .cells
            .iter()
            .map(|name| name.trim().to_owned())
            .collect();
        while header.last().is_some_and(String::is_empty) {
            header.pop();
        }
        if row.number != header_row || row.fault.is_some() || header.is_empty() {
            return Err(no_header());
        }
        Ok(Self {
            header,
            source,
            given: 0,
            ended: false,
        })
    }

    /// Column names, without surrounding blanks, as the file has them.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// How far the file is read, as a part of a whole, for a progress bar.
    pub fn progress(&self) -> (u64, u64) {
        self.source.progress()
    }

    /// What the text was written in; nothing for workbooks.
    pub fn encoding(&self) -> Option<Encoding> {
        match self.source {
            Source::Text { encoding, .. } => Some(encoding),
            Source::Sheet { .. } => None,
        }
    }

    fn fit(&self, raw: Raw) -> Result<Row, RowFault> {
        let Raw {
            number,
            mut cells,
            fault,
        } = raw;
        if let Some(kind) = fault {
            return Err(RowFault { number, kind });
        }
        let expected = self.header.len();
        let found = cells.len();
        // A workbook has no notion of a short row, and spreadsheets save trailing delimiters.
        let short = found < expected && matches!(self.source, Source::Text { .. });
        let long = cells
            .iter()
            .skip(expected)
            .any(|cell| !cell.trim().is_empty());
        if short || long {
            return Err(RowFault {
                number,
                kind: RowFaultKind::Ragged { expected, found },
            });
        }
        cells.resize(expected, String::new());
        Ok(Row { number, cells })
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, RowFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        loop {
            let raw = self.source.next()?;
            if raw.fault.is_none() && raw.cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            self.given += 1;
            if self.given > ROWS_MAX {
                self.ended = true;
                let kind = RowFaultKind::TooManyRows;
                return Some(Err(RowFault {
                    number: raw.number,
                    kind,
                }));
            }
            return Some(self.fit(raw));
        }
    }
}
