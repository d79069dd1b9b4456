//! stub
use crate::Registry;
use huiyin_web::{Routes, Site};
use std::sync::Arc;
pub fn routes(_site: Arc<Site>, _registry: Arc<Registry>) -> Routes<()> {
    Routes::new()
}
