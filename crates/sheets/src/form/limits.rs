//! How much of a form is taken. A form is a page or two that people fill by hand, so these are
//! far below what a table may have.

/// A larger file is refused unread.
pub const FORM_BYTES_MAX: usize = 5 * 1024 * 1024;
/// What a form may grow to when it is unpacked.
pub const UNPACKED_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Parts inside the file.
pub const PARTS_MAX: usize = 2_000;
pub const SHEETS_MAX: usize = 60;
/// Cells written down in all sheets, styled empty ones too.
pub const CELLS_MAX: usize = 200_000;
/// Joined areas of one sheet.
pub const MERGES_MAX: usize = 5_000;
/// Rows that are filled in.
pub const FILL_ROWS_MAX: usize = 20_000;
/// Cells that filling may write, those of the form's own look included.
pub const FILL_CELLS_MAX: usize = 2_000_000;
/// Characters of a cell that are shown to whoever maps it.
pub const SHOWN_CHARS_MAX: usize = 300;
/// Bytes of a formula; the format allows 8,192 characters.
pub const FORMULA_BYTES_MAX: usize = 32 * 1024;
/// Bytes of all formulas of a sheet, when each cell has its own.
pub const FORMULAS_BYTES_MAX: usize = 32 * 1024 * 1024;
