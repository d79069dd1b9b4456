//! One function for each thing that is done: load, decide, save, journal, one transaction.

mod act;
mod days;
mod error;

pub use act::{act, could};
pub use days::turn_days;
pub use error::OpError;
