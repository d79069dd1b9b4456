//! Pages: `/rights` and `/privacy/notices` for everybody, the desk for those who decide.

mod alerts;
mod case;
mod desk_case;
mod desk_list;
mod desk_new;
mod notices;
mod records;
mod retention;
mod rights;
mod say;

use std::sync::Arc;

use huiyin_web::Access::{Needs, Public};
use huiyin_web::{Act, NavEntry, NavPlace, Routes};

use crate::{Privacy, RECORDS, RIGHTS, TAKE};

/// Reading the journal, and what must be looked at; the registry names it.
const AUDIT: Act = huiyin_registry::AUDIT;

const fn nav(href: &'static str, key: &'static str, icon: &'static str, act: Act) -> NavEntry {
    NavEntry {
        href,
        key,
        icon,
        place: NavPlace::Desk,
        access: Needs(act),
    }
}

/// Every route of the slice.
pub fn routes(privacy: &Arc<Privacy>) -> Routes<()> {
    let routes = Routes::new()
        .nav(nav(
            "/desk/rights",
            "privacy-nav-rights",
            "user-check",
            RIGHTS,
        ))
        .nav(nav("/desk/rights/new", "privacy-nav-new", "plus", TAKE))
        .nav(nav(
            "/desk/privacy",
            "privacy-nav-records",
            "shield-check",
            RECORDS,
        ))
        .nav(nav(
            "/desk/privacy/retention",
            "privacy-nav-retention",
            "timer",
            RECORDS,
        ))
        .nav(nav("/desk/alerts", "privacy-nav-alerts", "bell", AUDIT))
        .get("/rights", Public, rights::show)
        .post("/rights", Public, rights::send)
        .get("/rights/paper", Public, rights::paper)
        .get("/rights/find", Public, rights::find)
        .get("/rights/cases/{code}", Public, case::show)
        .post("/rights/cases/{code}/withdraw", Public, case::withdraw)
        .get("/rights/cases/{code}/copy", Public, case::copy)
        .get("/rights/cases/{code}/copy.json", Public, case::copy_json)
        .get("/rights/cases/{code}/photos/{photo}", Public, case::photo)
        .get("/privacy/notices", Public, notices::list)
        .get("/privacy/notices/{purpose}", Public, notices::one);
    desk(routes).with_state(Arc::clone(privacy))
}

fn desk(routes: Routes<Arc<Privacy>>) -> Routes<Arc<Privacy>> {
    let routes = routes
        .get("/desk/rights", Needs(RIGHTS), desk_list::show)
        .get("/desk/rights/new", Needs(TAKE), desk_new::show)
        .post("/desk/rights/new", Needs(TAKE), desk_new::send)
        .get("/desk/rights/{id}", Needs(RIGHTS), desk_case::show)
        .post("/desk/rights/{id}/{act}", Needs(RIGHTS), desk_case::act)
        .get("/desk/alerts", Needs(AUDIT), alerts::show)
        .post("/desk/alerts/{id}/seen", Needs(AUDIT), alerts::seen);
    kept(records(routes))
}

fn records(routes: Routes<Arc<Privacy>>) -> Routes<Arc<Privacy>> {
    routes
        .get("/desk/privacy", Needs(RECORDS), records::overview::show)
        .get(
            "/desk/privacy/consents",
            Needs(RECORDS),
            records::consents::show,
        )
        .get(
            "/desk/privacy/notices/{purpose}",
            Needs(RECORDS),
            records::notice::show,
        )
        .post(
            "/desk/privacy/notices/{purpose}",
            Needs(RECORDS),
            records::notice::change,
        )
        .get(
            "/desk/privacy/assessments/new",
            Needs(RECORDS),
            records::assessment::blank,
        )
        .post(
            "/desk/privacy/assessments/new",
            Needs(RECORDS),
            records::assessment::add,
        )
        .get(
            "/desk/privacy/assessments/{id}",
            Needs(RECORDS),
            records::assessment::show,
        )
        .get(
            "/desk/privacy/breaches/new",
            Needs(RECORDS),
            records::breach::blank,
        )
        .post(
            "/desk/privacy/breaches/new",
            Needs(RECORDS),
            records::breach::add,
        )
        .get(
            "/desk/privacy/breaches/{id}",
            Needs(RECORDS),
            records::breach::show,
        )
        .post(
            "/desk/privacy/breaches/{id}",
            Needs(RECORDS),
            records::breach::told,
        )
}

fn kept(routes: Routes<Arc<Privacy>>) -> Routes<Arc<Privacy>> {
    routes
        .get("/desk/privacy/retention", Needs(RECORDS), retention::show)
        .post(
            "/desk/privacy/retention/days",
            Needs(RECORDS),
            retention::days,
        )
        .post(
            "/desk/privacy/retention/{id}/hold",
            Needs(RECORDS),
            retention::hold,
        )
        .post(
            "/desk/privacy/retention/{id}/release",
            Needs(RECORDS),
            retention::release,
        )
}
