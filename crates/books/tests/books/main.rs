//! The books from outside: posting, reversing, statements, checks, bank files, the real hledger.
#![expect(
    clippy::unwrap_used,
    reason = "a step of a test that fails must stop it"
)]

mod bank;
mod camt;
mod check;
mod hledger;
mod posting;
mod sample;
mod walk;
