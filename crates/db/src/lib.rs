//! One district, one store: a SQLite file or a PostgreSQL schema behind the same statements.
//!
//! What this crate promises the slices above it:
//! - a statement is one `&'static str` with `$1…` parameters, registered by [`queries!`] and
//!   prepared on both databases by a test; the few that must differ are declared as dialect
//!   exceptions and counted;
//! - every change runs in a [`Tx`] that also carries its journal row ([`journal`]), its outbox
//!   rows ([`outbox`]), its search words ([`search`]) and its facts for statistics ([`facts`]), so
//!   that they stand or fall together;
//! - values crossing the border are 64-bit integers, text, bytes and doubles, nothing else;
//! - residents' names and phones are sealed ([`fields`]) with a key that is never in the database,
//!   each person's under a key of their own ([`subject`]) that can be destroyed.
//!
//! Absent by design: knowledge of any slice's tables, and any tenant column.

pub mod blobs;
mod db;
mod error;
pub mod facts;
pub mod fields;
pub mod generation;
pub mod jobs;
pub mod journal;
mod lane;
mod later;
mod merkle;
mod migrate;
pub mod outbox;
pub mod postgres;
mod query;
pub mod ring;
mod row;
pub mod rows;
pub mod seal;
pub mod search;
pub mod secrets;
pub mod subject;
pub mod suite;
pub mod testing;
mod tx;
mod value;
mod waits;

pub use db::{Db, Dialect};
pub use error::StoreError;
pub use migrate::{MIGRATIONS, Migration};
pub use query::Query;
pub use row::{Column, Row};
pub use tx::Tx;
pub use value::Value;
pub use waits::{Reach, WaitWatch};

/// Every statement of this crate, for the prepare-on-both gate.
pub const QUERIES: &[&[Query]] = &[
    migrate::QUERIES,
    journal::QUERIES,
    seal::QUERIES,
    seal::head::QUERIES,
    outbox::QUERIES,
    jobs::QUERIES,
    blobs::QUERIES,
    search::QUERIES,
    subject::QUERIES,
    rows::QUERIES,
    secrets::QUERIES,
    generation::QUERIES,
    facts::QUERIES,
    facts::fold::QUERIES,
    facts::restate::QUERIES,
];

pub type Result<T> = std::result::Result<T, StoreError>;
