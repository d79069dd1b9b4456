//! Rounds, teams and plans.

mod acts;
mod api;
mod calendar;
mod doors;
mod export;
mod form;
mod frame;
mod list;
mod moving;
mod plan;
mod plans;
mod reading;
mod route;
mod show;
mod team_file;
mod teams;
mod words;

use std::sync::Arc;

use huiyin_kernel::Id;
use huiyin_web::forms::{Claim, claim};
use huiyin_web::{Access, NavEntry, NavPlace, PageError, Routes};

pub use api::openapi;

use crate::{COORDINATE, Visits, WALK};

pub fn routes(visits: &Arc<Visits>) -> Routes<()> {
    let routes = api_of(plans_of(rounds_of(Routes::new())));
    routes.with_state(Arc::clone(visits)).nav(NavEntry {
        href: "/desk/rounds",
        key: "visits-nav-rounds",
        icon: "calendar-days",
        place: NavPlace::Desk,
        access: Access::Needs(COORDINATE),
    })
}

type Of = Routes<Arc<Visits>>;

fn rounds_of(routes: Of) -> Of {
    let needs = Access::Needs(COORDINATE);
    routes
        .get("/desk/rounds", needs, list::show)
        .get("/desk/rounds/new", needs, form::create)
        .post("/desk/rounds/new", needs, form::submit_new)
        .get("/desk/rounds/{id}", needs, show::show)
        .get("/desk/rounds/{id}/edit", needs, form::edit)
        .post("/desk/rounds/{id}/edit", needs, form::submit_edit)
        .post("/desk/rounds/{id}/act", needs, acts::submit)
        .get("/desk/rounds/{id}/teams", needs, teams::show)
        .post("/desk/rounds/{id}/teams", needs, teams::add)
        .post("/desk/rounds/{id}/teams/import", needs, team_file::import)
        .get("/desk/rounds/{id}/teams/{team}", needs, teams::edit)
        .post("/desk/rounds/{id}/teams/{team}", needs, teams::change)
        .post(
            "/desk/rounds/{id}/teams/{team}/drop",
            needs,
            teams::drop_out,
        )
        .get("/desk/rounds/{id}/doors", needs, doors::show)
        .post("/desk/rounds/{id}/doors/{door}", needs, doors::override_one)
}

fn plans_of(routes: Of) -> Of {
    let needs = Access::Needs(COORDINATE);
    routes
        .get("/desk/rounds/{id}/plans", needs, plans::show)
        .post("/desk/rounds/{id}/plans", needs, plans::begin)
        .get("/desk/rounds/{id}/plans/{plan}", needs, plan::show)
        .get(
            "/desk/rounds/{id}/plans/{plan}/progress",
            needs,
            plan::progress,
        )
        .post("/desk/rounds/{id}/plans/{plan}/stop", needs, plan::stop)
        .post("/desk/rounds/{id}/plans/{plan}/take", needs, plan::take)
        .get("/desk/rounds/{id}/plans/{plan}/move", needs, moving::show)
        .post("/desk/rounds/{id}/plans/{plan}/move", needs, moving::submit)
        .get(
            "/desk/rounds/{id}/plans/{plan}/routes/{team}/{session}",
            needs,
            route::show,
        )
        .get("/desk/rounds/{id}/plans/{plan}/sheets", needs, route::print)
        .get(
            "/desk/rounds/{id}/plans/{plan}/export.xlsx",
            needs,
            export::xlsx,
        )
        .get(
            "/desk/rounds/{id}/plans/{plan}/export.csv",
            needs,
            export::csv,
        )
        .get(
            "/desk/rounds/{id}/teams/{team}/calendar.ics",
            needs,
            calendar::of_team,
        )
        .get(
            "/desk/visits/calendar.ics",
            Access::Needs(WALK),
            calendar::mine,
        )
}

fn api_of(routes: Of) -> Of {
    let needs = Access::Needs(COORDINATE);
    routes
        .get("/api/v1/rounds", needs, api::rounds::list)
        .get("/api/v1/rounds/{id}", needs, api::rounds::show)
        .post("/api/v1/rounds/{id}/plans", needs, api::plans::begin)
        .get("/api/v1/rounds/{id}/plans/{plan}", needs, api::plans::show)
        .get(
            "/api/v1/rounds/{id}/plans/{plan}/stops",
            needs,
            api::plans::stops,
        )
        .post(
            "/api/v1/rounds/{id}/plans/{plan}/take",
            needs,
            api::plans::take,
        )
}

fn id_of(text: &str) -> Result<Id, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}
