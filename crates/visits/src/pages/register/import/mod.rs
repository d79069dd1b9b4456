//! Doors from a table: upload, look at what would happen, decide what names mean, confirm.

pub(crate) mod api;
mod sample;
mod shown;
mod start;
mod waiting;

use std::sync::Arc;

use huiyin_web::Access::Needs;
use huiyin_web::Routes;

pub(crate) use waiting::Waiting;

use crate::{REGISTER, Visits};

pub(super) fn routes(routes: Routes<Arc<Visits>>) -> Routes<Arc<Visits>> {
    routes
        .get("/api/v1/doors/imports/{id}", Needs(REGISTER), api::show)
        .get("/desk/doors/import", Needs(REGISTER), start::show)
        .post("/desk/doors/import", Needs(REGISTER), start::upload)
        .get(
            "/desk/doors/import/sample.xlsx",
            Needs(REGISTER),
            sample::xlsx,
        )
        .get(
            "/desk/doors/import/sample.csv",
            Needs(REGISTER),
            sample::csv,
        )
        .get("/desk/doors/import/{id}", Needs(REGISTER), shown::show)
        .post("/desk/doors/import/{id}", Needs(REGISTER), shown::post)
        .get(
            "/desk/doors/import/{id}/refused.csv",
            Needs(REGISTER),
            shown::refused_csv,
        )
}
