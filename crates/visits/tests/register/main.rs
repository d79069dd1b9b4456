//! The register of doors and the forms, as a coordinator meets them, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a step of a test that fails must stop it"
)]

mod doors;
mod forms;
mod house;
mod import;
mod words;
