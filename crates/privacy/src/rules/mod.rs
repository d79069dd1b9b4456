//! Pure decisions: which act is open on a case, what is due, what was kept long enough.

mod decide;
mod retention;
mod table;

pub mod diagram;

pub use decide::{
    EXTENSION_WORKING_DAYS, RIGHTS_WORKING_DAYS, ask, available, check_corrected, decide, due_step,
};
pub use retention::{DaysRefused, NOTICE_DAYS, check_days, cutoff};
pub use table::{Rule, TRANSITIONS, Target};
