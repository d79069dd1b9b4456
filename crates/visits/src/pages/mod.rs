//! Pages: the register of doors, rounds and their plans, the way from door to door and what comes
//! of it.

mod register;
mod rounds;
mod walk;

use std::sync::Arc;

use huiyin_web::Routes;

pub(crate) use register::Waiting;
pub use register::api::openapi;

use crate::Visits;

/// Every route of the slice.
pub fn routes(visits: &Arc<Visits>) -> Routes<()> {
    register::routes(visits)
        .merge(rounds::routes(visits))
        .merge(walk::routes(visits))
}
