//! What every slice needs and nothing that touches the world: identifiers, instants and civil
//! days, working-day arithmetic, exact ratios and amounts, coordinate systems, masks and bilingual text.
//!
//! Absent by design: no I/O, no async, no clock, no randomness. Time and chance come in through
//! the [`Clock`] and [`Entropy`] traits, which the binary implements and tests replace.

mod chance;
mod echo_code;
mod floor_area;
mod hex;
mod id;
mod lang;
mod money;
mod named;
mod ratio;
mod time;

pub mod calendar;
pub mod geo;
pub mod mask;

pub use calendar::{CalendarError, Limit, WorkingCalendar, YearTable};
pub use chance::Entropy;
pub use echo_code::{EchoCode, EchoCodeError};
pub use floor_area::{FloorArea, FloorAreaError};
pub use geo::{BBox, Crs, Point};
pub use hex::{from_hex, to_hex};
pub use id::{Id, IdError};
pub use lang::{Lang, Said};
pub use money::{Money, MoneyError};
pub use ratio::Ratio;
pub use time::{Clock, Date, FixedClock, Instant, TimeError};
