//! What may happen to an election, and what follows. Pure: state, act and day in; the next state
//! or a refusal out.

mod act;
mod candidacy;
mod seats;
mod transitions;
mod vote;

pub use act::{ElectionAct, ElectionChange, ElectionEvent, act};
pub use candidacy::check_settings;
pub use seats::{plus_years, term_warning_from};
pub use transitions::{ELECTION_TRANSITIONS, ElectionRule, document};
pub use vote::{Item, VoteFacts};
