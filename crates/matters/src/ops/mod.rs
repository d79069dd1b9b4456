//! One function per thing that is done: load, decide, save, journal, outbox, all in one
//! transaction.

mod act;
mod error;
pub mod import;
mod join;
pub mod light;
mod photos;
mod report;
pub(crate) mod whereabouts;

pub(crate) use act::save;
pub use act::{Done, Extra, act};
pub use error::OpError;
pub use join::{join, joined_code};
pub use photos::clean;
pub use report::{Intake, Receipt, report, report_within, taken_before};
