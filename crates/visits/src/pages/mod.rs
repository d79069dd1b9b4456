//! Pages: the register of doors, rounds and their plans, the way from door to door and what comes
//! of it.

mod progress;
mod register;
mod rounds;
mod walk;

use std::sync::Arc;

use huiyin_web::Routes;

pub(crate) use register::Waiting;

use crate::Visits;

/// What the JSON interface of this slice is, for the document of the whole.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut all = register::api::openapi();
    all.merge(rounds::openapi());
    all
}

/// Every route of the slice.
pub fn routes(visits: &Arc<Visits>) -> Routes<()> {
    register::routes(visits)
        .merge(progress::routes(visits))
        .merge(rounds::routes(visits))
        .merge(walk::routes(visits))
}
