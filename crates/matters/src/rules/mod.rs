//! Pure decisions about matters: no clock, no chance, no input or output.

mod acts;
mod decide;
mod draft;
mod fields;
mod guards;
mod personal_data;
mod report;
mod rights;
mod table;

pub mod deadlines;
pub mod presets;
pub mod reminders;

pub use decide::{available, decide};
pub use report::{Imported, ImportedState, import, report};
pub use rights::{RESTRICTED_ROLES, may, may_see_reporter, parts};
pub use table::{Rule, TRANSITIONS, Target};
