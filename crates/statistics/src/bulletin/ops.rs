//! What is done about a bulletin: load, decide, save, journal, all in the transaction of the
//! caller.

use huiyin_db::fields::Keys;
use huiyin_db::{StoreError, Tx};
use huiyin_kernel::Id;

use super::{BulletinError, drafted, gather};
use crate::Statistics;
use crate::rules::Month;
use crate::rules::bulletin::{
    Begin, Bulletin, BulletinAct, BulletinRefused, BulletinState, BulletinStateName, decide, draft,
};
use crate::store::bulletins as rows;

fn actor(by: Id) -> String {
    format!("account:{by}")
}

/// Begins the bulletin of a month, or a correction of the edition that was released last: the
/// words of that one, figures asked anew.
pub async fn begin(
    statistics: &Statistics,
    tx: &mut Tx,
    by: Id,
    (id, month): (Id, Month),
) -> Result<Bulletin, BulletinError> {
    let now = statistics.site.now();
    let texts = &statistics.site.texts;
    if month.first_day() > now.date() {
        return Err(BulletinRefused::MonthAhead.into());
    }
    let before = rows::of_month(tx, month.as_str()).await?;
    let is_open = |it: &Bulletin| it.state.name() != BulletinStateName::Released;
    if before.iter().any(is_open) {
        return Err(BulletinRefused::DraftOpen.into());
    }
    let last = before.first();
    let asked = gather::ask(statistics, tx, &month, now).await?;
    let begin = Begin {
        id,
        edition: last.map_or(1, |it| it.edition.saturating_add(1)),
        corrects: last.map(|it| it.id),
        frame: last.map_or_else(
            || drafted::frame(texts, &statistics.site.settings.district.zh, &month),
            |it| it.frame.clone(),
        ),
        blocks: last.map_or_else(|| drafted::blocks(texts), |it| it.blocks.clone()),
        month,
        asked,
        by,
    };
    let change = draft(begin, now.date())?;
    rows::save(tx, &change, &actor(by), now).await?;
    Ok(change.bulletin)
}

/// Does something about a bulletin that stands as it was seen.
pub async fn act(
    statistics: &Statistics,
    tx: &mut Tx,
    by: Id,
    which: (Id, u32),
    act: BulletinAct,
) -> Result<Bulletin, BulletinError> {
    let bulletin = as_seen(tx, which).await?;
    carry_out(statistics, tx, by, &bulletin, act).await
}

async fn carry_out(
    statistics: &Statistics,
    tx: &mut Tx,
    by: Id,
    bulletin: &Bulletin,
    act: BulletinAct,
) -> Result<Bulletin, BulletinError> {
    let now = statistics.site.now();
    let change = decide(bulletin, act, by, now)?;
    rows::save(tx, &change, &actor(by), now).await?;
    Ok(change.bulletin)
}

/// Asks every figure anew; the words stay.
pub async fn refresh(
    statistics: &Statistics,
    tx: &mut Tx,
    by: Id,
    which: (Id, u32),
) -> Result<Bulletin, BulletinError> {
    let bulletin = as_seen(tx, which).await?;
    let asked = asked_now(statistics, tx, &bulletin).await?;
    let act = BulletinAct::Refresh { asked };
    carry_out(statistics, tx, by, &bulletin, act).await
}

/// Releases it as it was checked. The journal keeps a digest of every word and figure.
pub async fn release(
    statistics: &Statistics,
    tx: &mut Tx,
    by: Id,
    which: (Id, u32),
) -> Result<Bulletin, BulletinError> {
    let bulletin = as_seen(tx, which).await?;
    let content = content(&statistics.site.keys, &bulletin)?;
    let act = BulletinAct::Release { content };
    carry_out(statistics, tx, by, &bulletin, act).await
}

/// A digest of what people read, under the key of the district.
pub(crate) fn content(keys: &Keys, bulletin: &Bulletin) -> Result<String, StoreError> {
    let read = (
        &bulletin.month,
        bulletin.edition,
        &bulletin.frame,
        &bulletin.blocks,
        &bulletin.asked,
    );
    let text = serde_json::to_string(&read).map_err(StoreError::inconsistent)?;
    Ok(keys.digest("statistics.bulletin", &text))
}

/// What the queries of a bulletin answer now.
pub(super) async fn asked_now(
    statistics: &Statistics,
    tx: &mut Tx,
    bulletin: &Bulletin,
) -> Result<crate::rules::bulletin::Asked, BulletinError> {
    let month = Month::parse(&bulletin.month).ok_or(BulletinError::NotFound)?;
    Ok(gather::ask(statistics, tx, &month, statistics.site.now()).await?)
}

async fn as_seen(tx: &mut Tx, (id, seen): (Id, u32)) -> Result<Bulletin, BulletinError> {
    let bulletin = rows::load(tx, id).await?.ok_or(BulletinError::NotFound)?;
    if bulletin.version != seen {
        let expected = i64::from(seen);
        return Err(StoreError::Conflict {
            subject: id,
            expected,
        }
        .into());
    }
    Ok(bulletin)
}

/// The edition of a month that everybody reads, and the released ones before it.
pub(super) async fn released(tx: &mut Tx, month: &str) -> Result<Vec<Bulletin>, BulletinError> {
    let mut all = rows::of_month(tx, month).await?;
    all.retain(|it| matches!(it.state, BulletinState::Released { .. }));
    Ok(all)
}
