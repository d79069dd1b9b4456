//! Tables of units and owners as they come from elsewhere, read into rows.

mod columns;
mod read;

pub use columns::{Columns, Field, guess};
pub use read::{Contact, Fault, FileError, FileRow, FileRows, RowFault, header, read};

/// Rows of one file.
pub const ROWS: usize = 60_000;
