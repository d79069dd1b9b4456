//! One function for each thing that is done: load, decide, save, journal, one transaction.

mod act;
pub mod appoint;
pub mod badge;
mod error;
pub mod findings;
pub mod forget;
pub mod merge;
pub mod take;

pub use act::act;
pub use error::OpError;
