//! One door: where it is, when to call, who said what, and who called before.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_db::Tx;
use huiyin_kernel::{Id, mask};
use huiyin_registry::{Area, areas};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, render};

use super::list::place_words;
use super::reach;
use super::reveal::REASONS;
use crate::Visits;
use crate::model::{SaidBy, VisitState};
use crate::ops::doors;
use crate::rules::register::open_text;
use crate::store::dwellings::Door;
use crate::store::{rounds, visits};

/// Visits at one door that the page lists.
const VISITS_SHOWN: i64 = 50;

pub(super) struct Past {
    round: String,
    state: &'static str,
    at: String,
}

#[derive(Template)]
#[template(path = "register_door.html")]
struct View {
    page: Page,
    id: Id,
    version: u32,
    title: String,
    kind: &'static str,
    above: String,
    open: String,
    minutes: u16,
    active: bool,
    resting: String,
    name: String,
    phone: String,
    is_hidden: bool,
    revealed: bool,
    called: String,
    point: String,
    past: Vec<Past>,
    said: Vec<Choice>,
    reasons: Vec<Choice>,
}

pub(super) async fn show(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<Id>,
) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let door = doors::readable(&mut tx, &visits.site, &reach(&ctx)?, id).await?;
    page(&ctx, &visits, &mut tx, &door, false).await
}

pub(super) async fn page(
    ctx: &Ctx,
    visits: &Visits,
    tx: &mut Tx,
    door: &Door,
    revealed: bool,
) -> PageResult {
    let past = past(visits, tx, door).await?;
    let above = areas::above(tx, &door.area_path).await?;
    render(&view(ctx, door, &above, past, revealed))
}

fn view(ctx: &Ctx, door: &Door, above: &[Area], past: Vec<Past>, revealed: bool) -> View {
    let it = &door.dwelling;
    let words = |text: &Option<String>, mask: fn(&str) -> String| match text {
        Some(text) if revealed => text.clone(),
        Some(text) => mask(text),
        None => ctx.t("visits-register-none"),
    };
    let resting = it.disturb.map(|disturb| {
        let by = ctx.t(&format!("visits-register-said-{}", disturb.by.key()));
        let since = disturb.since.date().to_string();
        let args = [("since", since.into()), ("by", by.into())];
        ctx.say("visits-register-resting-since", &args)
    });
    let names: Vec<&str> = above
        .iter()
        .skip(1)
        .map(|area| area.get(ctx.lang))
        .collect();
    View {
        page: ctx.page(),
        id: it.id,
        version: it.version,
        title: place_words(door),
        kind: it.kind.name(),
        above: names.join(" · "),
        open: open_text(&it.open),
        minutes: it.minutes,
        active: it.active,
        resting: resting.unwrap_or_default(),
        name: words(&door.name, mask::mask_name),
        phone: words(&door.phone, mask::mask_phone),
        is_hidden: !revealed && (door.name.is_some() || door.phone.is_some()),
        revealed,
        called: it
            .last_uninvited_at
            .map(|at| at.date().to_string())
            .unwrap_or_default(),
        point: it
            .point
            .map(|at| format!("{:.6}, {:.6}", at.lon(), at.lat()))
            .unwrap_or_default(),
        past,
        said: choices(
            ctx,
            "visits-register-said",
            SaidBy::ALL.iter().map(|it| it.name()),
        ),
        reasons: choices(ctx, "visits-register-reason", REASONS.iter().copied()),
    }
}

fn choices<'a>(ctx: &Ctx, prefix: &str, names: impl Iterator<Item = &'a str>) -> Vec<Choice> {
    names
        .map(|name| {
            let key = format!("{prefix}-{}", name.replace('_', "-"));
            Choice::new(name, ctx.t(&key), false)
        })
        .collect()
}

async fn past(slice: &Visits, tx: &mut Tx, door: &Door) -> Result<Vec<Past>, PageError> {
    let keys = &slice.site.keys;
    let id = door.dwelling.id;
    let mut past = Vec::new();
    for stored in visits::of_dwelling(tx, keys, id, VISITS_SHOWN).await? {
        let visit = stored.visit;
        let round = rounds::load(tx, visit.round).await?;
        let at = match visit.state {
            VisitState::Visited { at, .. } | VisitState::NotMet { at, .. } => Some(at),
            _ => None,
        };
        past.push(Past {
            round: round.map(|it| it.title).unwrap_or_default(),
            state: visit.state.name().name(),
            at: at.map(|at| at.date().to_string()).unwrap_or_default(),
        });
    }
    Ok(past)
}
