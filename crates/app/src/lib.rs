//! The binary's inside: wires the slices together and gives the house its commands.
//!
//! - [`slices`] is the only place that knows which slices there are: their tables, statements,
//!   routes, jobs and messages meet here and nowhere else;
//! - [`Place`], [`Config`] and [`House`] say where a district's store, photos and key lie, what is
//!   in force and from where, and open it;
//! - one command stands in one file under `commands`; JSON goes to standard output, whatever a
//!   person reads on the way to standard error, Chinese first;
//! - [`machine`] holds the only real clock and the only real source of chance.
//!
//! Invariants: a store that exists is never given a new key; what a district left is never begun
//! anew; a backup is read back before it is called done; nothing is moved into place before its
//! sums were checked; logs carry route templates, never addresses, queries or echo codes.

pub mod age;
pub mod backup;
mod cli;
mod clock;
mod commands;
mod config;
mod counted;
mod doctor;
mod elsewhere;
mod house;
mod key_file;
mod key_source;
mod ledgers;
mod lock;
pub mod machine;
mod mentions;
mod opened;
mod outside;
mod place;
mod progress;
mod remains;
mod rewrap;
mod runner;
pub mod server;
pub mod slices;
pub mod store;
mod telling;
mod terminal;
mod told;
pub mod upgrade;
pub mod watch;
pub mod year;

pub use cli::main;
pub use config::{Config, SettingArgs, TellingSettings};
pub use house::{House, Opening};
pub use place::{Place, Store};
pub use terminal::{CommandResult, Exit, Failure, Terminal};
