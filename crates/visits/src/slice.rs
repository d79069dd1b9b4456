use std::sync::Arc;

use huiyin_matters::Matters;
use huiyin_registry::Policy;
use huiyin_web::Site;

use crate::rules::Hours;

/// The slice as it runs, beside the matters that its findings become.
#[derive(Debug)]
pub struct Visits {
    pub site: Arc<Site>,
    pub matters: Arc<Matters>,
    /// When people may be called on uninvited (rule V1).
    pub hours: Hours,
    /// Which role may do which act.
    pub policy: Policy,
}

impl Visits {
    pub fn new(matters: Arc<Matters>, policy: Policy) -> Self {
        Self {
            site: Arc::clone(&matters.site),
            matters,
            hours: Hours::default(),
            policy,
        }
    }
}
