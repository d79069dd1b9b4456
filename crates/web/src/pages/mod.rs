//! Pages of the frame itself: preferences, health, style, errors, assets.

mod errors;
mod health;
mod info;
mod preferences;
mod style;

use std::sync::Arc;

pub(crate) use errors::problem;

use crate::{Access, Routes, Site, assets};

pub(crate) fn routes(site: &Arc<Site>) -> Routes<()> {
    Routes::new()
        .post("/preferences", Access::Public, preferences::save)
        .get("/healthz", Access::Public, health::alive)
        .get("/readyz", Access::Public, health::ready)
        .get("/_/style", Access::Public, style::show)
        .get("/about", Access::Public, info::about)
        .get("/privacy", Access::Public, info::privacy)
        .get("/accessibility", Access::Public, info::accessibility)
        .get("/robots.txt", Access::Public, info::robots)
        .get("/assets/{hash}/{*name}", Access::Public, assets::serve)
        .with_state(Arc::clone(site))
}
