//! The bulletins of the model district: last month's released, this month's begun.

use huiyin_kernel::Id;

use super::{BulletinError, ops};
use crate::Statistics;
use crate::rules::Month;
use crate::rules::bulletin::{Bulletin, BulletinAct};
use crate::rules::filter::Span;
use crate::store::bulletins as rows;

/// Who drafts, who checks and who releases.
#[derive(Debug, Clone, Copy)]
pub struct Hands {
    pub writer: Id,
    pub checker: Id,
    pub leader: Id,
}

/// Makes what is missing through the operations, and says how many bulletins that were.
pub async fn seed(statistics: &Statistics, hands: Hands) -> Result<usize, BulletinError> {
    let this = Month::of(statistics.site.now().date());
    let last = Month::of(Span::month(&this).before().from);
    let mut made = 0;
    if let Some(bulletin) = begun(statistics, hands, last).await? {
        release(statistics, hands, &bulletin).await?;
        made += 1;
    }
    if begun(statistics, hands, this).await?.is_some() {
        made += 1;
    }
    Ok(made)
}

/// Nothing where the month has a bulletin.
async fn begun(
    statistics: &Statistics,
    hands: Hands,
    month: Month,
) -> Result<Option<Bulletin>, BulletinError> {
    let mut tx = statistics.site.db.write().await?;
    if !rows::of_month(&mut tx, month.as_str()).await?.is_empty() {
        return Ok(None);
    }
    let id = Id::derived("demo bulletin", month.as_str());
    let bulletin = ops::begin(statistics, &mut tx, hands.writer, (id, month)).await?;
    tx.commit().await?;
    Ok(Some(bulletin))
}

async fn release(
    statistics: &Statistics,
    hands: Hands,
    bulletin: &Bulletin,
) -> Result<(), BulletinError> {
    let mut tx = statistics.site.db.write().await?;
    let which = (bulletin.id, bulletin.version);
    let checked = ops::act(
        statistics,
        &mut tx,
        hands.checker,
        which,
        BulletinAct::Check,
    )
    .await?;
    let which = (checked.id, checked.version);
    ops::release(statistics, &mut tx, hands.leader, which).await?;
    tx.commit().await?;
    Ok(())
}
