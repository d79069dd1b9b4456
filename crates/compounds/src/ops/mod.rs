//! One function for each thing that is done: load, decide, save, journal, one transaction. One
//! line for each room.

mod by;
mod error;
pub mod register;
pub mod votes;

pub use by::By;
pub use error::OpError;
