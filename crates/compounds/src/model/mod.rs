//! The words of the slice. Pure: one line for each room.

pub mod ledger;
mod named;
pub mod refused;
pub mod register;
pub mod votes;
pub mod house_rules;
pub mod mediation;
pub mod table;

pub use refused::Refused;

pub(crate) use named::named;
