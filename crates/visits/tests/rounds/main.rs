//! Rounds, teams and plans as the house runs them, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a step of a test that fails must stop it"
)]

mod house;
mod pages;
mod planning;
mod proof;
mod setting_up;
