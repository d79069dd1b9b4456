//! Household visits. So far this crate holds one thing, which everything else will stand on: the
//! opening of what a visitor's phone has sealed to the district ([`notebook`]). Rounds, the
//! register of dwellings and the pages come after it; the planning of rounds is `plan-routes`, the
//! forms are `forms`, and the page for phones is in `ui/src/notebook`.
//!
//! Invariant: nothing that a phone has sealed is lost because its PIN is; the district opens it,
//! and nobody else does.

pub mod notebook;
