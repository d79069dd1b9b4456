//! Ledgers as pages, files and JSON, and forms of others that they fill.

mod api;
mod asked;
mod files;
mod forms;
mod layout;
mod list;
mod rows;
mod scope;
mod show;

use huiyin_db::Tx;
use huiyin_kernel::{Date, Lang};
use huiyin_sheets::Cell;
use huiyin_web::{Access, NavEntry, NavPlace, Routes, Viewer};

pub(crate) use api::openapi;

use std::sync::Arc;

use crate::{Asking, LEDGER, Statistics};

/// Columns of a row by their keys.
pub type LedgerRow = Vec<(&'static str, Cell)>;

/// Which rows of a ledger are wanted.
#[derive(Debug, Clone, Copy)]
pub struct LedgerAsk<'a> {
    pub ledger: &'static str,
    /// Both days included.
    pub days: (Date, Date),
    /// Rows of what lies below this path of the area tree.
    pub path: &'a str,
    /// The path is that of the whole district.
    pub is_whole: bool,
    pub lang: Lang,
    pub most: i64,
}

/// Whoever keeps the records that ledgers are made of, wired where the slices are known.
pub trait Ledgers: Send + Sync {
    /// Whether this person may have the ledger at all.
    fn may(&self, viewer: &Viewer, ledger: &str) -> bool;

    /// Its rows in their order, as far as this person may see them and with nobody named.
    fn rows<'a>(
        &'a self,
        tx: &'a mut Tx,
        viewer: &'a Viewer,
        ask: &'a LedgerAsk<'a>,
    ) -> Asking<'a, Vec<LedgerRow>>;
}

const NEEDS: Access = Access::Needs(LEDGER);

pub(crate) fn routes(routes: Routes<Arc<Statistics>>) -> Routes<Arc<Statistics>> {
    let routes = routes
        .nav(NavEntry {
            href: "/desk/statistics/ledgers",
            key: "statistics-ledgers-nav",
            icon: "clipboard-list",
            place: NavPlace::Desk,
            access: NEEDS,
        })
        .get("/desk/statistics/ledgers", NEEDS, list::show)
        .get("/desk/statistics/ledgers/{ledger}", NEEDS, show::show)
        .get("/desk/statistics/ledgers/{ledger}/xlsx", NEEDS, files::xlsx)
        .get("/desk/statistics/ledgers/{ledger}/csv", NEEDS, files::csv)
        .get(
            "/desk/statistics/ledgers/{ledger}/layout",
            NEEDS,
            layout::show,
        )
        .post(
            "/desk/statistics/ledgers/{ledger}/layout",
            NEEDS,
            layout::keep,
        )
        .get("/api/v1/statistics/ledgers/{ledger}", NEEDS, api::show);
    forms::routes(routes)
}
