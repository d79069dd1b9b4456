//! One function for each thing that is done.

mod act;
mod alert;
mod ask;
mod carry_out;
mod copy;
mod error;
mod record;
mod retention;

pub use act::{Expected, act};
pub use alert::{many_reveals, many_slips, mark_seen};
pub(crate) use ask::ask_as;
pub use ask::{AskedFor, Receipt, ask, find_people};
pub use carry_out::{Wanted, grant};
pub use copy::{Copy, copy_of};
pub use error::OpError;
pub use record::{
    CurrentNotice, NewAssessment, NewBreach, Told, add_assessment, add_breach, change_notice,
    current_notice, tell_breach,
};
pub use retention::{
    Plan, Planned, Ran, days_of, hold, plan, release, run, set_days, settings_of, still_to_run,
};
