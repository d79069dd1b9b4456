//! The notebook's side of the server, on both databases: each thing once, whatever the phone and
//! the line do.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a step of a test that fails must stop it"
)]

mod house;
mod phones;
mod photos;
mod route;
mod sealed;
mod sealing;
