//! What is done on the page of a bulletin; each right has an address of its own.

use axum::extract::Path;
use axum::response::Response;
use huiyin_db::{StoreError, Tx};
use huiyin_kernel::Id;
use huiyin_web::forms::{Claim, Errors, Form, Posted, claim};
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::error::sentence;
use super::{BulletinError, Held, LIST, edit, fields, ops};
use crate::rules::bulletin::{Bulletin, BulletinAct};
use crate::{CHECK, DRAFT, RELEASE, Statistics, whole};

/// What somebody wants.
enum Wish {
    Act(BulletinAct),
    Refresh,
    Release,
}

/// Writing, asking anew, taking back, discarding.
pub(super) async fn draft(
    ctx: Ctx,
    statistics: Held,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    whole::demand(&ctx, DRAFT)?;
    let wish = match form.text("act").as_str() {
        "write" => Wish::Act(fields::written(&form)),
        "refresh" => Wish::Refresh,
        "take_back" => Wish::Act(BulletinAct::TakeBack),
        "discard" => Wish::Act(BulletinAct::Discard),
        _ => return Err(PageError::FormExpired),
    };
    submit(&ctx, &statistics, id, &form, wish).await
}

pub(super) async fn check(
    ctx: Ctx,
    statistics: Held,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    whole::demand(&ctx, CHECK)?;
    let wish = Wish::Act(BulletinAct::Check);
    submit(
        &ctx,
        &statistics,
        id,
        &form.with("act", "check".to_owned()),
        wish,
    )
    .await
}

pub(super) async fn release(
    ctx: Ctx,
    statistics: Held,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    whole::demand(&ctx, RELEASE)?;
    let form = form.with("act", "release".to_owned());
    submit(&ctx, &statistics, id, &form, Wish::Release).await
}

async fn submit(
    ctx: &Ctx,
    statistics: &Statistics,
    id: Id,
    form: &Form,
    wish: Wish,
) -> Result<Response, PageError> {
    let by = ctx.signed_in()?.account_id;
    let seen: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let act = form.text("act").replace('_', "-");
    let location = format!("{LIST}/{id}?done=statistics-bulletin-{act}");
    let mut tx = match claim(&statistics.site, form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let done = carry_out(statistics, &mut tx, by, (id, seen), wish).await;
    let mut errors = Errors::default();
    match done {
        Ok(_) => {
            tx.commit().await?;
            return Ok(redirect(&location));
        }
        Err(BulletinError::Refused(no)) => {
            let field = if no.field.is_empty() {
                "acts"
            } else {
                &no.field
            };
            let args = [("what", no.what.into())];
            errors.add(field, ctx.say(&sentence(no.why), &args));
        }
        Err(BulletinError::Store(StoreError::Conflict { .. })) => {
            drop(tx);
            return edit::stale(ctx, statistics, id, form).await;
        }
        Err(error) => return Err(error.into()),
    }
    drop(tx);
    edit::refused(ctx, statistics, id, (form, errors)).await
}

async fn carry_out(
    statistics: &Statistics,
    tx: &mut Tx,
    by: Id,
    which: (Id, u32),
    wish: Wish,
) -> Result<Bulletin, BulletinError> {
    match wish {
        Wish::Act(act) => ops::act(statistics, tx, by, which, act).await,
        Wish::Refresh => ops::refresh(statistics, tx, by, which).await,
        Wish::Release => ops::release(statistics, tx, by, which).await,
    }
}
