//! The rules on visits, told as they are written (V1 to V5, F1, F6), and the pages of the states.
#![expect(
    clippy::unwrap_used,
    reason = "a step of a test that fails must stop it"
)]

mod calls;
mod documents;
mod planning;
mod words;
