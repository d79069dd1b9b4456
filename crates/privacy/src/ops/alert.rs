use huiyin_db::outbox::{Fate, Message};
use huiyin_kernel::Id;
use huiyin_matters::store::ManyReveals;

use super::OpError;
use crate::Privacy;
use crate::store::alerts;

/// Takes an alarm of the matters to the audit administrators' page.
pub async fn many_reveals(privacy: &Privacy, message: &Message) -> Fate {
    let many: ManyReveals = match serde_json::from_str(&message.body) {
        Ok(many) => many,
        Err(error) => return Fate::Fail(format!("not an alarm: {error}")),
    };
    let kept = async {
        let mut tx = privacy.matters.site.db.write().await?;
        alerts::add(
            &mut tx,
            message.id,
            alerts::MANY_REVEALS,
            many.account,
            many.within_an_hour,
            message.created_at,
        )
        .await?;
        tx.commit().await
    };
    match kept.await {
        Ok(()) => Fate::Done("alerted"),
        Err(error) => Fate::Retry(error.to_string()),
    }
}

/// Somebody has looked at an alert; the first to do so is written down.
pub async fn mark_seen(privacy: &Privacy, id: Id, by: Id) -> Result<(), OpError> {
    let site = &privacy.matters.site;
    let mut tx = site.db.write().await?;
    alerts::seen(&mut tx, id, by, site.now()).await?;
    Ok(tx.commit().await?)
}
