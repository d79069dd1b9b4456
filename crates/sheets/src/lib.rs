//! Tables in and out of the files that offices exchange.
//!
//! Reading: csv in UTF-8 or GB18030, xlsx and ods become one stream of [`Row`]s under one header,
//! each with the number that a person sees beside it in a spreadsheet. Writing: a plain [`Table`]
//! becomes an xlsx workbook or a csv file in which nothing a resident typed can act as a formula.
//! Filling: somebody else's empty xlsx [`form`] gets figures and keeps everything else.
//!
//! Invariants: the bytes come from strangers, so every size is bounded (see [`limits`]) and no
//! input panics; a damaged row is reported with its number and the rest is still read; what the
//! file says is handed on as text, and meaning (times, categories) is the caller's affair.
//!
//! Absent by design: file names, paths and I/O. Everything is bytes in memory.

pub mod form;
pub mod limits;

mod archive;
mod columns;
mod decode;
mod delimited;
mod error;
mod mixed;
mod numbers;
mod ods;
mod packed;
mod read;
mod rows;
mod table;
mod write_csv;
mod write_xlsx;
mod xlsx;

pub use columns::guess_columns;
pub use decode::{Encoding, decode_text};
pub use error::{ReadError, RowFault, RowFaultKind, WriteError};
pub use read::{Format, ReadOptions, read};
pub use rows::{Row, Rows};
pub use table::{Cell, Column, ColumnKind, Table};
pub use write_csv::write_csv;
pub use write_xlsx::write_xlsx;
