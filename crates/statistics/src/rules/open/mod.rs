//! Open data (rule 15.1, section 17): the matters of a year, one row each, so coarse that nobody
//! can be told from four others.
//!
//! - [`anonymise`] makes rows coarser, group by group, along a [`ladder`] until the rule holds;
//! - [`prove`] counts a finished table anew, from its text and without the ladder;
//! - [`singled`] holds a corrected edition against the one before it, because the difference of
//!   two tables that are safe may name somebody;
//! - [`decide`] says who may do what to an edition, and when.

mod anonymise;
pub mod bounds;
mod change;
mod edition;
pub mod ladder;
mod licence;
mod proof;
mod refused;
mod row;
mod succession;
mod transitions;

pub use anonymise::{Anonymised, anonymise};
pub use change::{Begin, Facts, OpenChange, decide, make, may_make};
pub use edition::{
    KeptFile, OpenAct, OpenActName, OpenEdition, OpenEvent, OpenState, OpenStateName, PACKAGE,
    Protection,
};
pub use licence::OpenLicence;
pub use proof::{Proof, prove};
pub use refused::OpenRefused;
pub use row::{COLUMNS, Days, Group, Outcome, QUASI, Row, Told};
pub use succession::singled;
pub use transitions::{OPEN_TRANSITIONS, document, may, rule_of};
