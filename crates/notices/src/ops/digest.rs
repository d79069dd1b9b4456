//! One message for a member of staff instead of many: how much is new, and where to read it.

use std::collections::BTreeMap;

use huiyin_db::Result;
use huiyin_db::outbox;
use huiyin_kernel::{Id, Instant, WorkingCalendar, to_hex};
use huiyin_registry::{accounts, calendar};

use super::address_place;
use crate::model::Order;
use crate::rules::digest_due;
use crate::store::choices::{self, ChoiceRow};
use crate::{New, Notices, TOPIC};

/// Accounts looked at in one transaction.
const AT_ONCE: i64 = 100;

/// Orders every digest that is due; run twice, the second run orders none.
pub async fn order_digests(slice: &Notices) -> Result<u32> {
    let Some(unread) = &slice.unread else {
        return Ok(0);
    };
    let now = slice.site.now();
    let mut tx = slice.site.db.read().await?;
    let calendar = calendar::load(&mut tx).await?;
    drop(tx);
    let (mut after, mut ordered) = (String::new(), 0);
    loop {
        let mut tx = slice.site.db.write().await?;
        let page = choices::awake(&mut tx, &after, AT_ONCE).await?;
        let Some(last) = page.last() else {
            return Ok(ordered);
        };
        after = last.account.to_string();
        for row in &page {
            let Some(due) = due(slice, row, &calendar, now) else {
                continue;
            };
            let account = accounts::by_id(&mut tx, row.account).await?;
            let new = unread.since(&mut tx, row.account, row.looked_at).await?;
            let is_open = account.is_some_and(|it| it.active);
            if is_open && new.count > 0 && order(slice, &mut tx, row, due, new).await? {
                ordered += 1;
            }
            choices::looked(&mut tx, row.account, now).await?;
        }
        tx.commit().await?;
    }
}

fn due(
    slice: &Notices,
    row: &ChoiceRow,
    calendar: &WorkingCalendar,
    now: Instant,
) -> Option<Instant> {
    if !slice.carriers.has(row.channel) {
        return None;
    }
    let times = (row.looked_at, now);
    let quiet = &slice.policy.quiet;
    digest_due(row.rhythm, row.working_days, times, quiet, calendar)
}

async fn order(
    slice: &Notices,
    tx: &mut huiyin_db::Tx,
    row: &ChoiceRow,
    due: Instant,
    new: New,
) -> Result<bool> {
    let site = &slice.site;
    let Some(sealed) = &row.to_sealed else {
        return Ok(false);
    };
    let Ok(to) = site.keys.open(&choices::place(row.account), sealed) else {
        return Ok(false);
    };
    // The same digest has the same id, whoever orders it.
    let name = format!("{} {}", row.account, due.as_micros());
    let id = Id::derived("staff digest", &name);
    let sealed = site
        .keys
        .seal(&address_place(id), &to, site.entropy.as_ref())?;
    let address = format!("{}{}", site.settings.public_address, new.page);
    let order = Order {
        template: "staff-digest".to_owned(),
        lang: row.lang,
        channel: row.channel,
        to_sealed: Some(to_hex(&sealed)),
        vars: BTreeMap::from([
            ("count".to_owned(), new.count.to_string()),
            ("address".to_owned(), address),
        ]),
        vars_sealed: None,
        area_path: String::new(),
        account: Some(row.account),
        until: None,
    };
    outbox::add(tx, id, TOPIC, row.account, &order, site.now()).await?;
    Ok(true)
}
