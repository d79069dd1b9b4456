//! Rows of this slice, and nothing else: what they mean is decided in `rules`. One line for each
//! room.

pub mod counted;
pub mod duties;
pub mod elections;
pub mod house_rules;
pub mod interim;
pub mod ledger;
pub mod ledger_rows;
pub mod mediation;
pub mod proof;
pub mod publication;
pub mod register;
pub mod table;
pub mod telling;
pub mod votes;
