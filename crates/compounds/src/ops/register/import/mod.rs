//! Units and owners taken from a table: held against the register, told in a report, written once
//! somebody has agreed.

mod judge;
mod resolve;
mod write;

use huiyin_kernel::{Date, Id};

pub use judge::judge;
pub use write::{Stopped, write};

use crate::model::register::AreaSource;
use crate::rules::register::import::{Fault, FileRow};

/// How a file is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct How {
    pub estate: Id,
    /// From when its owners own what it says.
    pub as_of: Date,
    /// Where its areas come from, where a row does not say.
    pub source: AreaSource,
}

/// A row that can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    pub row: FileRow,
    /// The unit it means, or the id that a new one gets.
    pub unit: Id,
    /// The area of the register is of a stronger source and stays.
    pub keep_area: bool,
    /// The register knows a later change of owners, and they stay.
    pub keep_owners: bool,
}

/// What would come, or came, of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub rows: usize,
    pub fresh: usize,
    pub changed: usize,
    pub handed_over: usize,
    pub unchanged: usize,
    pub faults: Vec<Fault>,
    /// The sum of the areas of all rows that were read, in 0.01 m².
    pub area_centi: i64,
    /// What the file's own line of totals says.
    pub total_centi: Option<i64>,
    /// What the estate is said to have, in units and in 0.01 m².
    pub stated_units: Option<u32>,
    pub stated_area_centi: Option<i64>,
    /// A vote is under way, and something here would show on its roll: nothing is written.
    pub frozen: bool,
}

impl Report {
    /// The areas do not add up to what the file says of itself.
    pub fn is_off_total(&self) -> bool {
        self.total_centi
            .is_some_and(|total| total != self.area_centi)
    }

    /// The areas do not add up to what the estate is said to have.
    pub fn is_off_stated(&self) -> bool {
        self.stated_area_centi
            .is_some_and(|stated| stated != self.area_centi)
    }
}

/// A file that was held against the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    pub how: How,
    pub ready: Vec<Ready>,
    pub report: Report,
}
