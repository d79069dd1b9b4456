//! One estate: what is known of it, its names, its buildings and what stands in them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_kernel::{Date, Id};
use huiyin_registry::areas;
use huiyin_web::{Ctx, Page, PageResult, render};

use crate::model::register::bounds::{BUILDINGS_MOST, NAMES_MOST};
use crate::model::register::{Estate, NameKind, UnitKind};
use crate::ops::yearly;
use crate::pages::estate_of;
use crate::pages::home::{Room, desk_rooms};
use crate::rules::register::area_text;
use crate::store::register::{buildings, estates, frozen_by, names, units};
use crate::{Compounds, LOOK, REGISTER};

struct Sum {
    kind: &'static str,
    count: i64,
    area: String,
}

struct Named {
    name: String,
    kind: &'static str,
    reason: String,
    on: String,
}

#[derive(Template)]
#[template(path = "compounds/register/show.html")]
struct View {
    page: Page,
    estate: Estate,
    above: String,
    contract: String,
    committee: String,
    fee: String,
    sums: Vec<Sum>,
    total_units: i64,
    total_area: String,
    /// What the estate is said to have does not fit the register.
    off: String,
    buildings: Vec<String>,
    names: Vec<Named>,
    joined: Option<(Id, String)>,
    frozen: String,
    /// The owners should have met again.
    yearly: String,
    rooms: Vec<Room>,
    keeps: bool,
}

/// A span of days as one says it; empty where neither is known.
fn span(ctx: &Ctx, from: Option<Date>, until: Option<Date>) -> String {
    let day = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| ctx.day(day));
    if from.is_none() && until.is_none() {
        String::new()
    } else {
        format!("{} – {}", day(from), day(until))
    }
}

fn committee(ctx: &Ctx, estate: &Estate) -> String {
    let facts = &estate.facts;
    let Some(kind) = facts.committee else {
        return String::new();
    };
    let name = ctx.t(&format!("compounds-committee-{}", kind.key()));
    let days = span(ctx, facts.committee_since, facts.committee_until);
    if days.is_empty() {
        name
    } else {
        format!("{name} · {days}")
    }
}

fn off(ctx: &Ctx, estate: &Estate, (count, area): (i64, i64)) -> String {
    let facts = &estate.facts;
    let units = facts.stated_units.filter(|it| i64::from(*it) != count);
    let stated = facts.stated_area_centi.filter(|it| *it != area);
    if units.is_none() && stated.is_none() || count == 0 {
        return String::new();
    }
    let or_same = |text: Option<String>, same: String| text.unwrap_or(same);
    let args = [
        (
            "units",
            or_same(units.map(|it| it.to_string()), count.to_string()).into(),
        ),
        (
            "area",
            or_same(stated.map(area_text), area_text(area)).into(),
        ),
    ];
    ctx.say("compounds-off-stated", &args)
}

fn sum((kind, count, area): (UnitKind, i64, i64)) -> Sum {
    Sum {
        kind: kind.name(),
        count,
        area: area_text(area),
    }
}

fn named(ctx: &Ctx, name: names::Name) -> Named {
    Named {
        name: name.name,
        kind: NameKind::name(name.kind),
        reason: name.reason,
        on: ctx.day(name.decided_at.date()),
    }
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(id): Path<Id>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, id, LOOK).await?;
    let sums = units::sums(&mut tx, id).await?;
    let count: i64 = sums.iter().map(|it| it.1).sum();
    let area: i64 = sums.iter().map(|it| it.2).sum();
    let above = areas::above(&mut tx, &estate.area_path).await?;
    let above: Vec<&str> = above.iter().skip(1).map(|it| it.get(ctx.lang)).collect();
    let known = names::of_estate(&mut tx, id, NAMES_MOST).await?;
    let joined = match estate.joined_into {
        Some(into) => estates::load(&mut tx, into)
            .await?
            .map(|it| (it.id, it.name)),
        None => None,
    };
    let frozen = frozen_by(&mut tx, id).await?;
    let met = yearly::overdue(&mut tx, &estate, ctx.now.date()).await?;
    let all = buildings::of_estate(&mut tx, id, BUILDINGS_MOST).await?;
    let viewer = ctx.signed_in()?;
    let fee = estate.facts.fee_fen.map(|fen| {
        let args = [("fee", area_text(i64::from(fen)).into())];
        ctx.say("compounds-fee-is", &args)
    });
    render(&View {
        page: ctx.page(),
        above: above.join(" · "),
        contract: span(
            &ctx,
            estate.facts.contract_from,
            estate.facts.contract_until,
        ),
        committee: committee(&ctx, &estate),
        fee: fee.unwrap_or_default(),
        off: off(&ctx, &estate, (count, area)),
        sums: sums.into_iter().map(sum).collect(),
        total_units: count,
        total_area: area_text(area),
        buildings: all
            .into_iter()
            .map(|it| format!("{}{}", it.phase, it.name))
            .collect(),
        names: known.into_iter().map(|it| named(&ctx, it)).collect(),
        joined,
        frozen: frozen.map_or_else(String::new, |it| {
            ctx.say("compounds-frozen", &[("day", ctx.day(it.roll_on).into())])
        }),
        yearly: met.map_or_else(String::new, |it| {
            ctx.say("compounds-yearly-overdue", &[("day", ctx.day(it).into())])
        }),
        rooms: desk_rooms(&ctx, id),
        keeps: viewer.may(REGISTER),
        estate,
    })
}
