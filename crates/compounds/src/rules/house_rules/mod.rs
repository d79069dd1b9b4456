//! What may be done about a rule of an estate (rule 9.7), its blanks, and how an edition differs
//! from the model.

mod carried;
mod change;
mod compare;
mod template;
mod text;
mod transitions;

pub use carried::{Decided, carried};
pub use change::{RuleChange, decide, draft};
pub use compare::{Differs, Kept, compare};
pub use template::template;
pub use text::{Blank, Line, blanks, fill, lines};
pub use transitions::{RULE_TRANSITIONS, RuleRule, document, may};
