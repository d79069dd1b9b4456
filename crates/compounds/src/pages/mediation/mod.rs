//! Mediation: the list of one's own cases, a case, the paper of an agreement, and counts.

mod acts;
pub(crate) mod api;
mod counts;
mod differs;
mod list;
mod new;
mod one;
mod paper;
mod reveal;

use std::sync::Arc;

use huiyin_web::Access::Needs;
use huiyin_web::{NavEntry, NavPlace, Routes};

use crate::{Compounds, MEDIATE};

/// The state that handlers share.
type Held = axum::extract::State<Arc<Compounds>>;

pub(super) fn routes(compounds: &Arc<Compounds>) -> Routes<()> {
    let cases = NavEntry {
        href: "/desk/mediation",
        key: "compounds-mediation-nav",
        icon: "heart-handshake",
        place: NavPlace::Desk,
        access: Needs(MEDIATE),
    };
    let needs = Needs(MEDIATE);
    Routes::new()
        .nav(cases)
        .get("/desk/mediation", needs, list::show)
        .get("/desk/mediation/new", needs, new::show)
        .post("/desk/mediation/new", needs, new::submit)
        .get("/desk/mediation/counts", needs, counts::show)
        .get("/desk/mediation/{case}", needs, one::show)
        .post("/desk/mediation/{case}", needs, acts::submit)
        .post("/desk/mediation/{case}/reveal", needs, reveal::post)
        .post("/desk/mediation/{case}/forget", needs, acts::forget)
        .get("/desk/mediation/{case}/agreement", needs, paper::show)
        .get("/api/v1/mediation/counts", needs, api::counts)
        .with_state(Arc::clone(compounds))
}
