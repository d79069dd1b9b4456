//! The rules of the table, of mediation and of the estate's own rules, told as stories without a
//! store; the pages of their states; and that no word is missing.
#![expect(
    clippy::unwrap_used,
    reason = "a step of a test that fails must stop it"
)]

mod documents;
mod house_rules;
mod laws;
mod mediation;
mod table;
mod units_file;
mod words;
