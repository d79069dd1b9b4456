//! The desk, walked through its pages with real sign-ins, on both databases.
#![expect(
    clippy::unwrap_used,
    reason = "a story that cannot go on should stop loudly"
)]

#[path = "desk/due.rs"]
mod due;
#[path = "desk/erased.rs"]
mod erased;
#[path = "desk/exports.rs"]
mod exports;
#[path = "desk/full.rs"]
mod full;
#[path = "desk/handover.rs"]
mod handover;
#[path = "desk/import.rs"]
mod import;
#[path = "desk/limits.rs"]
mod limits;
#[path = "desk/many.rs"]
mod many;
#[path = "desk/pages.rs"]
mod pages;
#[path = "desk/support.rs"]
mod support;
#[path = "desk/taken.rs"]
mod taken;
#[path = "desk/upgraded.rs"]
mod upgraded;
#[path = "desk/walk.rs"]
mod walk;
#[path = "desk/whistles.rs"]
mod whistles;
