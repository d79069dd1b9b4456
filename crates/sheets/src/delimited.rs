//! The scanner for delimited text: cells in double quotes may hold delimiters and line breaks, a
//! doubled quote is a quote, and CR, LF and CRLF all end a row. Written here rather than taken
//! from the csv crate because a person must be told the row number that a spreadsheet shows,
//! where empty lines count, and because a quote that is never closed must be noticed.

use crate::error::RowFaultKind;
use crate::limits::{CELL_BYTES_MAX, COLUMNS_MAX, SNIFF_BYTES};

const CANDIDATES: [u8; 3] = [b',', b'\t', b';'];
/// Rows beyond these tell no more about the delimiter.
const SNIFF_ROWS: usize = 50;

#[derive(Debug, Clone)]
pub(crate) struct Scanner {
    at: usize,
    number: u64,
    delimiter: u8,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Scanned {
    pub(crate) number: u64,
    pub(crate) cells: Vec<String>,
    pub(crate) fault: Option<RowFaultKind>,
}

enum CellEnd {
    Delimiter,
    Row,
    Text { quote_open: bool },
}

impl Scanner {
    pub(crate) fn new(delimiter: u8) -> Self {
        Self {
            at: 0,
            number: 0,
            delimiter,
        }
    }

    /// Bytes read so far.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// The next row of `text`, which must be the same text on every call.
    pub(crate) fn next(&mut self, text: &str) -> Option<Scanned> {
        if self.at >= text.len() {
            return None;
        }
        self.number += 1;
        let mut row = Scanned {
            number: self.number,
            cells: Vec::new(),
            fault: None,
        };
        loop {
            let mut cell = String::new();
            let column = row.cells.len() + 1;
            let end = self.cell(text, &mut cell);
            if cell.len() > CELL_BYTES_MAX {
                row.fault
                    .get_or_insert(RowFaultKind::CellTooLong { column });
                cell.clear();
            }
            if row.cells.len() < COLUMNS_MAX {
                row.cells.push(cell);
            } else {
                row.fault.get_or_insert(RowFaultKind::TooManyColumns);
            }
            match end {
                CellEnd::Delimiter => {}
                CellEnd::Row | CellEnd::Text { quote_open: false } => return Some(row),
                CellEnd::Text { quote_open: true } => {
                    row.fault = Some(RowFaultKind::OpenQuote);
                    return Some(row);
                }
            }
        }
    }

    /// Reads one cell into `cell`. An overlong one stops growing just past the limit, so that it
    /// can be told from one that fits.
    fn cell(&mut self, text: &str, cell: &mut String) -> CellEnd {
        let bytes = text.as_bytes();
        let mut quoted = bytes.get(self.at) == Some(&b'"');
        if quoted {
            self.at += 1;
        }
        loop {
            let start = self.at;
            let stop = self.run_end(bytes, quoted);
            self.at = stop;
            if cell.len() <= CELL_BYTES_MAX {
                // Runs end at ASCII bytes, which never stand inside a UTF-8 character.
                cell.push_str(text.get(start..stop).unwrap_or_default());
            }
            match bytes.get(self.at) {
                None => return CellEnd::Text { quote_open: quoted },
                Some(b'"') if quoted && bytes.get(self.at + 1) == Some(&b'"') => {
                    cell.push('"');
                    self.at += 2;
                }
                Some(b'"') if quoted => {
                    quoted = false;
                    self.at += 1;
                }
                Some(&byte) if byte == self.delimiter => {
                    self.at += 1;
                    return CellEnd::Delimiter;
                }
                Some(b'\r') if bytes.get(self.at + 1) == Some(&b'\n') => {
                    self.at += 2;
                    return CellEnd::Row;
                }
                Some(_) => {
                    self.at += 1;
                    return CellEnd::Row;
                }
            }
        }
    }

    fn run_end(&self, bytes: &[u8], quoted: bool) -> usize {
        let rest = bytes.get(self.at..).unwrap_or_default();
        let length = if quoted {
            rest.iter().position(|&byte| byte == b'"')
        } else {
            let delimiter = self.delimiter;
            rest.iter()
                .position(|&byte| byte == delimiter || byte == b'\n' || byte == b'\r')
        };
        length.map_or(bytes.len(), |length| self.at + length)
    }
}

/// The delimiter under which the first rows agree best on a number of columns greater than one.
pub(crate) fn sniff_delimiter(text: &str) -> u8 {
    let sample = &text[..text.floor_char_boundary(SNIFF_BYTES)];
    let cut = sample.len() < text.len();
    let best = CANDIDATES
        .iter()
        .rev()
        .max_by_key(|delimiter| agreement(sample, cut, **delimiter));
    best.copied().unwrap_or(b',')
}

/// Rows as wide as the widest common width, and that width: more agreeing rows win, then more
/// columns. A sample that was cut has a last row that says nothing.
fn agreement(sample: &str, cut: bool, delimiter: u8) -> (usize, usize) {
    let mut scanner = Scanner::new(delimiter);
    let mut widths: Vec<usize> = std::iter::from_fn(|| scanner.next(sample))
        .take(SNIFF_ROWS)
        .map(|row| row.cells.len())
        .collect();
    if cut && widths.len() > 1 && widths.len() < SNIFF_ROWS {
        widths.pop();
    }
    let Some(&header) = widths.iter().find(|width| **width > 1) else {
        return (0, 0);
    };
    (
        widths.iter().filter(|width| **width == header).count(),
        header,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scan(text: &str, delimiter: u8) -> Vec<Scanned> {
        let mut scanner = Scanner::new(delimiter);
        std::iter::from_fn(|| scanner.next(text)).collect()
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        scan(text, b',').into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn quotes_hold_delimiters_line_breaks_and_quotes() {
        assert_eq!(
            cells("a,\"b,\r\nc\",\"say \"\"hi\"\"\"\r\nd,\"\",f"),
            [vec!["a", "b,\r\nc", "say \"hi\""], vec!["d", "", "f"]]
        );
    }

    #[test]
    fn empty_lines_and_line_breaks_in_cells_keep_the_numbers_of_a_spreadsheet() {
        let numbers: Vec<(u64, usize)> = scan("h,i\n\n\"a\nb\",c\r\rx,y", b',')
            .iter()
            .map(|row| (row.number, row.cells.len()))
            .collect();
        assert_eq!(numbers, [(1, 2), (2, 1), (3, 2), (4, 1), (5, 2)]);
    }

    #[test]
    fn a_quote_that_never_closes_is_noticed() {
        let rows = scan("a,b\n1,\"open\n2,c\n", b',');
        assert_eq!(rows.len(), 2);
        assert_eq!(
            (rows[1].number, rows[1].fault),
            (2, Some(RowFaultKind::OpenQuote))
        );
    }

    #[test]
    fn overlong_cells_and_rows_are_bounded_and_the_next_row_is_read() {
        let long = "长".repeat(CELL_BYTES_MAX);
        let wide = ",".repeat(COLUMNS_MAX + 5);
        let rows = scan(&format!("a,{long}\n{wide}\nb,c\n"), b',');
        assert_eq!(rows[0].fault, Some(RowFaultKind::CellTooLong { column: 2 }));
        assert_eq!(rows[1].fault, Some(RowFaultKind::TooManyColumns));
        assert_eq!(rows[1].cells.len(), COLUMNS_MAX);
        assert_eq!(rows[2].cells, ["b", "c"]);
    }

    #[test]
    fn the_delimiter_is_told_even_where_cells_hold_others() {
        assert_eq!(sniff_delimiter("a;b;c\n1,5;2;3\n4,5;5;6\n"), b';');
        assert_eq!(sniff_delimiter("编号\t内容\n1\t甲，乙;丙\n"), b'\t');
        assert_eq!(sniff_delimiter("a,b\n1,\"x;y;z\"\n2,\"x;y\"\n"), b',');
        assert_eq!(sniff_delimiter("only one column\nsecond"), b',');
        assert_eq!(sniff_delimiter(""), b',');
    }

    proptest! {
        // The csv crate is the oracle: it skips empty lines, we number them.
        #[test]
        fn agrees_with_the_csv_crate(text in "[ab,\"\n\r;é长]{0,60}") {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false).flexible(true).from_reader(text.as_bytes());
            let oracle: Vec<Vec<String>> = reader.records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            let ours: Vec<Vec<String>> = cells(&text).into_iter()
                .filter(|row| row.as_slice() != [""]).collect();
            let oracle: Vec<Vec<String>> = oracle.into_iter()
                .filter(|row| row.as_slice() != [""]).collect();
            prop_assert_eq!(ours, oracle);
        }

        #[test]
        fn numbers_grow_by_one_and_every_row_ends(text in "\\PC{0,200}") {
            for (index, row) in scan(&text, sniff_delimiter(&text)).iter().enumerate() {
                prop_assert_eq!(row.number, index as u64 + 1);
            }
        }
    }
}
