//! A door written down by hand, new or again.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::{Id, Point};
use huiyin_registry::{Area, areas};
use huiyin_web::forms::{self, Errors, Form, Once, Posted, key_of};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::list::{kinds, place_words};
use super::{communities, community_name, reach};
use crate::Visits;
use crate::model::DwellingKind;
use crate::model::bounds::{DOOR_CHARS, NAME_CHARS, PHONE_CHARS, VISIT_MINUTES};
use crate::ops::doors::{self, By, DoorError};
use crate::rules::register::{DoorFault, Draft, open_hours, open_text};
use crate::store::dwellings::Door;
use crate::store::estates;

/// What was typed, kept so that it can be mended.
#[derive(Debug, Clone, Default)]
struct Typed {
    community: String,
    compound: String,
    building: String,
    door: String,
    kind: String,
    name: String,
    phone: String,
    open: String,
    minutes: String,
    lon: String,
    lat: String,
    /// Name and phone are written anew; without it they stay as they are.
    contact: bool,
}

#[derive(Template)]
#[template(path = "register_edit.html")]
struct View {
    page: Page,
    /// Nothing where the door is new.
    door: Option<(Id, u32, String)>,
    typed: Typed,
    communities: Vec<Choice>,
    compounds: Vec<String>,
    kinds: Vec<Choice>,
    errors: Errors,
    known: Option<Id>,
    most: usize,
    name_most: usize,
    phone_most: usize,
}

impl View {
    fn error(&self, field: &str) -> &str {
        self.errors.of(field).unwrap_or_default()
    }
}

fn typed_of(form: &Form) -> Typed {
    Typed {
        community: form.text("community"),
        compound: form.text("compound"),
        building: form.text("building"),
        door: form.text("door"),
        kind: form.text("kind"),
        name: form.text("name"),
        phone: form.text("phone"),
        open: form.text("open"),
        minutes: form.text("minutes"),
        lon: form.text("lon"),
        lat: form.text("lat"),
        contact: form.is_on("contact"),
    }
}

fn typed_door(door: &Door) -> Typed {
    let it = &door.dwelling;
    let degree = |of: fn(Point) -> f64| it.point.map(|at| format!("{:.6}", of(at)));
    Typed {
        community: it.community.to_string(),
        compound: door.compound_name.clone(),
        building: door.building.clone(),
        door: door.door.clone(),
        kind: it.kind.name().to_owned(),
        open: open_text(&it.open),
        minutes: it.minutes.to_string(),
        lon: degree(Point::lon).unwrap_or_default(),
        lat: degree(Point::lat).unwrap_or_default(),
        ..Typed::default()
    }
}

struct Shown<'a> {
    door: Option<&'a Door>,
    typed: Typed,
    errors: Errors,
    known: Option<Id>,
}

fn view(ctx: &Ctx, areas: &[Area], shown: Shown<'_>) -> Result<View, PageError> {
    let reach = reach(ctx)?;
    let typed = shown.typed;
    let choice = |area: &Area| {
        let id = area.id.to_string();
        let chosen = id == typed.community;
        Choice::new(id, community_name(areas, area, ctx), chosen)
    };
    let gap = Choice::new(
        "",
        ctx.t("visits-register-choose"),
        typed.community.is_empty(),
    );
    let found = communities(areas, &reach);
    let communities = std::iter::once(gap)
        .chain(found.iter().map(|area| choice(area)))
        .collect();
    let chosen = found.iter().find(|it| it.id.to_string() == typed.community);
    let compounds = areas
        .iter()
        .filter(|it| it.kind == huiyin_registry::AreaKind::Compound)
        .filter(|it| chosen.is_some_and(|community| community.covers(&it.path)))
        .map(|it| it.name.zh.clone())
        .collect();
    Ok(View {
        page: ctx.page(),
        door: shown.door.map(|door| {
            let it = &door.dwelling;
            (it.id, it.version, place_words(door))
        }),
        kinds: kinds(ctx, &typed.kind, false),
        communities,
        compounds,
        errors: shown.errors,
        known: shown.known,
        most: DOOR_CHARS,
        name_most: NAME_CHARS,
        phone_most: PHONE_CHARS,
        typed,
    })
}

/// Reads what was typed; sentences at the fields where it cannot be meant.
async fn draft(
    ctx: &Ctx,
    tx: &mut Tx,
    areas: &[Area],
    typed: &Typed,
    before: Option<&Door>,
    errors: &mut Errors,
) -> Result<Option<Draft>, PageError> {
    let mut fault = |field: &str, fault: DoorFault| errors.add(field, sentence(ctx, fault));
    let reach = reach(ctx)?;
    let found = communities(areas, &reach);
    let community = found.iter().find(|it| it.id.to_string() == typed.community);
    if community.is_none() {
        fault("community", DoorFault::CommunityMissing);
    }
    let open = open_hours(&typed.open).unwrap_or_else(|it| {
        fault("open", it);
        Vec::new()
    });
    let minutes = match typed.minutes.as_str() {
        "" => VISIT_MINUTES,
        text => text.parse().unwrap_or(0),
    };
    let point = point(&typed.lon, &typed.lat).unwrap_or_else(|it| {
        fault("lon", it);
        None
    });
    let Some(community) = community else {
        return Ok(None);
    };
    let decided = estates::all(tx).await?;
    let compound = doors::compound_of(areas, &decided, community, &typed.compound);
    let keep = before.filter(|_| !typed.contact);
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Ok(errors.is_empty().then(|| Draft {
        kind: DwellingKind::from_name(&typed.kind).unwrap_or(DwellingKind::Household),
        community: community.id,
        compound: compound.map(|area| area.id),
        compound_name: compound.map_or_else(|| typed.compound.clone(), |it| it.name.zh.clone()),
        building: typed.building.clone(),
        door: typed.door.clone(),
        name: keep.map_or_else(|| some(&typed.name), |door| door.name.clone()),
        phone: keep.map_or_else(|| some(&typed.phone), |door| door.phone.clone()),
        open,
        minutes,
        point: point.or_else(|| compound.and_then(|area| area.point)),
    }))
}

fn point(lon: &str, lat: &str) -> Result<Option<Point>, DoorFault> {
    if lon.is_empty() && lat.is_empty() {
        return Ok(None);
    }
    let degrees = lon.parse().ok().zip(lat.parse().ok());
    let point = degrees.and_then(|(lon, lat)| Point::from_degrees(lon, lat).ok());
    point.map(Some).ok_or(DoorFault::PointUnreadable)
}

pub(super) fn sentence(ctx: &Ctx, fault: DoorFault) -> String {
    ctx.t(&format!("visits-register-fault-{}", fault.key()))
}

pub(super) async fn new(ctx: Ctx, State(visits): State<Arc<Visits>>) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let areas = areas::all(&mut tx).await?;
    let typed = Typed {
        kind: DwellingKind::Household.name().to_owned(),
        minutes: VISIT_MINUTES.to_string(),
        ..Typed::default()
    };
    let shown = Shown {
        door: None,
        typed,
        errors: Errors::default(),
        known: None,
    };
    render(&view(&ctx, &areas, shown)?)
}

pub(super) async fn show(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<Id>,
) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let door = doors::readable(&mut tx, &visits.site, &reach(&ctx)?, id).await?;
    let areas = areas::all(&mut tx).await?;
    let shown = Shown {
        door: Some(&door),
        typed: typed_door(&door),
        errors: Errors::default(),
        known: None,
    };
    render(&view(&ctx, &areas, shown)?)
}

pub(super) async fn enter(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Posted(form): Posted,
) -> PageResult {
    write(&ctx, &visits, None, &form).await
}

pub(super) async fn change(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    write(&ctx, &visits, Some(id), &form).await
}

async fn write(ctx: &Ctx, visits: &Visits, id: Option<Id>, form: &Form) -> PageResult {
    let reach = reach(ctx)?;
    let site = &visits.site;
    let key = key_of(form)?;
    let new = id.unwrap_or_else(|| site.new_id());
    let back = format!("/desk/doors/{new}?done=visits-register-written");
    let mut tx = site.db.write().await?;
    let content = form.content(&site.keys, "door");
    match forms::once(&mut tx, key, &content, &back, ctx.now).await? {
        Once::First => {}
        before => return forms::landed(before, &back),
    }
    let before = match id {
        Some(id) => {
            let version = form.parse("version").ok_or(PageError::FormExpired)?;
            Some(doors::seen(&mut tx, site, &reach, (id, version)).await?)
        }
        None => None,
    };
    let areas = areas::all(&mut tx).await?;
    let typed = typed_of(form);
    let mut errors = Errors::default();
    let mut known = None;
    let draft = draft(ctx, &mut tx, &areas, &typed, before.as_ref(), &mut errors).await?;
    if let Some(draft) = &draft {
        let actor = ctx.signed_in()?.actor();
        let by = By {
            actor: &actor,
            now: ctx.now,
        };
        let done = match &before {
            Some(before) => doors::change(&mut tx, site, &reach, (before, draft), by).await,
            None => doors::enter(&mut tx, site, &reach, (new, draft), by).await,
        };
        match done {
            Ok(()) => {
                tx.commit().await?;
                return Ok(redirect(&back));
            }
            Err(DoorError::Fault(field, fault)) => errors.add(field, sentence(ctx, fault)),
            Err(DoorError::Known(other)) => {
                errors.add("door", sentence(ctx, DoorFault::KnownDoor));
                known = Some(other);
            }
            Err(DoorError::Op(error)) => return Err(error.into()),
        }
    }
    drop(tx);
    let shown = Shown {
        door: before.as_ref(),
        typed,
        errors,
        known,
    };
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view(ctx, &areas, shown)?)
}
