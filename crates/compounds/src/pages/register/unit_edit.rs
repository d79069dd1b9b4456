//! A unit written down by hand, new or again.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_db::StoreError;
use huiyin_kernel::Id;
use huiyin_web::forms::{Errors, Form, Posted, key_of, keyed_id};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::words::{choices, sentence};
use crate::model::Refused;
use crate::model::register::bounds::{LABEL_CHARS, NAME_CHARS};
use crate::model::register::{AreaSource, Building, Delivery, Estate, Unit, UnitKind};
use crate::ops::OpError;
use crate::ops::register::{Place, change_unit, enter_unit, unit_for};
use crate::pages::both::{self, Other};
use crate::pages::{by, claim, estate_of};
use crate::rules::register::{Draft, area_text, read_area};
use crate::store::register::buildings;
use crate::{Compounds, REGISTER};

#[derive(Template)]
#[template(path = "compounds/register/unit_edit.html")]
struct View {
    page: Page,
    estate: Estate,
    /// Nothing where the unit is new.
    unit: Option<(Id, u32)>,
    phase: String,
    building: String,
    typed_label: String,
    area: String,
    kinds: Vec<Choice>,
    sources: Vec<Choice>,
    deliveries: Vec<Choice>,
    in_dispute: bool,
    errors: Errors,
    /// Where the unit stands otherwise than this person saw it.
    others: Vec<Other>,
    most: usize,
    label_most: usize,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

fn view(ctx: &Ctx, estate: Estate, unit: Option<(Id, u32)>, form: &Form, errors: Errors) -> View {
    let chosen =
        |field: &str, usual: &'static str| form.some(field).unwrap_or_else(|| usual.to_owned());
    let kinds = UnitKind::ALL.iter().map(|it| it.name());
    let sources = AreaSource::ALL.iter().rev().map(|it| it.name());
    let deliveries = Delivery::ALL.iter().map(|it| it.name());
    let (kind, source) = (chosen("kind", "dwelling"), chosen("source", "register"));
    let delivery = chosen("delivery", "delivered");
    View {
        page: ctx.page(),
        estate,
        unit,
        phase: form.text("phase"),
        building: form.text("building"),
        typed_label: form.text("label"),
        area: form.text("area"),
        kinds: choices(ctx, "compounds-kind", kinds, &kind),
        sources: choices(ctx, "compounds-source", sources, &source),
        deliveries: choices(ctx, "compounds-delivery", deliveries, &delivery),
        in_dispute: form.is_on("in_dispute"),
        errors,
        others: Vec::new(),
        most: NAME_CHARS,
        label_most: LABEL_CHARS,
    }
}

fn typed(unit: &Unit, building: Option<&Building>) -> Form {
    let mut pairs = vec![
        ("label".to_owned(), unit.label.clone()),
        ("area".to_owned(), area_text(unit.area_centi)),
        ("kind".to_owned(), unit.kind.name().to_owned()),
        ("source".to_owned(), unit.source.name().to_owned()),
        ("delivery".to_owned(), unit.delivery.name().to_owned()),
    ];
    if let Some(building) = building {
        pairs.push(("phase".to_owned(), building.phase.clone()));
        pairs.push(("building".to_owned(), building.name.clone()));
    }
    if unit.in_dispute {
        pairs.push(("in_dispute".to_owned(), "1".to_owned()));
    }
    Form::from_pairs(pairs)
}

/// What was typed beside what stands now; the view has the words of what was chosen.
fn others(ctx: &Ctx, view: &View, now: &Form, yours: &Form) -> Vec<Other> {
    let label = |field: &str| ctx.t(&format!("compounds-column-{field}"));
    let text = |field: &str| (label(field), now.text(field), yours.text(field));
    let chosen = |field: &str, choices: &[Choice]| {
        let word = |form: &Form| {
            let value = form.text(field);
            let found = choices.iter().find(|it| it.value == value);
            found.map_or_else(String::new, |it| it.label.clone())
        };
        (label(field), word(now), word(yours))
    };
    let ticked = |form: &Form| if form.is_on("in_dispute") { "✓" } else { "" };
    both::differing([
        text("building"),
        text("phase"),
        text("label"),
        chosen("kind", &view.kinds),
        text("area"),
        chosen("source", &view.sources),
        chosen("delivery", &view.deliveries),
        (
            ctx.t("compounds-in-dispute"),
            ticked(now).to_owned(),
            ticked(yours).to_owned(),
        ),
    ])
}

/// Somebody saved the unit meanwhile: both versions, and the next form on top of what stands now.
async fn late(
    ctx: &Ctx,
    compounds: &Compounds,
    (estate, id): (Id, Id),
    form: &Form,
) -> Result<Response, PageError> {
    let by = by(ctx, REGISTER)?;
    let mut tx = compounds.site.db.read().await?;
    let (estate, unit) = unit_for(&mut tx, &by, (estate, id)).await?;
    let building = buildings::load(&mut tx, unit.building).await?;
    let now = typed(&unit, building.as_ref());
    let mut errors = Errors::default();
    both::stale(ctx, &mut errors);
    let mut view = view(ctx, estate, Some((id, unit.version)), form, errors);
    view.others = others(ctx, &view, &now, form);
    render_status(both::status(&view.errors), &view)
}

pub(super) async fn new(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<Id>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, estate, REGISTER).await?;
    let form = Form::from_pairs(Vec::new());
    render(&view(&ctx, estate, None, &form, Errors::default()))
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, id)): Path<(Id, Id)>,
) -> PageResult {
    let by = by(&ctx, REGISTER)?;
    let mut tx = compounds.site.db.read().await?;
    let (estate, unit) = unit_for(&mut tx, &by, (estate, id)).await?;
    let building = buildings::load(&mut tx, unit.building).await?;
    let form = typed(&unit, building.as_ref());
    let which = Some((id, unit.version));
    render(&view(&ctx, estate, which, &form, Errors::default()))
}

pub(super) async fn enter(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    write(&ctx, &compounds, (estate, None), &form).await
}

pub(super) async fn change(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, id)): Path<(Id, Id)>,
    Posted(form): Posted,
) -> PageResult {
    write(&ctx, &compounds, (estate, Some(id)), &form).await
}

fn draft(form: &Form) -> Result<Draft, Refused> {
    Ok(Draft {
        label: form.text("label"),
        kind: UnitKind::from_name(&form.text("kind")).unwrap_or(UnitKind::Other),
        area_centi: read_area(&form.text("area"))?,
        source: AreaSource::from_name(&form.text("source")).unwrap_or(AreaSource::Contract),
        delivery: Delivery::from_name(&form.text("delivery")).unwrap_or(Delivery::Delivered),
        in_dispute: form.is_on("in_dispute"),
    })
}

async fn write(
    ctx: &Ctx,
    compounds: &Compounds,
    (estate, id): (Id, Option<Id>),
    form: &Form,
) -> Result<Response, PageError> {
    let site = &compounds.site;
    let unit = match id {
        Some(id) => id,
        None => keyed_id(&site.keys, "estate unit", key_of(form)?, ""),
    };
    let back = format!("/desk/estates/{estate}/units/{unit}?done=compounds-unit-written");
    let mut tx = site.db.write().await?;
    let what = format!("unit {estate}");
    if let Some(landed) = claim(ctx, &mut tx, form, (&what, &back)).await? {
        return Ok(landed);
    }
    let (shown, by) = estate_of(ctx, &mut tx, estate, REGISTER).await?;
    let version = match id {
        Some(_) => form.parse("version").ok_or(PageError::FormExpired)?,
        None => 0,
    };
    let place = Place {
        phase: form.text("phase"),
        building: form.text("building"),
    };
    let done = match draft(form) {
        Err(why) => Err(OpError::Refused(why)),
        Ok(draft) if id.is_some() => {
            let which = (estate, unit, version);
            change_unit(&mut tx, site, &by, which, (&place, &draft)).await
        }
        Ok(draft) => enter_unit(&mut tx, site, &by, (estate, unit), (&place, &draft)).await,
    };
    let why = match done {
        Ok(_) => {
            tx.commit().await?;
            return Ok(redirect(&back));
        }
        Err(OpError::Refused(why)) => why,
        Err(OpError::Store(StoreError::Conflict { .. })) if id.is_some() => {
            drop(tx);
            return late(ctx, compounds, (estate, unit), form).await;
        }
        Err(error) => return Err(error.into()),
    };
    let field = match why {
        Refused::AreaOdd | Refused::AreaWeaker => "area",
        Refused::NameMissing | Refused::TooManyUnits => "building",
        _ => "label",
    };
    let mut errors = Errors::default();
    errors.add(field, sentence(ctx, why));
    let view = view(ctx, shown, id.map(|id| (id, version)), form, errors);
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}
