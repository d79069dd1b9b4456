//! The owners' money, exact to the fen: double-entry books of an estate, the statement that must
//! balance, shares by area, where income may go and when it must be published, bank files in and
//! a journal for hledger out.
//!
//! Invariants: every line is at once a set of legs that sum to nothing; a line is never changed,
//! only reversed, and a reversal never; nothing is posted into a closed period; and for each
//! account and kind opening + income − cost − spent − to fund = closing (domain rule 9.5), where
//! cost includes tax. Amounts come from strangers, so every sum is checked and every size bounded.
//!
//! Absent by design: files, databases, the web, a clock, and any opinion on whether the owners
//! spent their money well.

mod account;
mod check;
mod destination;
mod file;
mod hledger;
mod legs;
mod line;
mod matching;
mod period;
mod post;
mod preset;
mod publication;
mod shares;
mod statement;

pub mod bank;
pub mod limits;

pub use account::{Account, Code, CodeError, Holder, Kind};
pub use check::{Checker, Closing, Finding, Posted, Problem, Report};
pub use destination::{Destination, FundDuty, Standing};
pub use file::{Book, FileError, check_file, read_book};
pub use hledger::write_journal;
pub use legs::{Leg, Side, legs};
pub use line::{Basis, Draft, Flag, Line, What};
pub use matching::{BookLine, Certainty, Match, propose};
pub use period::{Month, Period, Rhythm};
pub use post::{BookFacts, Original, Refused, post, reverse};
pub use preset::{City, Preset, Publishing};
pub use publication::{Due, Owed, Published, owed};
pub use shares::{ShareError, shares};
pub use statement::{Flows, Row, TooMuch, Totals};
