//! The desk: what staff see and do. One inbox in the order of what falls due, one page a matter
//! with a form for every act that is open, and what is done for many matters at once.

mod acts;
mod answered;
mod bodies;
mod bulk;
mod call;
mod dispatched;
mod facts;
mod handover;
pub(crate) mod import;
mod inbox;
mod kept;
mod light_slip;
mod list_dispatch;
mod lists;
mod matter;
mod months;
mod new;
mod notices;
mod person;
mod photo;
mod query;
mod reveal;
mod rows;
mod saved;
mod say;
mod search;
mod suggestions;
mod taken;
mod timeline;
mod timeline_icon;
mod told;
mod whistles;
mod whose;
mod wording;

use std::sync::Arc;

use huiyin_web::Access::Needs;
use huiyin_web::{NavEntry, NavPlace, Routes};

use crate::Matters;
use crate::acts::{CALL, DESK, DISPATCH, IMPORT, INTAKE, REVEAL, SUPERVISE};

/// The name of a category, for the sheets as well.
pub(crate) fn category_name(
    matters: &Matters,
    code: crate::model::CategoryCode,
    lang: huiyin_kernel::Lang,
) -> String {
    wording::category(matters, Some(code), lang)
}

pub(crate) fn routes() -> Routes<Arc<Matters>> {
    let routes = navigation()
        .get("/desk/handover", Needs(SUPERVISE), handover::show)
        .get("/desk/handover/{id}", Needs(SUPERVISE), handover::show_one)
        .post("/desk/handover/{id}", Needs(SUPERVISE), handover::post)
        .get("/desk/suggestions", Needs(SUPERVISE), taken::show)
        .get("/desk/whistles", Needs(SUPERVISE), whistles::show)
        .get("/desk", Needs(DESK), inbox::show)
        .post("/desk/bulk", Needs(DESK), bulk::post)
        .post("/desk/filters", Needs(DESK), saved::save)
        .post("/desk/filters/{id}/remove", Needs(DESK), saved::remove)
        .get("/desk/search", Needs(DESK), search::show)
        .get("/desk/matters", Needs(DESK), lists::show)
        .get("/desk/matters.xlsx", Needs(DESK), lists::xlsx)
        .get("/desk/matters.csv", Needs(DESK), lists::csv)
        .get("/desk/notices", Needs(DESK), notices::show)
        .post("/desk/notices", Needs(DESK), notices::read);
    imports(one_matter(many(routes)))
}

/// What stands in the navigation of the desk, in its order.
fn navigation() -> Routes<Arc<Matters>> {
    [
        ("/desk", "matters-desk-nav-inbox", "inbox", DESK),
        ("/desk/new", "matters-desk-nav-new", "plus", INTAKE),
        (
            "/desk/light-slip",
            "matters-mine-slip-desk-nav",
            "printer",
            INTAKE,
        ),
        ("/desk/call", "matters-desk-nav-call", "phone-call", CALL),
        (
            "/desk/list-dispatch",
            "matters-desk-nav-list-dispatch",
            "clipboard-list",
            DISPATCH,
        ),
        ("/desk/matters", "matters-desk-nav-matters", "list", DESK),
        ("/desk/notices", "matters-desk-nav-notices", "bell", DESK),
        (
            "/desk/templates",
            "matters-desk-nav-templates",
            "file-text",
            DESK,
        ),
        (
            "/desk/handover",
            "matters-handover-nav",
            "user-check",
            SUPERVISE,
        ),
        (
            "/desk/whistles",
            "matters-whistles-nav",
            "megaphone",
            SUPERVISE,
        ),
        (
            "/desk/suggestions",
            "matters-taken-nav",
            "sparkles",
            SUPERVISE,
        ),
    ]
    .into_iter()
    .fold(Routes::new(), |routes, (href, key, icon, act)| {
        routes.nav(NavEntry {
            href,
            key,
            icon,
            place: NavPlace::Desk,
            access: Needs(act),
        })
    })
}

fn one_matter(routes: Routes<Arc<Matters>>) -> Routes<Arc<Matters>> {
    routes
        .get("/desk/matters/{id}", Needs(DESK), matter::show)
        .get(
            "/desk/matters/{id}/photos/{photo}",
            Needs(DESK),
            photo::show,
        )
        .post("/desk/matters/{id}/acts/{act}", Needs(DESK), acts::post)
        .post("/desk/matters/{id}/reveal", Needs(REVEAL), reveal::post)
        .get("/desk/light-slip", Needs(INTAKE), light_slip::show)
        .post("/desk/light-slip", Needs(INTAKE), light_slip::post)
        .get("/desk/new", Needs(INTAKE), new::show)
        .post("/desk/new", Needs(INTAKE), new::post)
        .get("/desk/call", Needs(CALL), call::next)
        .get("/desk/call/{id}", Needs(CALL), call::show)
        .post("/desk/call/{id}", Needs(CALL), call::post)
        .get("/desk/call/{id}/door", Needs(CALL), call::door)
}

fn many(routes: Routes<Arc<Matters>>) -> Routes<Arc<Matters>> {
    routes
        .get("/desk/list-dispatch", Needs(DISPATCH), list_dispatch::show)
        .post("/desk/list-dispatch", Needs(DISPATCH), list_dispatch::post)
        .get(
            "/desk/list-dispatch/{id}",
            Needs(DISPATCH),
            dispatched::show,
        )
        .get(
            "/desk/list-dispatch/{id}/list.xlsx",
            Needs(DISPATCH),
            dispatched::xlsx,
        )
        .get("/desk/templates", Needs(DESK), kept::show)
        .post("/desk/templates", Needs(DESK), kept::add)
        .get("/desk/templates/{id}", Needs(DESK), kept::edit)
        .post("/desk/templates/{id}", Needs(DESK), kept::change)
        .post("/desk/templates/{id}/remove", Needs(DESK), kept::remove)
}

fn imports(routes: Routes<Arc<Matters>>) -> Routes<Arc<Matters>> {
    routes
        .nav(NavEntry {
            href: "/desk/import",
            key: "import-nav",
            icon: "upload",
            place: NavPlace::Desk,
            access: Needs(IMPORT),
        })
        .get("/desk/import", Needs(IMPORT), import::show)
        .post("/desk/import", Needs(IMPORT), import::upload)
        .get("/desk/import/{id}", Needs(IMPORT), import::show_one)
        .post("/desk/import/{id}", Needs(IMPORT), import::confirm)
        .get(
            "/desk/import/{id}/refused.csv",
            Needs(IMPORT),
            import::refused_csv,
        )
}
