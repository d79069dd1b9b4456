//! The words of an owners' vote: states, items, rules, voters, ballots. Pure.

mod act;
mod ballot;
pub mod bounds;
mod item;
mod outcome;
mod refused;
mod settings;
mod state;
mod vote;
mod voter;

pub use act::{CountDone, Part, VoteAct, VoteActName, VoteEvent};
pub use ballot::{Ballot, BallotState, Channel, Mark, Marks, Reading};
pub use item::{Item, Matter, Scope, Threshold};
pub use outcome::{Carried, ItemOutcome, Outcome, Sum, Verdict};
pub use refused::VoteRefused;
pub use settings::{Clause, Meeting, Silence, VoteSettings};
pub use state::{Proposal, Proposer, RollFixed, Timetable, VoidCause, VoteState, VoteStateName};
pub use vote::{Vote, VoteDraft};
pub use voter::{Delivery, Evidence, Voter, VoterEvent, VoterUnit};
