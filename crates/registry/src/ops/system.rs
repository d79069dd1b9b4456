use huiyin_db::{Result, Tx, journal, outbox};
use huiyin_kernel::Id;

use super::{Doer, Nothing, note};

/// Sends a dead letter round again; false when it is not dead (any more).
pub async fn revive_letter(tx: &mut Tx, id: Id, by: Doer<'_>) -> Result<bool> {
    if !outbox::revive(tx, id, by.now).await? {
        return Ok(false);
    }
    let before = journal::of_subject(tx, id).await?;
    let version = before.last().map_or(0, |record| record.version) + 1;
    note(tx, ("outbox", id), version, "revived", &Nothing {}, by).await?;
    Ok(true)
}
