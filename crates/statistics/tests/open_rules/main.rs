//! The rules of open data: what is made coarser, what is found in a finished table, which editions
//! may follow each other, the life of an edition, and that no word is missing.
#![expect(
    clippy::unwrap_used,
    reason = "a step of a test that fails must stop it"
)]

mod anonymised;
mod document;
mod life;
mod made;
mod succession;
mod words;
