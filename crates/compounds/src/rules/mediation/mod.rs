//! What may be done about a dispute (rule 14), and what may never be: nobody who is beaten at
//! home is asked to sit down with whoever does it.

mod admission;
mod change;
mod transitions;

pub use admission::{Admission, admit, speaks_of_violence};
pub use change::{CaseChange, Opening, decide, register};
pub use transitions::{CASE_TRANSITIONS, CaseRule, document, may};
