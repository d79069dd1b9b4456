//! Votes: at the desk, in public, and on the owner's own ballot.

pub(crate) mod api;
mod ballot;
mod claim;
mod delivery;
mod differs;
mod entry;
mod file;
mod form;
mod frame;
mod list;
mod objections;
mod open;
mod public;
mod reading;
mod receipt;
mod result;
mod roll;
mod show;
mod sources;
mod steps;
mod unanimity;

use std::sync::Arc;

use huiyin_web::Access::{Needs, Public};
use huiyin_web::{NavEntry, NavPlace, Routes};

use crate::{Compounds, ENTER, LOOK, OVERSEE, VOTES};

pub(super) use frame::{state_word, tone_of};
pub(super) use show::printed_line;
pub(super) use sources::words;

type Of = Routes<Arc<Compounds>>;

pub(super) fn routes(compounds: &Arc<Compounds>) -> Routes<()> {
    let routes = public_of(counting_of(beside_of(desk_of(Routes::new()))));
    let entry = |href, key, icon, act| NavEntry {
        href,
        key,
        icon,
        place: NavPlace::Desk,
        access: Needs(act),
    };
    routes
        .with_state(Arc::clone(compounds))
        .nav(entry("/desk/votes", "compounds-votes-nav", "scale", ENTER))
        .nav(entry(
            "/desk/votes/overdue",
            "compounds-votes-nav-overdue",
            "clock-alert",
            OVERSEE,
        ))
}

fn desk_of(routes: Of) -> Of {
    let needs = Needs(VOTES);
    routes
        .get("/desk/estates/{estate}/votes", Needs(LOOK), list::show)
        .get("/desk/estates/{estate}/votes/new", needs, form::create)
        .post("/desk/estates/{estate}/votes/new", needs, form::submit_new)
        .get(
            "/desk/estates/{estate}/votes/unanimity",
            needs,
            unanimity::show,
        )
        .get(
            "/desk/estates/{estate}/votes/{vote}",
            Needs(LOOK),
            show::show,
        )
        .get(
            "/desk/estates/{estate}/votes/{vote}/edit",
            needs,
            form::edit,
        )
        .post(
            "/desk/estates/{estate}/votes/{vote}/edit",
            needs,
            form::submit_edit,
        )
        .post(
            "/desk/estates/{estate}/votes/{vote}/act",
            needs,
            steps::submit,
        )
}

/// The roll of a vote, deliveries, objections, and what scripts ask for.
fn beside_of(routes: Of) -> Of {
    let needs = Needs(VOTES);
    routes
        .get(
            "/desk/estates/{estate}/votes/{vote}/roll",
            needs,
            roll::show,
        )
        .post(
            "/desk/estates/{estate}/votes/{vote}/disputes",
            needs,
            roll::settle,
        )
        .get(
            "/desk/estates/{estate}/votes/{vote}/delivery",
            needs,
            delivery::show,
        )
        .post(
            "/desk/estates/{estate}/votes/{vote}/delivery",
            needs,
            delivery::submit,
        )
        .get(
            "/desk/estates/{estate}/votes/{vote}/objections",
            needs,
            objections::show,
        )
        .post(
            "/desk/estates/{estate}/votes/{vote}/objections",
            needs,
            objections::add,
        )
        .post(
            "/desk/estates/{estate}/votes/{vote}/objections/{objection}",
            needs,
            objections::answer,
        )
        .post(
            "/desk/estates/{estate}/votes/{vote}/contradictions",
            needs,
            open::settle_contradiction,
        )
        .get("/api/v1/estates/{estate}/votes", Needs(LOOK), api::list)
        .get(
            "/api/v1/estates/{estate}/votes/{vote}",
            Needs(LOOK),
            api::show,
        )
}

/// What the second of two counters may do as well.
fn counting_of(routes: Of) -> Of {
    let needs = Needs(ENTER);
    routes
        .get("/desk/votes", needs, list::to_count)
        .get("/desk/votes/overdue", Needs(OVERSEE), list::overdue)
        .get(
            "/desk/estates/{estate}/votes/{vote}/entry",
            needs,
            entry::show,
        )
        .post(
            "/desk/estates/{estate}/votes/{vote}/entry",
            needs,
            entry::submit,
        )
        .get(
            "/desk/estates/{estate}/votes/{vote}/open",
            needs,
            open::show,
        )
        .post(
            "/desk/estates/{estate}/votes/{vote}/differences",
            needs,
            open::settle_reading,
        )
}

fn public_of(routes: Of) -> Of {
    routes
        .get("/estates/{estate}/votes", Public, public::list)
        .get("/estates/{estate}/votes/{vote}", Public, public::show)
        .get(
            "/estates/{estate}/votes/{vote}/ballots.json",
            Public,
            file::ballots,
        )
        .post(
            "/estates/{estate}/votes/{vote}/objections",
            Public,
            objections::submit,
        )
        .get(
            "/estates/{estate}/votes/{vote}/receipt",
            Public,
            receipt::show,
        )
        .post(
            "/estates/{estate}/votes/{vote}/receipt",
            Public,
            receipt::check,
        )
        .get("/ballot", Public, ballot::ask)
        .post("/ballot", Public, ballot::enter)
        .get("/ballot/{code}", Public, ballot::show)
        .post("/ballot/{code}", Public, ballot::cast)
        .post("/ballot/{code}/received", Public, ballot::received)
        .post("/ballot/{code}/receipt", Public, ballot::receipt)
        .post("/ballot/{code}/proof", Public, ballot::proof)
}
