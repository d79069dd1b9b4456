//! The words of the slice. Pure: one line for each room.

pub mod duties;
pub mod elections;
pub mod house_rules;
pub mod interim;
pub mod ledger;
pub mod mediation;
pub mod refused;
pub mod register;
pub mod table;
pub mod votes;

pub use refused::Refused;
