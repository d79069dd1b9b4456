//! A table of units and owners: uploaded, held against the register, told, and taken in.

mod shown;
mod start;
mod waiting;

use std::sync::Arc;

use huiyin_web::Access::Needs;
use huiyin_web::Routes;

pub(crate) use waiting::Waiting;

use crate::{Compounds, REGISTER};

pub(super) fn routes(routes: Routes<Arc<Compounds>>) -> Routes<Arc<Compounds>> {
    routes
        .get(
            "/desk/estates/{estate}/import",
            Needs(REGISTER),
            start::show,
        )
        .post(
            "/desk/estates/{estate}/import",
            Needs(REGISTER),
            start::upload,
        )
        .get(
            "/desk/estates/{estate}/import/{id}",
            Needs(REGISTER),
            shown::show,
        )
        .post(
            "/desk/estates/{estate}/import/{id}",
            Needs(REGISTER),
            shown::post,
        )
        .get(
            "/desk/estates/{estate}/import/{id}/refused.csv",
            Needs(REGISTER),
            shown::refused_csv,
        )
}
