//! Working days and deadlines (domain rules 1.1–1.4).
//!
//! A deadline is always an exclusive end, `due_before`: what happens at an instant earlier than it
//! is in time. Limits in days begin on the day after the start and end at midnight after the last
//! day; limits in minutes or hours begin at once and run over nights and holidays; a last calendar
//! day that is a day of rest moves to the next working day. This is how the Civil Code counts,
//! arts. 200 to 203; where a closing hour is kept, the last day ends with it, and who sets the
//! limit says so.
//!
//! Working days come from yearly [`YearTable`]s and from nowhere else. A day in a year without a
//! table is [`CalendarError::MissingYear`], so nobody is given a date that a make-up Saturday or
//! a holiday would have made wrong.

mod counting;
mod limit;
mod shipped;
mod table;

pub use counting::{CalendarError, MAX_LIMIT_DAYS, WorkingCalendar};
pub use limit::{Limit, LimitError};
pub use table::{TableDoubt, TableError, YearTable};
