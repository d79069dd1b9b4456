//! What people may ask for about their own data, how long anything is kept, and the records that
//! the law wants of it (rule 17).
//!
//! - [`model`] and [`rules`] are pure: a *case* about somebody's rights with a clock of fifteen
//!   working days ([`rules::TRANSITIONS`], drawn in `docs/states/rights_case.md`), and what was
//!   kept long enough;
//! - [`ops`] carries out what was granted through the public functions of `matters::personal`, and
//!   runs retention: announce first, wait, then let go;
//! - pages: `/rights` for everybody, `/desk/rights` for the privacy officer and the counter,
//!   `/desk/privacy` for retention and records, `/desk/alerts` for the audit administrator.
//!
//! Invariants:
//! - whoever holds the echo code gets to see and copy at once, and nothing else by the code alone;
//! - of a proof only its kind is noted, never a copy or a number;
//! - a copy is made while it is read and is kept nowhere;
//! - nothing goes by age that did not stand in the list for a week, with the day on which it goes;
//! - the journal stays whole: it holds nothing that could be erased.
//!
//! Absent by design: any account of a resident, and any look at who reads what.

mod deletions;
pub mod demo;
mod elsewhere;
pub mod jobs;
pub mod ledgers;
pub mod model;
pub mod ops;
mod pages;
pub mod rules;
mod store;

use std::sync::Arc;

use huiyin_matters::Matters;
use huiyin_web::Act;

pub use deletions::Deletions;
pub use elsewhere::{Elsewhere, Found, HeldCopy};
pub use pages::routes;
pub use store::QUERIES;
pub use store::cases::overdue;

/// Deciding on cases about people's rights.
pub const RIGHTS: Act = Act("privacy.rights");
/// Taking such a wish down at the counter.
pub const TAKE: Act = Act("privacy.take");
/// Retention, notices, consents, assessments and breaches.
pub const RECORDS: Act = Act("privacy.records");

/// Heads of the journal for `audit verify`.
pub const HEADS: &[huiyin_db::seal::Head] = &[
    huiyin_db::seal::Head::lasting(store::cases::SUBJECT, store::cases::HEADS),
    huiyin_db::seal::Head::lasting("privacy_breach", store::records::BREACH_HEADS),
];

pub const MIGRATIONS: &[huiyin_db::Migration] = &[huiyin_db::Migration {
    set: "privacy",
    id: 1,
    sqlite: include_str!("../migrations/0001_privacy.sqlite.sql"),
    postgres: include_str!("../migrations/0001_privacy.postgres.sql"),
}];

/// The slice as it runs, beside the matters whose people it is about.
#[derive(Debug)]
pub struct Privacy {
    pub matters: Arc<Matters>,
    elsewhere: Option<Arc<dyn Elsewhere>>,
}

impl Privacy {
    pub const fn new(matters: Arc<Matters>) -> Self {
        Self {
            matters,
            elsewhere: None,
        }
    }

    /// Lets cases find what other slices hold of people.
    #[must_use]
    pub fn with_elsewhere(mut self, elsewhere: Arc<dyn Elsewhere>) -> Self {
        self.elsewhere = Some(elsewhere);
        self
    }

    /// What is held of somebody beside matters; nothing where nobody else holds them.
    pub(crate) async fn held_elsewhere(
        &self,
        tx: &mut huiyin_db::Tx,
        person: huiyin_kernel::Id,
    ) -> huiyin_db::Result<Option<HeldCopy>> {
        match &self.elsewhere {
            Some(elsewhere) => elsewhere.copy(tx, person).await,
            None => Ok(None),
        }
    }
}
