//! One function for each thing that is done: load, decide, save, journal, one transaction.

mod act;
pub mod doors;
mod error;
pub mod forms;
pub mod import;

pub use act::act;
pub use error::OpError;
