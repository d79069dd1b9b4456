use std::sync::Arc;

use huiyin_matters::Matters;
use huiyin_web::Site;

/// The slice as it runs, beside the matters that its decisions become.
#[derive(Debug)]
pub struct Compounds {
    pub site: Arc<Site>,
    pub matters: Arc<Matters>,
    /// Tables of units between their upload and their import.
    pub(crate) imports: crate::pages::Waiting,
    pub papers: huiyin_papers::Papers,
    /// Papers for everybody that were made already.
    pub(crate) shelf: crate::papers::Shelf,
}

impl Compounds {
    pub fn new(matters: Arc<Matters>) -> Self {
        Self {
            site: Arc::clone(&matters.site),
            matters,
            imports: crate::pages::Waiting::default(),
            papers: huiyin_papers::Papers::new(),
            shelf: crate::papers::Shelf::default(),
        }
    }
}
