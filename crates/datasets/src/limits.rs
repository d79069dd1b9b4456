//! How large a package may become, with units.

/// Rows of one table.
pub const ROWS: usize = 250_000;
/// Columns of one table.
pub const COLUMNS: usize = 64;
/// Tables of one package.
pub const TABLES: usize = 16;
/// Bytes of one text in a cell.
pub const CELL_BYTES: usize = 1_000;
