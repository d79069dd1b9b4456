//! The register of doors: looked through, written by hand, taken from files and given out; and the
//! forms that are asked there.

mod acts;
pub(crate) mod api;
mod edit;
mod export;
mod forms;
mod import;
mod list;
mod one;
mod reveal;

use std::sync::Arc;

use huiyin_registry::{Area, AreaKind};
use huiyin_web::Access::Needs;
use huiyin_web::{Ctx, NavEntry, NavPlace, PageError, Routes};

pub(crate) use import::Waiting;

use crate::ops::doors::Reach;
use crate::{COORDINATE, REGISTER, Visits};

pub fn routes(visits: &Arc<Visits>) -> Routes<()> {
    let doors = NavEntry {
        href: "/desk/doors",
        key: "visits-register-nav",
        icon: "building-2",
        place: NavPlace::Desk,
        access: Needs(REGISTER),
    };
    let form = NavEntry {
        href: "/desk/visits/forms",
        key: "visits-forms-nav",
        icon: "file-text",
        place: NavPlace::Desk,
        access: Needs(COORDINATE),
    };
    let routes = Routes::new()
        .nav(doors)
        .nav(form)
        .get("/desk/doors", Needs(REGISTER), list::show)
        .get("/api/v1/doors", Needs(REGISTER), api::list)
        .get("/desk/doors.xlsx", Needs(REGISTER), export::xlsx)
        .get("/desk/doors.csv", Needs(REGISTER), export::csv)
        .get("/desk/doors/new", Needs(REGISTER), edit::new)
        .post("/desk/doors/new", Needs(REGISTER), edit::enter)
        .get("/desk/doors/{id}", Needs(REGISTER), one::show)
        .get("/desk/doors/{id}/edit", Needs(REGISTER), edit::show)
        .post("/desk/doors/{id}/edit", Needs(REGISTER), edit::change)
        .post("/desk/doors/{id}/disturb", Needs(REGISTER), acts::disturb)
        .post("/desk/doors/{id}/active", Needs(REGISTER), acts::activate)
        .post("/desk/doors/{id}/reveal", Needs(REGISTER), reveal::post);
    import::routes(forms::routes(routes)).with_state(Arc::clone(visits))
}

fn reach(ctx: &Ctx) -> Result<Reach, PageError> {
    Ok(Reach::of(ctx.signed_in()?))
}

/// The communities within reach, in the order of their streets.
fn communities<'a>(areas: &'a [Area], reach: &Reach) -> Vec<&'a Area> {
    areas
        .iter()
        .filter(|area| area.kind == AreaKind::Community && reach.holds(&area.path))
        .collect()
}

/// A community with the street that it belongs to.
fn community_name(areas: &[Area], community: &Area, ctx: &Ctx) -> String {
    let street = areas
        .iter()
        .find(|area| Some(area.id) == community.parent_id && area.kind == AreaKind::Street);
    match street {
        Some(street) => format!("{} · {}", street.get(ctx.lang), community.get(ctx.lang)),
        None => community.get(ctx.lang).to_owned(),
    }
}
