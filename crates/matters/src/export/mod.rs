//! Lists of matters as files for spreadsheets: the sheet of rule 2.6 and the list of a list
//! dispatch. What is personal is masked before it comes here.

mod dispatch_sheet;
mod matters_sheet;

pub(crate) use dispatch_sheet::{DispatchRow, dispatch_table};
pub(crate) use matters_sheet::{Masking, matters_table};

/// Rows of one exported file at most.
pub(crate) const EXPORT_ROWS: usize = 20_000;
