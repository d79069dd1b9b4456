//! One function for each thing that is done: load, decide, save, journal, one transaction.

mod act;
pub mod doors;
mod error;

pub use act::act;
pub use error::OpError;
