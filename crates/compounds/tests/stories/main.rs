//! Estates as those meet them who keep, decide, count and look, on both databases. One line for
//! each room.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a step of a test that fails must stop it"
)]

mod agenda;
mod both;
mod cities;
mod duties;
mod elections;
mod estates;
mod house;
mod house_rules;
mod interim;
mod ledger;
mod mediation;
mod my_votes;
mod pages;
mod papers;
mod proof;
mod proof_decided;
mod register;
mod table;
mod telling;
mod votes;
mod votes_rules;
mod votes_upgraded;
mod votes_walk;
mod words;
