//! Whether the holder of a code is told by phone, and the button that stops or begins it.

use std::sync::Arc;

use axum::extract::{Path, State};
use huiyin_db::Tx;
use huiyin_kernel::mask::mask_phone;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::super::holder::{self, Holder};
use super::super::wording;
use crate::Matters;
use crate::store::{self, Reporter};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TellingCard {
    pub is_on: bool,
    /// Masked: the page may be looked at by more people than the phone.
    pub phone: String,
    pub since: String,
}

/// The reporter who holds this code, if they left a phone.
async fn reachable(
    matters: &Matters,
    tx: &mut Tx,
    holder: &Holder,
) -> huiyin_db::Result<Option<Reporter>> {
    if !holder.reported {
        return Ok(None);
    }
    let all = store::reporters_of(tx, &matters.site.keys, holder.matter).await?;
    Ok(all
        .into_iter()
        .find(|it| it.code.as_ref() == Some(&holder.code) && it.contact.phone.is_some()))
}

/// The card; nothing where no message could be carried and none was ever agreed to.
pub(super) async fn card(
    ctx: &Ctx,
    matters: &Matters,
    tx: &mut Tx,
    holder: &Holder,
) -> Result<Option<TellingCard>, PageError> {
    let Some(telling) = &matters.telling else {
        return Ok(None);
    };
    let Some(reporter) = reachable(matters, tx, holder).await? else {
        return Ok(None);
    };
    let wish = telling.wish(tx, reporter.id).await?;
    let is_on = wish.is_some_and(|it| it.holds);
    if !is_on && !ctx.site.settings.carriers.sms {
        return Ok(None);
    }
    Ok(Some(TellingCard {
        is_on,
        phone: mask_phone(reporter.contact.phone.as_deref().unwrap_or_default()),
        since: wish.map_or_else(String::new, |it| wording::day(ctx, it.agreed_at.date())),
    }))
}

/// Stops messages, or begins them. Said twice it is said once.
pub(in super::super) async fn change(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(code): Path<String>,
    Posted(form): Posted,
) -> PageResult {
    let mut tx = matters.site.db.write().await?;
    let holder = match holder::find(&ctx, &matters, &mut tx, &code).await {
        Ok(holder) => holder,
        Err(unknown) => return unknown.into_result(),
    };
    let reporter = reachable(&matters, &mut tx, &holder).await?;
    let (Some(telling), Some(reporter)) = (&matters.telling, reporter) else {
        return Err(PageError::NotFound);
    };
    let wants = form.is_on("wish");
    if !wants {
        telling.withdraw(&mut tx, reporter.id, ctx.now).await?;
    } else if ctx.site.settings.carriers.sms {
        telling
            .agree(&mut tx, reporter.id, holder.matter, ctx.lang, ctx.now)
            .await?;
        telling.renew(&mut tx, reporter.id, ctx.now).await?;
    }
    tx.commit().await?;
    let word = if wants { "on" } else { "off" };
    Ok(redirect(&format!(
        "{}?done=resident-telling-{word}#telling",
        holder.address()
    )))
}
