//! Pure: when somebody may be told, how often it is tried, how a sentence is put together.

mod backoff;
mod breaker;
mod digest;
mod judge;
mod quiet;
mod sms_parts;
mod wording;

pub use backoff::{ATTEMPTS_MOST, wait_seconds};
pub use breaker::Breaker;
pub use digest::digest_due;
pub use judge::{Facts, Verdict, judge};
pub use quiet::{QuietHours, QuietHoursOdd};
pub use sms_parts::sms_parts;
pub use wording::{WordingFault, check, fill};
