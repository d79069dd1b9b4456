//! The counting of owners' votes: who counts, for how much, whether enough took part and whether a
//! decision stands. Pure and exact, so that anyone can run it on the same figures and come to the
//! same result: areas are whole hundredths of a square metre, shares are compared by multiplying
//! across in 128 bits, and nothing is ever rounded.
//!
//! Invariants: the order of units and ballots never matters; a vote turned into a yes never turns
//! a decision that stands into one that falls; what took part, what is void, what kept silent
//! after delivery and what was never reached add up to the whole, in area and in persons; input
//! that makes no sense is refused by name and never panics.
//!
//! The numbers of the law are constants here ([`Threshold`]) that no setting reaches; a city's own are
//! data ([`presets`]) and only ever stricter. [`commit`] binds a count to ballots that can no longer
//! be changed, and lets each owner find their own. [`ranking`] orders the candidates of an election.

mod bounds;
mod case;
mod choice;
mod count;
mod deemed;
mod error;
mod generator;
mod outcome;
mod threshold;
mod voters;

pub mod commit;
pub mod presets;
pub mod ranking;

pub use bounds::{MAX_BALLOTS, MAX_NAME_BYTES, MAX_UNITS};
pub use case::{Ballot, Case, Kind, Rules, Unit, UnitState};
pub use choice::Choice;
pub use count::tally;
pub use deemed::Deemed;
pub use error::TallyError;
pub use generator::{Generator, GeneratorBallots};
pub use outcome::{Outcome, Pair, Verdict};
pub use threshold::{Decided, Matter, Threshold};
pub use voters::{DEVELOPER, voter_of};
