//! Pure decisions of the pages on which one looks rather than reads: what is expected, what grows.

mod calendar;
mod expect;
mod flows;
mod growth;
mod spread;

pub use calendar::{Week, weeks};
pub use expect::{Expected, expected};
pub use flows::{Leg, Stream, shown, streams};
pub use growth::{Grown, LEAST_RECENT, Seen, grown};
pub use spread::{DayClass, spread};
