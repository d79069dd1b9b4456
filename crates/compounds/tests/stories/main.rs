//! Estates as those meet them who keep, decide, count and look, on both databases. One line for
//! each room.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a step of a test that fails must stop it"
)]

mod estates;
mod house;
mod ledger;
mod pages;
mod register;
mod words;
