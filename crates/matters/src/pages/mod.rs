//! Pages of the slice: `resident` for everybody, `desk` for staff.

pub(crate) mod desk;
pub(crate) mod resident;

use std::sync::Arc;

use huiyin_web::Routes;
use utoipa::openapi::OpenApi;

use crate::Matters;

/// Every route of the slice.
pub fn routes(matters: &Arc<Matters>) -> Routes<()> {
    routes_with(matters, Vec::new())
}

/// The same, with the endpoints of others told in `/api/v1/openapi.json`.
pub fn routes_with(matters: &Arc<Matters>, others: Vec<OpenApi>) -> Routes<()> {
    resident::routes()
        .with_state(Arc::clone(matters))
        .merge(crate::api::routes(others).with_state(Arc::clone(matters)))
        .merge(desk::routes().with_state(Arc::clone(matters)))
}
