//! Notices from their order to their fate, each story told on both databases; the carriers are
//! real servers on this machine.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a step of a test that fails must stop it"
)]

mod browser;
mod carrier;
mod digest;
mod house;
mod pages;
mod sending;
mod times;
