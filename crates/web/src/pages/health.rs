use std::sync::Arc;

use axum::extract::State;

use crate::{PageError, Site};

/// The process answers.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// The process can reach its store.
pub(crate) async fn ready(State(site): State<Arc<Site>>) -> Result<&'static str, PageError> {
    let mut tx = site.db.read().await?;
    huiyin_db::outbox::backlog(&mut tx).await?;
    Ok("ready\n")
}
