//! The register as the desk sees it.

pub(crate) mod api;
mod edit;
mod export;
mod import;
mod list;
mod names;
mod new;
mod owner;
mod show;
mod unit;
mod unit_edit;
mod units;
mod words;

use std::sync::Arc;

use huiyin_web::Access::Needs;
use huiyin_web::{NavEntry, NavPlace, Routes};

pub(crate) use import::Waiting;

use crate::{Compounds, LOOK, REGISTER};

pub(super) fn routes(compounds: &Arc<Compounds>) -> Routes<()> {
    let estates = NavEntry {
        href: "/desk/estates",
        key: "compounds-nav",
        icon: "building-2",
        place: NavPlace::Desk,
        access: Needs(LOOK),
    };
    let routes = Routes::new()
        .nav(estates)
        .get("/desk/estates", Needs(LOOK), list::show)
        .get("/desk/estates/new", Needs(REGISTER), new::show)
        .post("/desk/estates/new", Needs(REGISTER), new::enter)
        .get("/desk/estates/{estate}", Needs(LOOK), show::show)
        .get("/desk/estates/{estate}/edit", Needs(REGISTER), edit::show)
        .post("/desk/estates/{estate}/edit", Needs(REGISTER), edit::change)
        .get("/desk/estates/{estate}/names", Needs(REGISTER), names::show)
        .post(
            "/desk/estates/{estate}/names",
            Needs(REGISTER),
            names::decide,
        )
        .post("/desk/estates/{estate}/join", Needs(REGISTER), names::join)
        .get("/api/v1/estates", Needs(LOOK), api::list)
        .get("/api/v1/estates/{estate}/units", Needs(LOOK), api::units);
    import::routes(owner_routes(unit_routes(routes))).with_state(Arc::clone(compounds))
}

fn unit_routes(routes: Routes<Arc<Compounds>>) -> Routes<Arc<Compounds>> {
    routes
        .get("/desk/estates/{estate}/units", Needs(LOOK), units::show)
        .get(
            "/desk/estates/{estate}/units.xlsx",
            Needs(LOOK),
            export::xlsx,
        )
        .get(
            "/desk/estates/{estate}/units/new",
            Needs(REGISTER),
            unit_edit::new,
        )
        .post(
            "/desk/estates/{estate}/units/new",
            Needs(REGISTER),
            unit_edit::enter,
        )
        .get(
            "/desk/estates/{estate}/units/{unit}",
            Needs(LOOK),
            unit::show,
        )
        .get(
            "/desk/estates/{estate}/units/{unit}/edit",
            Needs(REGISTER),
            unit_edit::show,
        )
        .post(
            "/desk/estates/{estate}/units/{unit}/edit",
            Needs(REGISTER),
            unit_edit::change,
        )
        .post(
            "/desk/estates/{estate}/units/{unit}/owners",
            Needs(REGISTER),
            unit::hand_over,
        )
        .post(
            "/desk/estates/{estate}/units/{unit}/represent",
            Needs(REGISTER),
            unit::represent,
        )
}

fn owner_routes(routes: Routes<Arc<Compounds>>) -> Routes<Arc<Compounds>> {
    routes
        .get(
            "/desk/estates/{estate}/owners/{owner}",
            Needs(REGISTER),
            owner::show,
        )
        .post(
            "/desk/estates/{estate}/owners/{owner}",
            Needs(REGISTER),
            owner::change,
        )
        .post(
            "/desk/estates/{estate}/owners/{owner}/reveal",
            Needs(REGISTER),
            owner::reveal,
        )
        .post(
            "/desk/estates/{estate}/owners/{owner}/copy",
            Needs(REGISTER),
            owner::copy,
        )
        .post(
            "/desk/estates/{estate}/owners/{owner}/forget",
            Needs(REGISTER),
            owner::forget,
        )
        .post(
            "/desk/estates/{estate}/owners/{owner}/one",
            Needs(REGISTER),
            owner::decide_one,
        )
}
