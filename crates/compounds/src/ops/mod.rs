//! One function for each thing that is done: load, decide, save, journal, one transaction. One
//! line for each room.

mod by;
mod error;
pub mod ledger;
pub mod register;
pub mod votes;
pub mod house_rules;
pub mod mediation;
pub mod table;

pub use by::By;
pub use error::OpError;
