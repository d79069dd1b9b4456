//! From door to door: appointments, badges, what was said, and what became of it.

mod badge;
mod desk;
mod found;
mod holder;
mod review;
mod say;
mod sealed;
mod visit;

use std::sync::Arc;

use huiyin_web::Access::{Needs, Public};
use huiyin_web::{NavEntry, NavPlace, Routes};

use crate::notebook::{self, Doors, Notebook};
use crate::ops::take::AtDoors;
use crate::{COORDINATE, Visits, WALK, openrosa};

pub fn routes(visits: &Arc<Visits>) -> Routes<()> {
    let notebook = Notebook {
        site: Arc::clone(&visits.site),
        doors: Arc::new(AtDoors(Arc::clone(visits))) as Arc<dyn Doors>,
    };
    let nav = NavEntry {
        href: "/desk/visits/review",
        key: "visits-review-nav",
        icon: "git-merge",
        place: NavPlace::Desk,
        access: Needs(COORDINATE),
    };
    let walk = NavEntry {
        href: "/notebook",
        key: "visits-walk-nav",
        icon: "file-text",
        place: NavPlace::Desk,
        access: Needs(WALK),
    };
    let collect = NavEntry {
        href: "/account/collect",
        key: "visits-collect-nav",
        icon: "qr-code",
        place: NavPlace::Desk,
        access: Needs(WALK),
    };
    public(desk(Routes::new().nav(nav).nav(walk).nav(collect)))
        .with_state(Arc::clone(visits))
        .merge(notebook::routes(&notebook))
        .merge(openrosa::routes(&notebook))
}

fn public(routes: Routes<Arc<Visits>>) -> Routes<Arc<Visits>> {
    routes
        .get("/visit", Public, visit::ask)
        .get("/visit/{code}", Public, visit::show)
        .get("/visit/{code}/slip", Public, visit::slip)
        .post("/visit/{code}/appoint", Public, visit::appoint)
        .post("/visit/{code}/decline", Public, visit::decline)
        .post("/visit/{code}/rest", Public, visit::rest)
        .get("/badge/{token}", Public, badge::check)
}

fn desk(routes: Routes<Arc<Visits>>) -> Routes<Arc<Visits>> {
    let me = Needs(COORDINATE);
    routes
        .get("/desk/visits/review", me, review::list)
        .get("/desk/visits/review/sealed/{id}", me, sealed::show)
        .post("/desk/visits/review/sealed/{id}", me, sealed::settle)
        .get("/desk/visits/badges/{team}/{on}", me, badge::sheet)
        .post("/desk/visits/badges/{team}/{on}", me, badge::make)
        .post("/desk/visits/badges/{team}/{on}/revoke", me, badge::revoke)
        .get("/desk/visits/{id}", me, desk::show)
        .post("/desk/visits/{id}", me, desk::act)
        .post("/desk/visits/{id}/brought", me, desk::brought)
        .post("/desk/visits/{id}/forget", me, desk::forget)
        .get("/desk/visits/{id}/photos/{photo}", me, desk::photo)
        .get("/desk/visits/{id}/review", me, review::one)
        .post("/desk/visits/{id}/review", me, review::settle)
}
