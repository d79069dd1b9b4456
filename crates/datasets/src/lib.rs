//! A described set of tables, as files that others can read without asking: csv, parquet, a
//! descriptor after Frictionless Data (data package, version 1), a readme, and all of it as one
//! zip.
//!
//! Invariants:
//! - the same package is the same bytes: nothing here asks a clock, and no file holds a time of
//!   its own;
//! - the csv is RFC 4180 in UTF-8 without a byte order mark, because that is what the descriptor
//!   says of it; what is missing is an empty field, and no text is empty;
//! - every file of a table stands in the descriptor with its size and its SHA-256;
//! - every size is bounded ([`limits`]).
//!
//! Absent by design: where rows come from, what may be published, file systems. Everything is
//! bytes in memory.

mod descriptor;
mod error;
mod file;
pub mod limits;
mod read_csv;
mod table;
mod write_csv;
mod write_parquet;

pub use descriptor::{Contributor, Licence, Package};
pub use error::DatasetError;
pub use file::{DatasetFile, sha256};
pub use read_csv::{Records, read_csv};
pub use table::{Cell, Field, ForeignKey, Kind, Table};
pub use write_csv::write_csv;
pub use write_parquet::write_parquet;
