//! Open data: the matters of a year as files for everybody, made coarse until nobody can be told
//! from others, checked by somebody else, released by a third, and then as they are for good.

mod api;
pub(crate) mod demo;
mod desk;
mod error;
mod files;
mod gather;
mod one;
pub(crate) mod ops;
mod package;
mod public;
mod readme;
mod said;
mod shown;
mod tables;

use std::sync::Arc;

use huiyin_db::Tx;
use huiyin_kernel::Date;
use huiyin_web::Access::{Needs, Public};
use huiyin_web::{NavEntry, NavPlace, Routes};

pub(crate) use api::openapi;
pub use error::OpenError;
pub use ops::{Prepared, act, bytes_of, keep, look, prepare, released};

use crate::rules::open::Outcome;
use crate::signs::Asking;
use crate::{CHECK, DRAFT, LOOK, RELEASE, Statistics};

/// One matter as far as open data may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRow {
    /// The month of receipt, 1 to 12.
    pub month: u8,
    /// Ids of the places, or nothing.
    pub street: String,
    pub community: String,
    /// Two digits, or nothing.
    pub class: String,
    /// Four digits; nothing where the category itself says something of health, poverty or
    /// children.
    pub category: String,
    pub source: String,
    pub outcome: Outcome,
    /// Days until it was closed.
    pub days: Option<u32>,
    /// Matters of one reporter have one text here. It is compared, and goes nowhere.
    pub person: Option<String>,
}

/// Whoever keeps the matters, wired where the slices are known. Protected matters are never among
/// what it tells.
pub trait OpenRows: Send + Sync {
    /// What was received on these days, both included, `most` at most.
    fn received<'a>(
        &'a self,
        tx: &'a mut Tx,
        days: (Date, Date),
        most: usize,
    ) -> Asking<'a, Vec<OpenRow>>;
}

/// The state that handlers share.
type Held = axum::extract::State<Arc<Statistics>>;

const LIST: &str = "/desk/statistics/open-data";

pub(crate) fn routes(statistics: &Arc<Statistics>) -> Routes<()> {
    Routes::new()
        .nav(NavEntry {
            href: LIST,
            key: "statistics-open-nav",
            icon: "download",
            place: NavPlace::Desk,
            access: Needs(LOOK),
        })
        .get(LIST, Needs(LOOK), desk::show)
        .post(LIST, Needs(DRAFT), desk::make)
        .get("/desk/statistics/open-data/{set}", Needs(LOOK), one::show)
        .post(
            "/desk/statistics/open-data/{set}/check",
            Needs(CHECK),
            one::check,
        )
        .post(
            "/desk/statistics/open-data/{set}/release",
            Needs(RELEASE),
            one::release,
        )
        .post(
            "/desk/statistics/open-data/{set}/discard",
            Needs(DRAFT),
            one::discard,
        )
        .get(
            "/desk/statistics/open-data/{set}/{file}",
            Needs(LOOK),
            files::desk,
        )
        .get("/open-data", Public, public::list)
        .get("/open-data/{year}", Public, public::latest)
        .get("/open-data/{year}/{edition}", Public, public::show)
        .get("/open-data/{year}/{edition}/{file}", Public, files::public)
        .get("/api/v1/open-data", Public, api::list)
        .with_state(Arc::clone(statistics))
}
