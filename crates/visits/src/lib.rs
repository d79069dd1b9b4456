//! Household visits: doors, rounds in which teams of two call on them, what was said there, and
//! what became of it (rules 7, 12 and 17).
//!
//! - [`model`] and [`rules`] are pure: when and at which door somebody may call (V1 to V4), what a
//!   round and a visit may become, what holds at the door;
//! - the plan comes from `huiyin-plan-routes`; the coordinator confirms it, nobody is sent by it;
//! - [`notebook`] is the page for phones that works without a network;
//! - every finding becomes a matter, with the visit as its source.
//!
//! Invariants:
//! - no door that asked for rest is called on, and none twice uninvited within thirty days, in
//!   whichever programme;
//! - a refusal carries no reason and has no consequence;
//! - two people at one door keep both their answers until somebody has looked at both;
//! - nothing that a phone has sealed is lost because its PIN is; the district opens it, and nobody
//!   else does.
//!
//! Absent by design: where a team was (a point is kept only where somebody pressed the button),
//! any figure about a visitor, any mark about those who live behind a door.

mod counted;
pub mod demo;
pub mod import;
pub mod jobs;
pub mod model;
pub mod notebook;
mod openrosa;
pub mod ops;
mod pages;
pub mod rules;
mod slice;
pub mod store;

use huiyin_db::blobs::{Kept, Naming};
use huiyin_db::seal::Head;
use huiyin_web::Act;

pub use pages::{openapi, routes};
pub use slice::Visits;

/// Rounds, teams, plans, progress, review: the coordinator's.
pub const COORDINATE: Act = Act("visits.coordinate");
/// The register of doors and its import.
pub const REGISTER: Act = Act("visits.register");
/// Going from door to door with the notebook.
pub const WALK: Act = Act("visits.walk");

/// Columns that name photos. An upload that is done only remembers which photo it became.
pub const BLOBS: &[Naming] = &[
    Naming::new("visit_photo", "blob", Kept::Held),
    Naming::new("notebook_upload", "blob", Kept::Remembered),
];

pub const QUERIES: &[&[huiyin_db::Query]] = &[
    notebook::QUERIES,
    openrosa::QUERIES,
    store::by_hand::QUERIES,
    store::door_reveals::QUERIES,
    store::dwellings::QUERIES,
    store::estates::QUERIES,
    store::facts::QUERIES,
    store::counted::QUERIES,
    store::progress::QUERIES,
    store::proof::OF_ANSWERS,
    store::proof::OF_BADGES,
    store::proof::OF_DOORS,
    store::proof::OF_PLANS,
    store::proof::OF_VISITS,
    store::plans::QUERIES,
    store::reasons::QUERIES,
    store::forms::QUERIES,
    store::rounds::QUERIES,
    store::teams::QUERIES,
    store::visits::QUERIES,
    store::badges::QUERIES,
    store::findings::QUERIES,
    store::photos::QUERIES,
    store::results::QUERIES,
    store::submissions::QUERIES,
    store::texts::QUERIES,
];

/// Heads of the journal for `audit verify`.
pub const HEADS: &[Head] = &[
    Head::lasting(store::dwellings::SUBJECT, store::dwellings::HEADS),
    Head::lasting(store::rounds::SUBJECT, store::rounds::HEADS),
    Head::lasting(store::visits::SUBJECT, store::visits::HEADS),
    Head::lasting("dwelling_reveal", store::door_reveals::HEADS),
    Head::lasting("collect_device", openrosa::HEADS),
];

pub const MIGRATIONS: &[huiyin_db::Migration] = &[
    notebook::MIGRATIONS[0],
    notebook::MIGRATIONS[1],
    huiyin_db::Migration {
        set: "visits",
        id: 1,
        sqlite: include_str!("../migrations/0001_visits.sqlite.sql"),
        postgres: include_str!("../migrations/0001_visits.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "visits",
        id: 2,
        sqlite: include_str!("../migrations/0002_reveals.sqlite.sql"),
        postgres: include_str!("../migrations/0002_reveals.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "visits",
        id: 3,
        sqlite: include_str!("../migrations/0003_callbacks.sqlite.sql"),
        postgres: include_str!("../migrations/0003_callbacks.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "visits",
        id: 4,
        sqlite: include_str!("../migrations/0004_by_hand.sqlite.sql"),
        postgres: include_str!("../migrations/0004_by_hand.postgres.sql"),
    },
];
