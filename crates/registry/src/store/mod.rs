//! Rows of the registry. Every function takes the transaction it works in.

pub mod accounts;
pub mod areas;
pub mod audit;
pub mod backups;
pub mod bodies;
pub mod calendar;
pub mod credentials;
pub mod identities;
pub(crate) mod invites;
pub(crate) mod old_passwords;
pub mod passkeys;
pub mod posts;
pub mod proof;
pub(crate) mod second_factor;
pub mod sessions;
pub mod settings;
pub(crate) mod steps;
pub mod ways_in;

use huiyin_db::Query;

/// Every statement of the registry, for the prepare-on-both gate.
pub const QUERIES: &[&[Query]] = &[
    accounts::QUERIES,
    areas::QUERIES,
    audit::QUERIES,
    bodies::QUERIES,
    calendar::QUERIES,
    credentials::QUERIES,
    invites::QUERIES,
    old_passwords::QUERIES,
    identities::QUERIES,
    passkeys::QUERIES,
    posts::QUERIES,
    proof::QUERIES,
    second_factor::QUERIES,
    sessions::QUERIES,
    settings::QUERIES,
    steps::QUERIES,
    ways_in::QUERIES,
];
