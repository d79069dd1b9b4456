//! The register of estates, and the home of an estate.

pub(crate) mod api;
mod list;

use std::sync::Arc;

use huiyin_web::Access::Needs;
use huiyin_web::{NavEntry, NavPlace, Routes};

use crate::{Compounds, LOOK};

pub(super) fn routes(compounds: &Arc<Compounds>) -> Routes<()> {
    let estates = NavEntry {
        href: "/desk/estates",
        key: "compounds-nav",
        icon: "building-2",
        place: NavPlace::Desk,
        access: Needs(LOOK),
    };
    Routes::new()
        .nav(estates)
        .get("/desk/estates", Needs(LOOK), list::show)
        .get("/api/v1/estates", Needs(LOOK), api::list)
        .with_state(Arc::clone(compounds))
}
