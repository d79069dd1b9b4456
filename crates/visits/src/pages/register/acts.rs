//! Rest asked for at a door, and a door taken out of the register or back into it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::{self, Errors, Form, Once, Posted, key_of};
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::reach;
use crate::Visits;
use crate::model::SaidBy;
use crate::ops::doors::{self, By};
use crate::store::dwellings::Door;

/// What the form found: its own earlier answer, or the door as it was looked at.
enum Found {
    Again(Response),
    Door(Box<Door>),
}

async fn found(
    ctx: &Ctx,
    visits: &Visits,
    tx: &mut Tx,
    (id, form, back): (Id, &Form, &str),
) -> Result<Found, PageError> {
    let key = key_of(form)?;
    let content = form.content(&visits.site.keys, &format!("door {id}"));
    match forms::once(tx, key, &content, back, ctx.now).await? {
        Once::First => {}
        before => return Ok(Found::Again(forms::landed(before, back)?)),
    }
    let version = form.parse("version").ok_or(PageError::FormExpired)?;
    let door = doors::seen(tx, &visits.site, &reach(ctx)?, (id, version)).await?;
    Ok(Found::Door(Box::new(door)))
}

pub(super) async fn disturb(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    let said = SaidBy::from_name(&form.text("said"));
    let is_back = form.text("rest") == "no";
    if said.is_none() && !is_back {
        let mut errors = Errors::default();
        errors.add("said", ctx.t("visits-register-said-missing"));
        return Err(errors.into_error());
    }
    let said = said.filter(|_| !is_back);
    let word = if said.is_some() {
        "resting"
    } else {
        "may-call"
    };
    let back = format!("/desk/doors/{id}?done=visits-register-{word}");
    let mut tx = visits.site.db.write().await?;
    let door = match found(&ctx, &visits, &mut tx, (id, &form, &back)).await? {
        Found::Again(response) => return Ok(response),
        Found::Door(door) => door,
    };
    let actor = ctx.signed_in()?.actor();
    let by = By {
        actor: &actor,
        now: ctx.now,
    };
    doors::disturb(&mut tx, &door, said, by).await?;
    tx.commit().await?;
    Ok(redirect(&back))
}

pub(super) async fn activate(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    let active = form.text("active") == "yes";
    let word = if active { "back" } else { "out" };
    let back = format!("/desk/doors/{id}?done=visits-register-{word}");
    let mut tx = visits.site.db.write().await?;
    let door = match found(&ctx, &visits, &mut tx, (id, &form, &back)).await? {
        Found::Again(response) => return Ok(response),
        Found::Door(door) => door,
    };
    let actor = ctx.signed_in()?.actor();
    let by = By {
        actor: &actor,
        now: ctx.now,
    };
    doors::activate(&mut tx, &door, active, by).await?;
    tx.commit().await?;
    Ok(redirect(&back))
}
