//! Pages of the slice: `resident` for everybody, `desk` for staff.

pub(crate) mod desk;
pub(crate) mod resident;

use std::sync::Arc;

use huiyin_web::Routes;

use crate::Matters;

/// Every route of the slice.
pub fn routes(matters: &Arc<Matters>) -> Routes<()> {
    resident::routes()
        .with_state(Arc::clone(matters))
        .merge(crate::api::routes().with_state(Arc::clone(matters)))
        .merge(desk::routes().with_state(Arc::clone(matters)))
}
