//! Elections of the owners' committee: at the desk, in public, as JSON.

mod act;
pub(crate) mod api;
mod differs;
mod frame;
mod list;
mod new;
mod paper;
mod show;

use std::sync::Arc;

use huiyin_web::Access::{Needs, Public};
use huiyin_web::Routes;

use crate::{Compounds, LOOK, VOTES};

pub(super) fn routes(compounds: &Arc<Compounds>) -> Routes<()> {
    Routes::new()
        .get("/desk/estates/{estate}/elections", Needs(LOOK), list::desk)
        .get(
            "/desk/estates/{estate}/elections/new",
            Needs(VOTES),
            new::show,
        )
        .post(
            "/desk/estates/{estate}/elections/new",
            Needs(VOTES),
            new::open,
        )
        .get(
            "/desk/estates/{estate}/elections/{election}",
            Needs(LOOK),
            show::desk,
        )
        .post(
            "/desk/estates/{estate}/elections/{election}/act",
            Needs(VOTES),
            act::submit,
        )
        .post(
            "/desk/estates/{estate}/elections/{election}/again",
            Needs(VOTES),
            act::again,
        )
        .get("/estates/{estate}/elections", Public, list::public)
        .get(
            "/estates/{estate}/elections/{election}",
            Public,
            show::public,
        )
        .get(
            "/estates/{estate}/elections/{election}/candidates.pdf",
            Public,
            paper::pdf,
        )
        .get("/api/v1/estates/{estate}/elections", Needs(LOOK), api::list)
        .with_state(Arc::clone(compounds))
}
