//! Rounds, teams, plans and progress.

use std::sync::Arc;

use huiyin_web::Routes;

use crate::Visits;

pub fn routes(visits: &Arc<Visits>) -> Routes<()> {
    Routes::new().with_state(Arc::clone(visits))
}
