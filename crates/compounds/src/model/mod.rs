//! The words of the slice. Pure: one line for each room.

mod named;
pub mod refused;
pub mod register;
pub mod votes;

pub use refused::Refused;

pub(crate) use named::named;
