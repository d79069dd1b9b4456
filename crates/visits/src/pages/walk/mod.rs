//! From door to door: appointments, badges, what was said, and what became of it.

use std::sync::Arc;

use huiyin_web::Routes;

use crate::Visits;
use crate::notebook::{self, Doors, Notebook};
use crate::ops::take::AtDoors;

pub fn routes(visits: &Arc<Visits>) -> Routes<()> {
    let notebook = Notebook {
        site: Arc::clone(&visits.site),
        doors: Arc::new(AtDoors(Arc::clone(visits))) as Arc<dyn Doors>,
    };
    Routes::new()
        .with_state(Arc::clone(visits))
        .merge(notebook::routes(&notebook))
}
