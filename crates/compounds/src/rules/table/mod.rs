//! What may be done about a meeting of the three sides (rule 8.6), and what becomes of it.

mod change;
mod checks;
mod follow;
mod missing;
mod transitions;

pub use change::{MeetingChange, create, decide};
pub use missing::missing;
pub use transitions::{MEETING_TRANSITIONS, MeetingRule, document, may};
