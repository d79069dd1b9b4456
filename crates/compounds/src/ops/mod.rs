//! One function for each thing that is done: load, decide, save, journal, one transaction. One
//! line for each room.

mod by;
pub mod duties;
pub mod elections;
mod error;
pub mod house_rules;
pub mod interim;
pub mod ledger;
pub mod mediation;
pub mod register;
pub mod rights;
pub mod table;
pub mod telling;
pub mod votes;
pub mod yearly;

pub use by::By;
pub use error::OpError;
