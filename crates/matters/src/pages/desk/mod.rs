use std::sync::Arc;

use huiyin_web::Routes;

use crate::Matters;

pub(crate) fn routes() -> Routes<Arc<Matters>> {
    Routes::new()
}
