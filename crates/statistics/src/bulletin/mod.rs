//! The monthly bulletin: drafted out of figures, written over, checked by somebody else, released
//! by a third, and then as it is for good.

mod acts;
mod called;
pub(crate) mod demo;
mod desk;
mod drafted;
mod edit;
mod error;
mod fields;
mod gather;
pub(crate) mod ops;
mod paper;
mod public;
mod said;
mod seen;
mod words;

use std::sync::Arc;

use huiyin_db::Tx;
use huiyin_kernel::{Date, Id, Said};
use huiyin_web::Access::{Needs, Public};
use huiyin_web::{NavEntry, NavPlace, Routes};

pub use error::BulletinError;
pub use ops::{act, begin, refresh, release};
pub(crate) use words::Badge;

use crate::rules::bulletin::List;
use crate::rules::filter::Span;
use crate::signs::Asking;
use crate::{CHECK, DRAFT, LOOK, RELEASE, Statistics};

/// Whoever keeps the matters, wired where the slices are known. Nothing that it tells was not
/// released, and nothing says who reported.
pub trait Examples: Send + Sync {
    /// What a bulletin of this month lists, `limit` matters of each kind at most.
    fn of_month<'a>(
        &'a self,
        tx: &'a mut Tx,
        month: Span,
        today: Date,
        limit: i64,
    ) -> Asking<'a, Vec<List>>;

    /// Of these matters with their summaries, those that still stand so in public.
    fn still_public<'a>(
        &'a self,
        tx: &'a mut Tx,
        matters: &'a [(Id, String)],
    ) -> Asking<'a, Vec<Id>>;

    /// What a class of matters is called.
    fn category(&self, code: &str) -> Option<Said>;
}

/// The state that handlers share.
type Held = axum::extract::State<Arc<Statistics>>;

const LIST: &str = "/desk/statistics/bulletins";

pub(crate) fn routes(statistics: &Arc<Statistics>) -> Routes<()> {
    let one = "/desk/statistics/bulletins/{bulletin}";
    Routes::new()
        .nav(NavEntry {
            href: LIST,
            key: "statistics-bulletin-nav",
            icon: "file-text",
            place: NavPlace::Desk,
            access: Needs(LOOK),
        })
        .get(LIST, Needs(LOOK), desk::show)
        .post(LIST, Needs(DRAFT), desk::begin)
        .get(one, Needs(LOOK), edit::show)
        .post(
            "/desk/statistics/bulletins/{bulletin}/draft",
            Needs(DRAFT),
            acts::draft,
        )
        .post(
            "/desk/statistics/bulletins/{bulletin}/check",
            Needs(CHECK),
            acts::check,
        )
        .post(
            "/desk/statistics/bulletins/{bulletin}/release",
            Needs(RELEASE),
            acts::release,
        )
        .get(
            "/desk/statistics/bulletins/{bulletin}/bulletin.pdf",
            Needs(LOOK),
            paper::desk_pdf,
        )
        .get(
            "/desk/statistics/bulletins/{bulletin}/bulletin.docx",
            Needs(LOOK),
            paper::desk_docx,
        )
        .get("/bulletins", Public, public::list)
        .get("/bulletins/{month}", Public, public::show)
        .get("/bulletins/{month}/bulletin.pdf", Public, paper::public_pdf)
        .with_state(Arc::clone(statistics))
}
