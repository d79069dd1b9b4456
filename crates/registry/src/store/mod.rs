//! Rows of the registry. Every function takes the transaction it works in.

pub mod accounts;
pub mod areas;
pub mod audit;
pub mod bodies;
pub mod calendar;
pub mod posts;
pub mod sessions;
pub mod settings;

use huiyin_db::Query;

/// Every statement of the registry, for the prepare-on-both gate.
pub const QUERIES: &[&[Query]] = &[
    accounts::QUERIES,
    areas::QUERIES,
    audit::QUERIES,
    bodies::QUERIES,
    calendar::QUERIES,
    posts::QUERIES,
    sessions::QUERIES,
    settings::QUERIES,
];
