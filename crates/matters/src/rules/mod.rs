//! Pure decisions about matters: no clock, no chance, no input or output.

mod acts;
mod addressee;
pub mod consent;
mod decide;
mod draft;
mod fields;
mod guards;
mod personal_data;
mod report;
mod rights;
mod table;
mod whistle_scores;

pub mod deadlines;
pub mod desk;
pub mod diagram;
pub mod due;
pub mod duplicates;
pub mod emergency;
pub mod holding;
pub mod light;
pub mod phone;
pub mod presets;
pub mod rates;
pub mod reminders;
pub mod reporter_view;
pub mod split_hint;

pub use addressee::{Addressee, first_addressee};
pub use decide::{available, decide};
pub use report::{Imported, ImportedState, import, report};
pub use rights::{RESTRICTED_ROLES, may, may_see_reporter, parts};
pub use table::{Rule, TRANSITIONS, Target};
pub use whistle_scores::{BodyScore, StreetScore, WhistleScores, whistle_scores};
