use std::sync::Arc;

use huiyin_matters::Matters;
use huiyin_web::Site;

use crate::ops::Runs;
use crate::rules::Hours;

/// The slice as it runs, beside the matters that its findings become.
#[derive(Debug)]
pub struct Visits {
    pub site: Arc<Site>,
    pub matters: Arc<Matters>,
    /// When people may be called on uninvited (rule V1).
    pub hours: Hours,
    /// Plans that are sought at this moment.
    pub runs: Runs,
    /// Files of doors between their upload and their import.
    pub(crate) imports: crate::pages::Waiting,
}

impl Visits {
    pub fn new(matters: Arc<Matters>) -> Self {
        Self {
            site: Arc::clone(&matters.site),
            matters,
            hours: Hours::default(),
            runs: Runs::default(),
            imports: crate::pages::Waiting::default(),
        }
    }
}
