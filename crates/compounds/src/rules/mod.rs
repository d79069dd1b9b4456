//! What is allowed and what follows. Pure: one line for each room.

pub mod audit;
pub mod duties;
pub mod elections;
pub mod house_rules;
pub mod interim;
pub mod ledger;
pub mod mediation;
pub mod register;
pub mod table;
pub mod telling;
pub mod votes;
pub mod yearly;
