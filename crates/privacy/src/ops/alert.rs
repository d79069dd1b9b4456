use huiyin_db::outbox::{Fate, Message};
use huiyin_kernel::Id;
use huiyin_matters::ops::light::ManySlips;
use huiyin_matters::store::ManyReveals;

use super::OpError;
use crate::Privacy;
use crate::store::alerts;

/// Takes an alarm of the matters to the audit administrators' page.
pub async fn many_reveals(privacy: &Privacy, message: &Message) -> Fate {
    match serde_json::from_str::<ManyReveals>(&message.body) {
        Ok(many) => {
            let (kind, amount) = (alerts::MANY_REVEALS, many.within_an_hour);
            keep(privacy, message, kind, many.account, amount).await
        }
        Err(error) => Fate::Fail(format!("not an alarm: {error}")),
    }
}

/// The same for slips that open a resident's matters.
pub async fn many_slips(privacy: &Privacy, message: &Message) -> Fate {
    match serde_json::from_str::<ManySlips>(&message.body) {
        Ok(many) => {
            let (kind, amount) = (alerts::MANY_SLIPS, many.within_a_day);
            keep(privacy, message, kind, many.account, amount).await
        }
        Err(error) => Fate::Fail(format!("not an alarm: {error}")),
    }
}

async fn keep(privacy: &Privacy, message: &Message, kind: &str, account: Id, amount: i64) -> Fate {
    let kept = async {
        let mut tx = privacy.matters.site.db.write().await?;
        let at = message.created_at;
        alerts::add(&mut tx, message.id, kind, account, amount, at).await?;
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
