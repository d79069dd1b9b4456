//! The rules of an estate: drafting and adopting them, and reading what holds and what held.

mod acts;
pub(crate) mod api;
mod begin;
mod desk;
mod edit;
mod public;
mod words;

use std::sync::Arc;

use huiyin_web::Access::{Needs, Public};
use huiyin_web::Routes;

use crate::{Compounds, VOTES};

/// The state that handlers share.
type Held = axum::extract::State<Arc<Compounds>>;

pub(super) fn routes(compounds: &Arc<Compounds>) -> Routes<()> {
    let needs = Needs(VOTES);
    let one = "/desk/estates/{estate}/rules/{kind}/{rule}";
    Routes::new()
        .get("/desk/estates/{estate}/rules", needs, desk::show)
        .get("/desk/estates/{estate}/rules/{kind}", needs, begin::show)
        .post("/desk/estates/{estate}/rules/{kind}", needs, begin::submit)
        .get(one, needs, edit::show)
        .post(one, needs, acts::submit)
        .get("/estates/{estate}/rules", Public, public::list)
        .get("/estates/{estate}/rules/{kind}", Public, public::show)
        .get("/api/v1/estates/{estate}/rules", Public, api::list)
        .with_state(Arc::clone(compounds))
}
