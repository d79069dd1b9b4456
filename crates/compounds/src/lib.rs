//! Residential estates: who owns what, what the owners decide, where their money goes, and what
//! is settled at one table (rules 8, 9, 14 and 16).
//!
//! - [`model`] and [`rules`] are pure: what a unit, an owner, a vote or a statement may become;
//! - votes are counted by `huiyin-tally`, money by `huiyin-books`; both stand alone, so that
//!   anybody can count again;
//! - an estate is the property area of one owners' assembly. It hangs on a compound of the
//!   registry and may be known under several names or phases, each by a decision on record.
//!
//! Invariants:
//! - an area of a weaker source never overwrites one of a stronger source (interpretation on
//!   divided ownership (2009, as amended 2020), article 8);
//! - what an owner is called and how to reach them lies sealed under a key of their own;
//! - while a vote runs, nothing changes who stood on its roll.
//!
//! Absent by design: owners' identity numbers, who voted how beside the sealed ballot, any figure
//! about a person.

mod counted;
pub mod demo;
pub mod jobs;
pub mod ledgers;
pub mod model;
pub mod ops;
pub mod pages;
pub mod papers;
pub mod proof;
pub mod rules;
mod slice;
pub mod store;

use huiyin_db::blobs::{Kept, Naming};
use huiyin_db::seal::Head;
use huiyin_web::Act;

pub use pages::{openapi, routes};
pub use slice::Compounds;

/// Looking at an estate from the desk.
pub const LOOK: Act = Act("compounds.look");
/// Keeping the register of units and owners.
pub const REGISTER: Act = Act("compounds.register");
/// Leading votes and elections.
pub const VOTES: Act = Act("compounds.votes");
/// Entering ballots; each is entered by two different people.
pub const ENTER: Act = Act("compounds.enter");
/// The books of an estate.
pub const LEDGER: Act = Act("compounds.ledger");
/// What the street watches: publications that are overdue, filings.
pub const OVERSEE: Act = Act("compounds.oversee");
/// The meeting of the three sides.
pub const TABLE: Act = Act("compounds.table");
/// Mediation.
pub const MEDIATE: Act = Act("compounds.mediate");

/// Columns that name photos and files: evidence of a posting, an auditor's report, a poster on its
/// board.
pub const BLOBS: &[Naming] = &[
    Naming::new("ledger_audit", "report_blob", Kept::Held),
    Naming::new("ledger_line", "evidence_blob", Kept::Held),
    Naming::new("money_notice", "proof_blob", Kept::Held),
];

/// One line for each room.
pub const QUERIES: &[&[huiyin_db::Query]] = &[
    store::counted::QUERIES,
    store::duties::QUERIES,
    store::elections::QUERIES,
    store::interim::QUERIES,
    store::ledger::audits::QUERIES,
    store::ledger::bank::QUERIES,
    store::ledger::behind::QUERIES,
    store::ledger::books::QUERIES,
    store::ledger::lines::QUERIES,
    store::ledger_rows::QUERIES,
    store::publication::QUERIES,
    store::ledger::months::QUERIES,
    store::ledger::posted::QUERIES,
    store::ledger::shares::QUERIES,
    store::register::buildings::QUERIES,
    store::register::estates::QUERIES,
    store::register::freezes::QUERIES,
    store::telling::QUERIES,
    store::table::decisions::QUERIES,
    store::table::editions::QUERIES,
    store::table::meetings::QUERIES,
    store::table::proof::QUERIES,
    store::mediation::cases::QUERIES,
    store::mediation::parties::QUERIES,
    store::mediation::reveals::QUERIES,
    store::mediation::texts::QUERIES,
    store::house_rules::QUERIES,
    store::proof::OF_ELECTIONS,
    store::proof::OF_HOUSE_RULES,
    store::proof::OF_INTERIM,
    store::proof::OF_MEDIATION,
    store::register::holdings::QUERIES,
    store::register::names::QUERIES,
    store::register::one_person::QUERIES,
    store::register::owners::QUERIES,
    store::register::proof::OF_MERGES,
    store::register::proof::QUERIES,
    store::register::reveals::QUERIES,
    store::register::units::QUERIES,
    store::votes::QUERIES,
    store::votes::ballots::QUERIES,
    store::votes::counts::QUERIES,
    store::votes::notes::QUERIES,
    store::votes::objections::QUERIES,
    store::votes::told::QUERIES,
    store::votes::voters::QUERIES,
];

/// Heads of the journal for `audit verify`, one line for each subject.
///
/// A roll that is made anew lets go of its voters; [`proof`] holds its numbers against the vote.
pub const HEADS: &[Head] = &[
    Head::lasting(store::elections::SUBJECT, store::elections::HEADS),
    Head::lasting(store::interim::SUBJECT, store::interim::HEADS),
    Head::lasting(store::ledger::books::SUBJECT, store::ledger::books::HEADS),
    Head::lasting(store::publication::SUBJECT, store::publication::HEADS),
    Head::lasting(
        store::register::estates::SUBJECT,
        store::register::estates::HEADS,
    ),
    Head::lasting(
        store::table::meetings::SUBJECT,
        store::table::meetings::HEADS,
    ),
    Head::lasting(
        store::mediation::cases::SUBJECT,
        store::mediation::cases::HEADS,
    ),
    Head::lasting("mediation_reveal", store::mediation::reveals::HEADS),
    Head::lasting(store::house_rules::SUBJECT, store::house_rules::HEADS),
    Head::lasting(
        store::register::owners::SUBJECT,
        store::register::owners::HEADS,
    ),
    Head::lasting("estate_reveal", store::register::reveals::HEADS),
    Head::lasting(
        store::register::units::SUBJECT,
        store::register::units::HEADS,
    ),
    Head::lasting(store::votes::SUBJECT, store::votes::HEADS),
    Head::lasting(
        store::votes::objections::SUBJECT,
        store::votes::objections::HEADS,
    ),
    Head::passing(store::votes::voters::HEADS),
    Head::lasting("vote_printing", store::votes::notes::PRINT_HEADS),
];

pub const MIGRATIONS: &[huiyin_db::Migration] = &[
    huiyin_db::Migration {
        set: "compounds",
        id: 1,
        sqlite: include_str!("../migrations/0001_register.sqlite.sql"),
        postgres: include_str!("../migrations/0001_register.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "compounds",
        id: 2,
        sqlite: include_str!("../migrations/0002_votes.sqlite.sql"),
        postgres: include_str!("../migrations/0002_votes.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "compounds",
        id: 3,
        sqlite: include_str!("../migrations/0003_ledger.sqlite.sql"),
        postgres: include_str!("../migrations/0003_ledger.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "compounds",
        id: 4,
        sqlite: include_str!("../migrations/0004_table.sqlite.sql"),
        postgres: include_str!("../migrations/0004_table.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "compounds",
        id: 5,
        sqlite: include_str!("../migrations/0005_elections.sqlite.sql"),
        postgres: include_str!("../migrations/0005_elections.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "compounds",
        id: 6,
        sqlite: include_str!("../migrations/0006_telling.sqlite.sql"),
        postgres: include_str!("../migrations/0006_telling.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "compounds",
        id: 7,
        sqlite: include_str!("../migrations/0007_months.sqlite.sql"),
        postgres: include_str!("../migrations/0007_months.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "compounds",
        id: 8,
        sqlite: include_str!("../migrations/0008_shares.sqlite.sql"),
        postgres: include_str!("../migrations/0008_shares.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "compounds",
        id: 9,
        sqlite: include_str!("../migrations/0009_interim.sqlite.sql"),
        postgres: include_str!("../migrations/0009_interim.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "compounds",
        id: 10,
        sqlite: include_str!("../migrations/0010_one_person.sqlite.sql"),
        postgres: include_str!("../migrations/0010_one_person.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "compounds",
        id: 11,
        sqlite: include_str!("../migrations/0011_behind.sqlite.sql"),
        postgres: include_str!("../migrations/0011_behind.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "compounds",
        id: 12,
        sqlite: include_str!("../migrations/0012_audits.sqlite.sql"),
        postgres: include_str!("../migrations/0012_audits.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "compounds",
        id: 13,
        sqlite: include_str!("../migrations/0013_voter_owners.sqlite.sql"),
        postgres: include_str!("../migrations/0013_voter_owners.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "compounds",
        id: 14,
        sqlite: include_str!("../migrations/0014_audit_reports.sqlite.sql"),
        postgres: include_str!("../migrations/0014_audit_reports.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "compounds",
        id: 15,
        sqlite: include_str!("../migrations/0015_duties.sqlite.sql"),
        postgres: include_str!("../migrations/0015_duties.postgres.sql"),
    },
];
