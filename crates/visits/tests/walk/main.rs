//! What happens at the door and afterwards, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a step of a test that fails must stop it"
)]

mod collect;
mod house;
mod pages;
mod photos;
mod proof;
mod sealed;
#[path = "../notebook/sealing.rs"]
mod sealing;
mod taking;
