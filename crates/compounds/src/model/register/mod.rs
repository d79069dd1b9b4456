//! Estates, their buildings and units, and whose they are.

mod estate;

pub use estate::Estate;
