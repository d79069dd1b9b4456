//! Suggestions, never decisions: category, body and likely duplicates, each with its confidence
//! and the words that spoke for it.

use std::sync::{Arc, RwLock};

use huiyin_words::Model;

/// The models learned from the district's own history, as last trained.
#[derive(Default)]
pub struct Suggester {
    category: RwLock<Option<Arc<Model>>>,
}

impl std::fmt::Debug for Suggester {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Suggester(…)")
    }
}
