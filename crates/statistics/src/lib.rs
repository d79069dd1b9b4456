//! How a district does: the three rates and what belongs to them, per body, class of matter,
//! place and month.
//!
//! - [`rules`] holds the formulas, pure and exact: counts in, shares out;
//! - [`Statistics::count`] gets the counts: one month fresh from the fact rows of the slices, a
//!   longer time from months that a job has counted before;
//! - [`Statistics::sum`] and [`Statistics::series`] add up facts of every slice under a filter, to
//!   the last one written; [`rules::catalogue`] says which figures there are;
//! - [`routes`] serves them as a page, as CSV and as JSON;
//! - [`bulletins`] puts the figures of a month into sentences, which one drafts, another checks and
//!   a third releases ([`rules::bulletin`]);
//! - [`open_data`] gives the matters of a year to everybody, so coarse that nobody can be told from
//!   others ([`rules::open`]).
//!
//! Invariants:
//! - numerators and denominators always stand beside a share, and a share of nothing is `-`;
//! - what was left out of the rates is printed, and the rates are given with and without it;
//! - places, bodies and classes stand in the order of their registers, never in that of their
//!   figures: nobody is ranked, and nobody's activity is counted;
//! - groups so small that they might speak of a person are shown to staff only;
//! - a figure of a bulletin is the answer to a query and never typed, and a released bulletin never
//!   changes;
//! - open data is published only after its finished table was counted anew, and not where two
//!   editions side by side would single somebody out.
//!
//! Absent by design: every slice. This crate knows the columns of the fact rows and nothing of
//! whoever writes them.

mod api;
mod bulletin;
mod classes;
mod counting;
pub mod demo;
mod figures;
mod jobs;
mod ledgers;
mod look;
mod looks;
mod open;
mod outlook;
mod pages;
pub mod proof;
pub mod rules;
mod said;
mod signs;
mod store;
mod sums;
mod whole;

use std::sync::Arc;

use huiyin_db::blobs::{Kept, Naming};
use huiyin_db::seal::Head;
use huiyin_web::{Access, Act, NavEntry, NavPlace, Routes};

pub use api::openapi;
pub use bulletin::{BulletinError, Examples};
pub use counting::{Counted, Statistics};
pub use jobs::JOBS;
pub use ledgers::{LedgerAsk, LedgerRow, Ledgers};
pub use open::{OpenError, OpenRow, OpenRows};
pub use rules::{Dimension, Group, Month, Period};
/// What is done about bulletins, for the pages and for the model district.
pub mod bulletins {
    pub use crate::bulletin::demo::{Hands, seed};
    pub use crate::bulletin::{act, begin, refresh, release};
}
/// What is done about open data, for the command line and for the model district.
pub mod open_data {
    pub use crate::open::demo::seed;
    pub use crate::open::{Prepared, act, bytes_of, keep, look, prepare, released};
}
pub use signs::{Asking, Mention, Mentions, Opened};
pub use sums::{Point, Sum};

/// Columns that name files: a form lets go of its file when it is removed, an edition of open data
/// when it is discarded.
pub const BLOBS: &[Naming] = &[
    Naming::new("statistics_form", "blob_id", Kept::Held),
    Naming::new("statistics_open_data", "model", Kept::HeldWithin),
];

/// Statements and tables of this crate.
pub const QUERIES: &[&[huiyin_db::Query]] = &[
    store::QUERIES,
    store::facts::QUERIES,
    store::forms::QUERIES,
    store::layouts::QUERIES,
    store::looks::QUERIES,
    store::bulletins::QUERIES,
    store::open::QUERIES,
];

/// Heads of the journal for `audit verify`.
pub const HEADS: &[Head] = &[
    Head::lasting(store::forms::SUBJECT, store::forms::HEADS),
    Head::lasting(store::layouts::SUBJECT, store::layouts::HEADS),
    Head::lasting(store::bulletins::SUBJECT, store::bulletins::BULLETIN_HEADS),
    Head::lasting(store::open::SUBJECT, store::open::OPEN_HEADS),
];

/// Looking at figures from the desk: every filter, small numbers too and the rows behind them, charts,
/// what falls due, early signs.
pub const LOOK: Act = Act("statistics.look");

/// Writing a bulletin: drafting, writing over, asking figures anew, taking back, discarding. Making
/// and discarding open data.
pub const DRAFT: Act = Act("statistics.draft");
/// Checking a bulletin that somebody else wrote, or open data that somebody else made.
pub const CHECK: Act = Act("statistics.check");
/// Releasing what was checked, and what somebody else wrote or made.
pub const RELEASE: Act = Act("statistics.release");

/// Ledgers, how one's body wants them laid out, and the forms of others that they fill.
pub const LEDGER: Act = Act("statistics.ledger");

pub const MIGRATIONS: &[huiyin_db::Migration] = &[
    huiyin_db::Migration {
        set: "statistics",
        id: 1,
        sqlite: include_str!("../migrations/0001_statistics.sqlite.sql"),
        postgres: include_str!("../migrations/0001_statistics.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "statistics",
        id: 2,
        sqlite: include_str!("../migrations/0002_ledgers.sqlite.sql"),
        postgres: include_str!("../migrations/0002_ledgers.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "statistics",
        id: 3,
        sqlite: include_str!("../migrations/0003_bulletin.sqlite.sql"),
        postgres: include_str!("../migrations/0003_bulletin.postgres.sql"),
    },
    huiyin_db::Migration {
        set: "statistics",
        id: 4,
        sqlite: include_str!("../migrations/0004_open_data.sqlite.sql"),
        postgres: include_str!("../migrations/0004_open_data.postgres.sql"),
    },
];

/// Whoever works on matters may see small groups too.
pub(crate) const SEES_SMALL_GROUPS: Act = Act("matters.desk");

/// Every route of this crate.
pub fn routes(statistics: &Arc<Statistics>) -> Routes<()> {
    looks::routes(ledgers::routes(Routes::new()))
        .nav(NavEntry {
            href: "/rates",
            key: "web-nav-rates",
            icon: "chart-column",
            place: NavPlace::Public,
            access: Access::Public,
        })
        .nav(NavEntry {
            href: "/statistics",
            key: "web-nav-statistics",
            icon: "list",
            place: NavPlace::Public,
            access: Access::Public,
        })
        .get("/statistics", Access::Public, pages::statistics::show)
        .get(
            "/statistics.csv",
            Access::Public,
            pages::statistics_csv::show,
        )
        .get("/statistics/{figure}", Access::Public, pages::figure::show)
        .get("/api/v1/statistics", Access::Public, api::figures::list)
        .get(
            "/api/v1/statistics/{figure}",
            Access::Public,
            api::figures::one,
        )
        .get("/rates", Access::Public, pages::rates::show)
        .get("/rates.csv", Access::Public, pages::csv::show)
        .get("/api/v1/rates", Access::Public, api::rates::show)
        .get(
            "/desk/statistics/outlook",
            Access::Needs(LOOK),
            outlook::show,
        )
        .get("/desk/statistics/signs", Access::Needs(LOOK), signs::show)
        .with_state(Arc::clone(statistics))
        .merge(bulletin::routes(statistics))
        .merge(open::routes(statistics))
}
