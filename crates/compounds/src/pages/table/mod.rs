//! The table of the three sides: for those who keep it, for the street, and for everybody.

mod acts;
mod agenda;
pub(crate) mod api;
mod differs;
mod list;
mod meeting;
mod overview;
mod paper;
mod public;
mod reading;

use std::sync::Arc;

pub(super) use agenda::month as month_name;

use huiyin_web::Access::{Needs, Public};
use huiyin_web::{NavEntry, NavPlace, Routes};

use crate::{Compounds, OVERSEE, TABLE};

/// The state that handlers share.
type Held = axum::extract::State<Arc<Compounds>>;

pub(super) fn routes(compounds: &Arc<Compounds>) -> Routes<()> {
    let tables = NavEntry {
        href: "/desk/tables",
        key: "compounds-table-nav",
        icon: "users",
        place: NavPlace::Desk,
        access: Needs(OVERSEE),
    };
    let one = "/desk/estates/{estate}/table/{meeting}";
    Routes::new()
        .nav(tables)
        .get("/desk/tables", Needs(OVERSEE), overview::show)
        .get("/desk/estates/{estate}/table", Needs(TABLE), list::show)
        .post("/desk/estates/{estate}/table", Needs(TABLE), list::begin)
        .get(one, Needs(TABLE), meeting::show)
        .post(one, Needs(TABLE), acts::submit)
        .get("/estates/{estate}/table", Public, public::list)
        .get("/estates/{estate}/table/{month}", Public, public::show)
        .get(
            "/estates/{estate}/table/{month}/minutes.pdf",
            Public,
            paper::pdf,
        )
        .get(
            "/api/v1/estates/{estate}/table",
            Public,
            api::published::list,
        )
        .get(
            "/api/v1/estates/{estate}/meetings",
            Needs(TABLE),
            api::meetings::list,
        )
        .with_state(Arc::clone(compounds))
}
