//! The hub of the product: a *matter* (诉求) is one thing a resident or merchant raised, and this
//! slice sees to it that it has an owner, a deadline and an answer that the resident confirms.
//!
//! - [`model`] holds the words: states that own exactly their data, acts, events, refusals.
//! - [`rules`] decides: a pure function from a matter, an actor, an act and the facts of the
//!   world to a change or a refusal. One table, [`rules::TRANSITIONS`], says which act is open in
//!   which state to whom; rights, the state diagram in `docs/states/matter.md` and the buttons of
//!   the pages follow from it.
//!
//! Invariants: after dispatch there is always a lead and a due time; a return keeps both until it
//! is accepted; whoever handled a matter does not call back; a closed matter has an outcome and
//! the reporter's word (or the record that nobody could be reached); every event raises the
//! version by one; no event carries personal data or free text.

pub mod acts;
pub mod api;
mod counted;
pub mod deletions;
pub mod demo;
pub(crate) mod export;
pub mod facts;
pub mod handover;
pub mod import;
pub mod jobs;
pub mod ledgers;
pub mod light;
pub mod model;
mod months;
pub mod notices;
pub mod ops;
mod pages;
pub mod personal;
pub mod rules;
pub(crate) mod scope;
mod slice;
pub mod store;
pub mod suggest;
pub mod telling;
mod whistles;

use huiyin_db::blobs::{Kept, Naming};

pub use deletions::Deletions;
pub use pages::{routes, routes_with};
pub use slice::{Matters, NOTICE_VERSION, WORLD_SECONDS, World};
pub use telling::Telling;

/// Columns that name photos; `personal` asks this table before it takes one away.
pub const BLOBS: &[Naming] = &[Naming::new("matter_photo", "blob_id", Kept::Counted)];

/// Statements and tables of this slice.
pub const QUERIES: &[&[huiyin_db::Query]] = &[
    store::QUERIES,
    facts::QUERIES,
    store::counted::QUERIES,
    suggest::QUERIES,
    demo::QUERIES,
    ops::import::QUERIES,
    personal::QUERIES,
    store::dispatch_lists::QUERIES,
    store::consents::QUERIES,
    store::export_rows::QUERIES,
    store::headlines::QUERIES,
    store::filters::QUERIES,
    store::handover::QUERIES,
    store::inbox_notices::QUERIES,
    store::jobs::QUERIES,
    store::ledger_rows::QUERIES,
    store::light::QUERIES,
    store::light::watched::QUERIES,
    store::notices::QUERIES,
    store::mentions::QUERIES,
    store::of_place::QUERIES,
    store::opened::QUERIES,
    store::outdated::QUERIES,
    store::proof::QUERIES,
    store::proof::OF_PEOPLE,
    store::proof::OF_TASKS,
    store::proof::OF_WHISTLES,
    store::reveal::QUERIES,
    store::templates::QUERIES,
    store::told::QUERIES,
    store::whistles::QUERIES,
];
pub const MIGRATIONS: &[huiyin_db::Migration] = &[
    huiyin_db::Migration {
        set: "matters",
        id: 1,
        sqlite: include_str!("../migrations/0001_matters.sqlite.sql"),
        postgres: include_str!("../migrations/0001_matters.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "matters",
        id: 2,
        sqlite: include_str!("../migrations/0002_import.sqlite.sql"),
        postgres: include_str!("../migrations/0002_import.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "matters",
        id: 3,
        sqlite: include_str!("../migrations/0003_personal.sqlite.sql"),
        postgres: include_str!("../migrations/0003_personal.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "matters",
        id: 4,
        sqlite: include_str!("../migrations/0004_light_account.sqlite.sql"),
        postgres: include_str!("../migrations/0004_light_account.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "matters",
        id: 5,
        sqlite: include_str!("../migrations/0005_proof_of_texts.sqlite.sql"),
        postgres: include_str!("../migrations/0005_proof_of_texts.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "matters",
        id: 6,
        sqlite: include_str!("../migrations/0006_slips_watched.sqlite.sql"),
        postgres: include_str!("../migrations/0006_slips_watched.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "matters",
        id: 7,
        sqlite: include_str!("../migrations/0007_compounds.sqlite.sql"),
        postgres: include_str!("../migrations/0007_compounds.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "matters",
        id: 8,
        sqlite: include_str!("../migrations/0008_whistles.sqlite.sql"),
        postgres: include_str!("../migrations/0008_whistles.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "matters",
        id: 9,
        sqlite: include_str!("../migrations/0009_waiting.sqlite.sql"),
        postgres: include_str!("../migrations/0009_waiting.postgres.sql"),
    },
];
