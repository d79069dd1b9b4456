//! How much of a stranger's file is read. Each limit names its unit.

/// A file larger than this is refused unread.
pub const FILE_BYTES_MAX: usize = 200 * 1024 * 1024;
/// Rows of data, the header not counted.
pub const ROWS_MAX: u64 = 1_000_000;
/// Columns of one row.
pub const COLUMNS_MAX: usize = 500;
/// Bytes of one cell in UTF-8.
pub const CELL_BYTES_MAX: usize = 64 * 1024;
/// What a zipped workbook may grow to when it is unpacked.
pub const UNPACKED_BYTES_MAX: u64 = 400 * 1024 * 1024;
/// Parts inside a zipped workbook.
pub const ARCHIVE_PARTS_MAX: usize = 10_000;
/// Filled cells of one sheet of a workbook, which is held in memory.
pub const SHEET_CELLS_MAX: u64 = 10_000_000;
/// Text of one sheet of a workbook.
pub const SHEET_TEXT_BYTES_MAX: usize = 400 * 1024 * 1024;
/// Characters that a workbook cell can hold, by the file format.
pub const WORKBOOK_CELL_CHARS_MAX: usize = 32_767;
/// How much of a csv file is looked at to tell its delimiter.
pub const SNIFF_BYTES: usize = 64 * 1024;
