//! Ledgers: which there are, what their columns are, and how a body wants them laid out.
//!
//! A ledger is what stands in the records already, as a table: nothing is entered for its sake
//! (rule F4), nobody is named (rule 21), and none counts what staff do (rule F1).

mod catalogue;
mod layout;
mod mapping;

pub use catalogue::{Field, Kind, LEDGERS, Ledger, Source};
pub use layout::{Chosen, Layout, LayoutRefused};
pub use mapping::{
    CellMap, ColumnMap, Filled, MapRefused, Mapping, SERIAL, TableMap, What, filling, holds,
};

/// Rows of one file at most; a month of a large district has a third of that.
pub const ROWS_MOST: usize = 20_000;
