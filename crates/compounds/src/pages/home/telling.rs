//! An owner asks to be told of votes and money by short message, or no longer.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use huiyin_kernel::Id;
use huiyin_matters::light::{Reach, account};
use huiyin_web::forms::{Claim, Posted, claim};
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use crate::Compounds;
use crate::ops::telling;
use crate::store::register::owners;

/// Every owner of one estate with the phone that this person has proven.
pub(super) async fn submit(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    headers: HeaderMap,
    Posted(form): Posted,
) -> PageResult {
    let site = &compounds.site;
    let estate: Id = form.parse("estate").ok_or(PageError::FormExpired)?;
    let wanted = match form.text("wish").as_str() {
        "on" => true,
        "off" => false,
        _ => return Err(PageError::FormExpired),
    };
    let proven = {
        let mut tx = site.db.read().await?;
        account(&ctx, &headers, &mut tx).await?
    };
    let Some(proven) = proven else {
        return Ok(redirect(super::owner::ENTER));
    };
    let Reach::Phone(phone) = &proven.reach else {
        return Err(PageError::NotFound);
    };
    let done = if wanted { "on" } else { "off" };
    let location = format!("/mine/home?done=compounds-telling-{done}");
    let mut tx = match claim(site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let own = owners::by_phone(&mut tx, &site.keys, phone).await?;
    let mut found = false;
    for owner in own.iter().filter(|it| it.estate == estate) {
        telling::set_wish(&compounds, &mut tx, (owner.id, wanted), ctx.lang).await?;
        found = true;
    }
    if !found {
        return Err(PageError::NotFound);
    }
    tx.commit().await?;
    Ok(redirect(&location))
}
