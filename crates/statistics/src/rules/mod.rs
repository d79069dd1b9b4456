//! Pure decisions about figures: no clock, no chance, no input or output.

mod asked;
pub mod bulletin;
pub mod catalogue;
pub mod filter;
mod hidden;
pub mod judged;
pub mod ledgers;
pub mod looks;
pub mod open;
mod rates;
pub mod shape;
mod tally;

pub use asked::{Dimension, Month, Period};
pub use hidden::{Hidden, hidden, hidden_nested};
pub use rates::{BENCHMARK_DAYS, Days, RateSettings, Rates, Weights};
pub use tally::{Group, Tally};

/// Groups with fewer matters than this are not shown to the public: with so few, a figure may
/// speak of a person.
pub const SMALL_GROUP: u64 = 5;
