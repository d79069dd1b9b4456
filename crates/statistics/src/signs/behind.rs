use huiyin_db::{Result, Tx};
use huiyin_kernel::Id;
use huiyin_web::Ctx;

use super::Opened;
use crate::Statistics;

/// The matters behind a topic that this viewer may open.
pub(super) async fn openable(
    ctx: &Ctx,
    tx: &mut Tx,
    statistics: &Statistics,
    matters: &[Id],
) -> Result<Vec<Opened>> {
    match (&statistics.mentions, &ctx.viewer) {
        (Some(mentions), Some(viewer)) => mentions.openable(tx, viewer, matters).await,
        _ => Ok(Vec::new()),
    }
}
