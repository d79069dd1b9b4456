//! One function for each thing that is done: load, decide, save, journal, one transaction.

mod act;
mod admit;
mod announce;
pub mod appoint;
pub mod badge;
mod by;
mod days;
pub mod doors;
mod error;
pub mod findings;
pub mod forget;
pub mod forms;
pub mod import;
pub mod merge;
mod planning;
mod round;
pub mod take;
mod teams;

pub use act::{act, could};
pub use admit::{Admission, NAMED_MOST, admission, admit_doors, admit_for_safety};
pub use announce::{announce, ask_due, told_by_hand};
pub use by::{By, Places};
pub use days::turn_days;
pub use error::OpError;
pub use planning::{
    MovePreview, Place, Progress, Question, Runs, Wish, load_plan, make_plan, move_stop,
    preview_move, question, start_plan, take_plan,
};
pub use round::{cancel, change_round, create_round, finish, load_round, start};
pub use teams::{add_team, change_team, drop_team, is_visitor, visitor_roles};
