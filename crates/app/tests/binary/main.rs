//! The built binary from outside, as scripts and people use it.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod backup_restore;
mod calendar_due;
mod clock;
mod district;
mod doctor;
mod figures_proof;
mod importing;
mod journal_proof;
mod kept_seals;
mod keys;
mod locked_backup;
mod named_photos;
mod own_district;
mod planning;
mod server;
mod serving;
mod shelves;
mod upgrading;
mod votes;
mod watching;
