//! One owner: looked at with a reason, corrected, given a copy of what is held, forgotten.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Id, mask};
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{
    Choice, Ctx, Page, PageError, PageResult, download, redirect, render, render_status,
};

use super::unit::masked;
use super::words::{choices, sentence};
use crate::model::Refused;
use crate::model::register::bounds::{NAME_CHARS, PHONE_CHARS};
use crate::model::register::{Estate, Owner, OwnerId};
use crate::ops::OpError;
use crate::ops::register::{self as ops, Contacts};
use crate::pages::both::{self, Other};
use crate::pages::{by, claim};
use crate::store::register::{buildings, holdings, one_person, units};
use crate::{Compounds, REGISTER};

/// Why somebody needs a name or a phone; the code goes into the journal.
const REASONS: &[&str] = &["notice", "ballot", "ask_back", "check", "request", "other"];
/// Letters of the words that may be added to a reason.
const NOTE_CHARS: usize = 200;

struct Held {
    unit: Id,
    place: String,
    from: String,
    until: String,
}

struct Alike {
    id: Id,
    version: u32,
    name: String,
}

#[derive(Template)]
#[template(path = "compounds/register/owner.html")]
struct View {
    page: Page,
    estate: Estate,
    id: Id,
    version: u32,
    kind: &'static str,
    title: String,
    name: String,
    phone: String,
    revealed: bool,
    forgotten: bool,
    /// Owns nothing any more and may be forgotten.
    may_forget: bool,
    /// Others with the same phone, who may be the same person.
    alike: Vec<Alike>,
    /// Who was taken for this owner, and why.
    decided: Vec<(String, String)>,
    held: Vec<Held>,
    reasons: Vec<Choice>,
    typed_name: String,
    typed_phone: String,
    errors: Errors,
    /// Where the owner is entered otherwise than this person saw it.
    others: Vec<Other>,
    name_most: usize,
    phone_most: usize,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

async fn held(tx: &mut Tx, owner: OwnerId) -> Result<(Vec<Held>, bool), PageError> {
    let mut all = Vec::new();
    let mut ended = true;
    for holding in holdings::of_owner(tx, owner).await? {
        ended &= holding.until.is_some();
        let Some(unit) = units::load(tx, holding.unit).await? else {
            continue;
        };
        let building = buildings::load(tx, unit.building).await?;
        let building = building.as_ref().map(super::units::shown);
        all.push(Held {
            unit: unit.id,
            place: format!("{} {}", building.unwrap_or_default(), unit.label),
            from: holding.from.to_string(),
            until: holding.until.map(|it| it.to_string()).unwrap_or_default(),
        });
    }
    Ok((all, ended))
}

async fn view(
    (ctx, compounds): (&Ctx, &Compounds),
    tx: &mut Tx,
    (estate, owner): (Estate, Owner),
    revealed: bool,
    (form, errors): (&Form, Errors),
) -> Result<View, PageError> {
    let (held, ended) = held(tx, owner.id).await?;
    let alike = ops::alike(compounds, tx, &owner).await?;
    let decided = one_person::of_kept(tx, owner.id).await?;
    let title = masked(ctx, &owner);
    let phone = match &owner.phone {
        Some(phone) if revealed => phone.clone(),
        Some(phone) => mask::mask_phone(phone),
        None => "–".to_owned(),
    };
    Ok(View {
        page: ctx.page(),
        id: owner.id.0,
        version: owner.version,
        kind: owner.kind.name(),
        name: owner
            .name
            .clone()
            .filter(|_| revealed)
            .unwrap_or_else(|| title.clone()),
        phone,
        title,
        revealed,
        forgotten: owner.forgotten,
        may_forget: ended && !owner.forgotten,
        alike: alike
            .iter()
            .map(|it| Alike {
                id: it.id.0,
                version: it.version,
                name: masked(ctx, it),
            })
            .collect(),
        decided: decided
            .into_iter()
            .map(|(why, at)| (why, ctx.day(at.date())))
            .collect(),
        held,
        reasons: choices(ctx, "compounds-reason", REASONS.iter().copied(), ""),
        typed_name: form.text("name"),
        typed_phone: form.text("phone"),
        errors,
        others: Vec::new(),
        name_most: NAME_CHARS,
        phone_most: PHONE_CHARS,
        estate,
    })
}

fn nothing() -> (Form, Errors) {
    (Form::from_pairs(Vec::new()), Errors::default())
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, id)): Path<(Id, Id)>,
) -> PageResult {
    let by = by(&ctx, REGISTER)?;
    let mut tx = compounds.site.db.read().await?;
    let found = ops::owner_for(&mut tx, &compounds.site, &by, (estate, OwnerId(id))).await?;
    let (form, errors) = nothing();
    render(&view((&ctx, &compounds), &mut tx, found, false, (&form, errors)).await?)
}

/// Why somebody looks; a sentence at the field where they do not say.
fn reason(ctx: &Ctx, form: &Form) -> Result<(String, String), PageError> {
    let mut errors = Errors::default();
    let reason = form.text("reason");
    let note = errors.optional(ctx, form, "note", NOTE_CHARS);
    let known = REASONS.contains(&reason.as_str());
    if !known || (reason == "other" && note.is_empty()) {
        errors.add("reason", ctx.t("compounds-reason-missing"));
    }
    if errors.is_empty() {
        Ok((reason, note))
    } else {
        Err(errors.into_error())
    }
}

pub(super) async fn reveal(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, id)): Path<(Id, Id)>,
    Posted(form): Posted,
) -> PageResult {
    let by = by(&ctx, REGISTER)?;
    let (reason, note) = reason(&ctx, &form)?;
    let site = &compounds.site;
    let which = (estate, OwnerId(id));
    let mut tx = site.db.write().await?;
    ops::reveal(&mut tx, site, &by, which, (&reason, &note)).await?;
    tx.commit().await?;
    let mut tx = site.db.read().await?;
    let found = ops::owner_for(&mut tx, site, &by, which).await?;
    let (form, errors) = nothing();
    render(&view((&ctx, &compounds), &mut tx, found, true, (&form, errors)).await?)
}

/// Gives a copy of everything that is held, for the owner: a look with the reason `request`.
pub(super) async fn copy(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, id)): Path<(Id, Id)>,
    Posted(_): Posted,
) -> PageResult {
    let by = by(&ctx, REGISTER)?;
    let site = &compounds.site;
    let which = (estate, OwnerId(id));
    let mut tx = site.db.write().await?;
    ops::reveal(&mut tx, site, &by, which, ("request", "")).await?;
    let copied = ops::copy(&mut tx, site, &by, which).await?;
    tx.commit().await?;
    let bytes = serde_json::to_vec_pretty(&copied).map_err(StoreError::inconsistent)?;
    Ok(download(
        "application/json",
        &format!("owner-{id}.json"),
        bytes,
    ))
}

pub(super) async fn change(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, id)): Path<(Id, Id)>,
    Posted(form): Posted,
) -> PageResult {
    let by = by(&ctx, REGISTER)?;
    let site = &compounds.site;
    let back = format!("/desk/estates/{estate}/owners/{id}?done=compounds-owner-changed");
    let mut tx = site.db.write().await?;
    let what = format!("owner {id}");
    if let Some(landed) = claim(&ctx, &mut tx, &form, (&what, &back)).await? {
        return Ok(landed);
    }
    let version: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let contacts = Contacts {
        name: form.text("name"),
        phone: form.some("phone"),
    };
    let which = (estate, OwnerId(id), version);
    let why = match ops::change_owner(&mut tx, site, &by, which, &contacts).await {
        Ok(()) => {
            tx.commit().await?;
            return Ok(redirect(&back));
        }
        Err(OpError::Refused(why)) => Some(why),
        Err(OpError::Store(StoreError::Conflict { .. })) => None,
        Err(error) => return Err(error.into()),
    };
    drop(tx);
    let mut errors = Errors::default();
    match why {
        Some(Refused::PhoneOdd) => errors.add("phone", sentence(&ctx, Refused::PhoneOdd)),
        Some(why) => errors.add("name", sentence(&ctx, why)),
        None => both::stale(&ctx, &mut errors),
    }
    let mut tx = site.db.read().await?;
    let found = ops::owner_for(&mut tx, site, &by, (estate, OwnerId(id))).await?;
    let others = others(&ctx, &found.1, &contacts);
    let mut view = view((&ctx, &compounds), &mut tx, found, false, (&form, errors)).await?;
    if both::is_stale(&view.errors) {
        view.others = others;
    } else {
        // Only who was shown both writes on top of what stands now.
        view.version = version;
    }
    render_status(both::status(&view.errors), &view)
}

/// What was typed beside what stands now, which is masked: nobody gave a reason to look.
fn others(ctx: &Ctx, owner: &Owner, typed: &Contacts) -> Vec<Other> {
    let mut lines = Vec::new();
    if owner.name.as_ref() != Some(&typed.name) {
        let label = ctx.t("compounds-owner");
        lines.push((label, masked(ctx, owner), typed.name.clone()));
    }
    if owner.phone != typed.phone {
        let now = owner.phone.as_deref().map(mask::mask_phone);
        let yours = typed.phone.clone().unwrap_or_default();
        let label = ctx.t("compounds-column-phones");
        lines.push((label, now.unwrap_or_default(), yours));
    }
    both::differing(lines)
}

pub(super) async fn forget(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, id)): Path<(Id, Id)>,
    Posted(form): Posted,
) -> PageResult {
    let by = by(&ctx, REGISTER)?;
    let site = &compounds.site;
    let back = format!("/desk/estates/{estate}/owners/{id}?done=compounds-owner-let-go");
    let mut tx = site.db.write().await?;
    let what = format!("owner forget {id}");
    if let Some(landed) = claim(&ctx, &mut tx, &form, (&what, &back)).await? {
        return Ok(landed);
    }
    ops::forget(&mut tx, site, &by, (estate, OwnerId(id))).await?;
    tx.commit().await?;
    Ok(redirect(&back))
}

/// Somebody has looked and decides that another owner is this one.
pub(super) async fn decide_one(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, id)): Path<(Id, Id)>,
    Posted(form): Posted,
) -> PageResult {
    let by = by(&ctx, REGISTER)?;
    let back = format!("/desk/estates/{estate}/owners/{id}?done=compounds-owner-one");
    let mut tx = compounds.site.db.write().await?;
    let what = format!("owner one {id}");
    if let Some(landed) = claim(&ctx, &mut tx, &form, (&what, &back)).await? {
        return Ok(landed);
    }
    let gone: Id = form.parse("other").ok_or(PageError::FormExpired)?;
    let version: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let which = (estate, OwnerId(id), (OwnerId(gone), version));
    ops::one_person(&compounds, &mut tx, &by, which, &form.text("reason")).await?;
    tx.commit().await?;
    Ok(redirect(&back))
}
