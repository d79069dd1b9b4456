//! Rows of a workbook held in memory. A sheet may be a million rows wide apart with one cell
//! each, so only filled cells are kept, each row's text in one piece.

use crate::ReadError;
use crate::error::RowFaultKind;
use crate::limits::{CELL_BYTES_MAX, COLUMNS_MAX, ROWS_MAX, SHEET_CELLS_MAX, SHEET_TEXT_BYTES_MAX};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PackedRow {
    pub(crate) number: u64,
    text: String,
    /// Zero-based column and the end of its cell in `text`, in the order they came.
    ends: Vec<(usize, usize)>,
    pub(crate) fault: Option<RowFaultKind>,
}

impl PackedRow {
    pub(crate) fn new(number: u64) -> Self {
        Self {
            number,
            ..Self::default()
        }
    }

    /// The same cells under another number.
    pub(crate) fn numbered(&self, number: u64) -> Self {
        Self {
            number,
            ..self.clone()
        }
    }

    pub(crate) fn push(&mut self, column: usize, cell: &str) {
        if cell.is_empty() {
            return;
        }
        if column >= COLUMNS_MAX {
            self.fault.get_or_insert(RowFaultKind::TooManyColumns);
        } else if cell.len() > CELL_BYTES_MAX {
            self.fault
                .get_or_insert(RowFaultKind::CellTooLong { column: column + 1 });
        } else {
            self.text.push_str(cell);
            self.ends.push((column, self.text.len()));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ends.is_empty() && self.fault.is_none()
    }

    pub(crate) fn into_cells(self) -> Vec<String> {
        let width = self
            .ends
            .iter()
            .map(|(column, _)| column + 1)
            .max()
            .unwrap_or(0);
        let mut cells = vec![String::new(); width];
        let mut start = 0;
        for (column, end) in self.ends {
            if let (Some(cell), Some(text)) = (cells.get_mut(column), self.text.get(start..end)) {
                text.clone_into(cell);
            }
            start = end;
        }
        cells
    }
}

/// Collects rows in the order of their numbers and stops when a bound is passed.
#[derive(Debug, Default)]
pub(crate) struct PackedSheet {
    rows: Vec<PackedRow>,
    cells: u64,
    text_bytes: usize,
}

impl PackedSheet {
    pub(crate) fn push(&mut self, row: PackedRow) -> Result<(), ReadError> {
        if row.is_empty() {
            return Ok(());
        }
        self.cells = self.cells.saturating_add(row.ends.len() as u64);
        self.text_bytes = self.text_bytes.saturating_add(row.text.len());
        // The rows before the header are not known here; one more than the limit is enough for
        // the reader above to notice and say so.
        let too_many_rows = self.rows.len() as u64 > ROWS_MAX.saturating_mul(2);
        let too_large = self.cells > SHEET_CELLS_MAX || self.text_bytes > SHEET_TEXT_BYTES_MAX;
        if too_many_rows || too_large {
            return Err(ReadError::SheetTooLarge);
        }
        self.rows.push(row);
        Ok(())
    }

    /// A file may list its rows in any order; people see them by number.
    pub(crate) fn into_rows(mut self) -> Vec<PackedRow> {
        if !self.rows.is_sorted_by_key(|row| row.number) {
            self.rows.sort_by_key(|row| row.number);
        }
        self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_in_their_columns() {
        let mut row = PackedRow::new(7);
        row.push(3, "丁");
        row.push(0, "甲");
        row.push(1, "");
        assert_eq!(row.into_cells(), ["甲", "", "", "丁"]);
    }

    #[test]
    fn far_columns_and_long_cells_are_faults_not_memory() {
        let mut row = PackedRow::new(1);
        row.push(16_383, "x");
        assert_eq!(row.fault, Some(RowFaultKind::TooManyColumns));
        let mut row = PackedRow::new(1);
        row.push(0, &"x".repeat(CELL_BYTES_MAX + 1));
        assert_eq!(row.fault, Some(RowFaultKind::CellTooLong { column: 1 }));
        assert!(row.into_cells().is_empty());
    }

    #[test]
    fn rows_are_handed_on_by_number() {
        let mut sheet = PackedSheet::default();
        for number in [3, 1, 2] {
            let mut row = PackedRow::new(number);
            row.push(0, "x");
            sheet.push(row).unwrap();
        }
        let numbers: Vec<u64> = sheet.into_rows().iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 2, 3]);
    }
}
