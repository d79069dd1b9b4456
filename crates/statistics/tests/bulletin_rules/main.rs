//! The rules of bulletins, told as stories without a store; the page of their states; and that no
//! word is missing.
#![expect(
    clippy::unwrap_used,
    reason = "a step of a test that fails must stop it"
)]

mod document;
mod stories;
mod walk;
mod words;
