//! One unit: what it is, whose it is and was, and who casts its ballot.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Date, Id, mask};
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::units::shown;
use super::words::{day, sentence};
use crate::model::Refused;
use crate::model::register::bounds::{CO_OWNERS_MOST, NAME_CHARS, PHONE_CHARS};
use crate::model::register::{Delivery, Estate, Owner, OwnerId, OwnerKind, Unit};
use crate::ops::OpError;
use crate::ops::register::{
    Naming, hand_over as hand_over_unit, represent as name_representative, unit_for,
};
use crate::pages::both::{self, Other};
use crate::pages::{by, claim};
use crate::rules::register::{area_text, owner_kind};
use crate::store::register::{buildings, holdings, owners};
use crate::{Compounds, LOOK, REGISTER};

/// Owners that the form of a change has lines for.
const LINES: usize = 6;

struct Held {
    owner: Id,
    name: String,
    phone: String,
    kind: &'static str,
    from: String,
    until: String,
    now: bool,
    represents: bool,
}

struct Line {
    number: usize,
    name: String,
    phone: String,
}

#[derive(Template)]
#[template(path = "compounds/register/unit.html")]
struct View {
    page: Page,
    estate: Estate,
    unit: Unit,
    building: String,
    area: String,
    held: Vec<Held>,
    representatives: Vec<Choice>,
    lines: Vec<Line>,
    from: String,
    errors: Errors,
    /// Whose the unit is otherwise than this person saw it.
    others: Vec<Other>,
    keeps: bool,
    name_most: usize,
    phone_most: usize,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

/// What is shown of an owner without a reason: the mask, or the name of a company.
pub(super) fn masked(ctx: &Ctx, owner: &Owner) -> String {
    match (&owner.name, owner.kind) {
        (Some(name), OwnerKind::Person) => mask::mask_name(name),
        (Some(name), _) => name.clone(),
        (None, _) => ctx.t("compounds-owner-forgotten"),
    }
}

async fn held(
    ctx: &Ctx,
    compounds: &Compounds,
    tx: &mut Tx,
    unit: &Unit,
) -> Result<Vec<Held>, PageError> {
    let today = ctx.now.date();
    let mut all = Vec::new();
    for holding in holdings::of_unit(tx, unit.id).await?.into_iter().rev() {
        let Some(owner) = owners::load(tx, &compounds.site.keys, holding.owner).await? else {
            continue;
        };
        let phone = owner.phone.as_deref().map(mask::mask_phone);
        all.push(Held {
            owner: owner.id.0,
            name: masked(ctx, &owner),
            phone: phone.unwrap_or_default(),
            kind: owner.kind.name(),
            from: holding.from.to_string(),
            until: holding.until.map(|it| it.to_string()).unwrap_or_default(),
            now: holding.holds_on(today),
            represents: unit.representative == Some(owner.id.0),
        });
    }
    Ok(all)
}

async fn view(
    ctx: &Ctx,
    compounds: &Compounds,
    tx: &mut Tx,
    (estate, unit): (Estate, Unit),
    (form, errors): (&Form, Errors),
) -> Result<View, PageError> {
    let held = held(ctx, compounds, tx, &unit).await?;
    let building = buildings::load(tx, unit.building).await?;
    let none = Choice::new(
        "",
        ctx.t("compounds-represent-none"),
        unit.representative.is_none(),
    );
    let now = held.iter().filter(|it| it.now);
    let now = now.map(|it| Choice::new(it.owner.to_string(), it.name.clone(), it.represents));
    let line = |number: usize| Line {
        number,
        name: form.text(&format!("name-{number}")),
        phone: form.text(&format!("phone-{number}")),
    };
    Ok(View {
        page: ctx.page(),
        building: building.as_ref().map(shown).unwrap_or_default(),
        area: area_text(unit.area_centi),
        representatives: std::iter::once(none).chain(now).collect(),
        lines: (1..=LINES).map(line).collect(),
        from: form
            .some("from")
            .unwrap_or_else(|| ctx.now.date().to_string()),
        held,
        errors,
        others: Vec::new(),
        keeps: ctx.signed_in()?.may(REGISTER),
        name_most: NAME_CHARS,
        phone_most: PHONE_CHARS,
        estate,
        unit,
    })
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, id)): Path<(Id, Id)>,
) -> PageResult {
    let by = by(&ctx, LOOK)?;
    let mut tx = compounds.site.db.read().await?;
    let found = unit_for(&mut tx, &by, (estate, id)).await?;
    let form = (&Form::from_pairs(Vec::new()), Errors::default());
    render(&view(&ctx, &compounds, &mut tx, found, form).await?)
}

fn namings(form: &Form, unit: &Unit) -> Vec<Naming> {
    let unsold = unit.delivery == Delivery::Unsold;
    (1..=LINES.min(CO_OWNERS_MOST))
        .filter_map(|number| {
            let name = form.some(&format!("name-{number}"))?;
            Some(Naming {
                kind: owner_kind(&name, unsold),
                phone: form.some(&format!("phone-{number}")),
                name,
            })
        })
        .collect()
}

/// From a day on the unit belongs to others.
pub(super) async fn hand_over(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, id)): Path<(Id, Id)>,
    Posted(form): Posted,
) -> PageResult {
    let site = &compounds.site;
    let by = by(&ctx, REGISTER)?;
    let back = format!("/desk/estates/{estate}/units/{id}?done=compounds-handed-over");
    let mut tx = site.db.write().await?;
    let what = format!("unit owners {id}");
    if let Some(landed) = claim(&ctx, &mut tx, &form, (&what, &back)).await? {
        return Ok(landed);
    }
    let (_, unit) = unit_for(&mut tx, &by, (estate, id)).await?;
    let version: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let mut errors = Errors::default();
    let from: Option<Date> = day(&ctx, &form, "from", &mut errors);
    if from.is_none() && errors.is_empty() {
        errors.add("from", ctx.t("web-field-required"));
    }
    if let Some(from) = from {
        let named = namings(&form, &unit);
        let which = (estate, id, version);
        match hand_over_unit(&mut tx, site, &by, which, (&named, from)).await {
            Ok(_) => {
                tx.commit().await?;
                return Ok(redirect(&back));
            }
            Err(OpError::Refused(why)) => {
                let field = match why {
                    Refused::DayFuture | Refused::DayBeforeLast | Refused::RollFrozen => "from",
                    Refused::PhoneOdd => "phone-1",
                    _ => "name-1",
                };
                errors.add(field, sentence(&ctx, why));
            }
            Err(OpError::Store(StoreError::Conflict { .. })) => both::stale(&ctx, &mut errors),
            Err(error) => return Err(error.into()),
        }
    }
    // Owners may have been entered for a change that was refused: let them go.
    drop(tx);
    let mut tx = site.db.read().await?;
    let found = unit_for(&mut tx, &by, (estate, id)).await?;
    let mut view = view(&ctx, &compounds, &mut tx, found, (&form, errors)).await?;
    if both::is_stale(&view.errors) {
        view.others = others(&ctx, &view.held, &form);
    } else {
        // Only who was shown both writes on top of what stands now.
        view.unit.version = version;
    }
    render_status(both::status(&view.errors), &view)
}

/// Who was typed as owner, beside those whose the unit is now, as the page names them.
fn others(ctx: &Ctx, held: &[Held], form: &Form) -> Vec<Other> {
    let person = |name: &str, phone: &str| format!("{name} {phone}").trim().to_owned();
    let now: Vec<&Held> = held.iter().filter(|it| it.now).collect();
    let theirs: Vec<String> = now.iter().map(|it| person(&it.name, &it.phone)).collect();
    let yours: Vec<String> = (1..=LINES)
        .filter_map(|number| {
            let name = form.some(&format!("name-{number}"))?;
            Some(person(&name, &form.text(&format!("phone-{number}"))))
        })
        .collect();
    let from = now.first().map_or_else(String::new, |it| it.from.clone());
    both::differing([
        (
            ctx.t("compounds-column-owners"),
            theirs.join("、"),
            yours.join("、"),
        ),
        (ctx.t("compounds-hand-over-from"), from, form.text("from")),
    ])
}

/// Who of the co-owners casts the ballot.
pub(super) async fn represent(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, id)): Path<(Id, Id)>,
    Posted(form): Posted,
) -> PageResult {
    let site = &compounds.site;
    let by = by(&ctx, REGISTER)?;
    let back = format!("/desk/estates/{estate}/units/{id}?done=compounds-represented");
    let mut tx = site.db.write().await?;
    let what = format!("unit represent {id}");
    if let Some(landed) = claim(&ctx, &mut tx, &form, (&what, &back)).await? {
        return Ok(landed);
    }
    let version: u32 = form.parse("version").ok_or(PageError::FormExpired)?;
    let chosen = form.parse("representative").map(OwnerId);
    name_representative(&mut tx, site, &by, (estate, id, version), chosen).await?;
    tx.commit().await?;
    Ok(redirect(&back))
}
