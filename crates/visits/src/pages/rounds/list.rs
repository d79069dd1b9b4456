use askama::Template;
use axum::extract::Query;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, Page, PageResult, render};

use super::frame::Held;
use super::words::{day, round_tone};
use crate::model::Round;
use crate::ops::{By, Places};
use crate::store::{plans, rounds};

/// Rounds on one page.
const SHOWN: usize = 30;
/// Rounds that are looked through for one page: those of others are passed over.
const LOOKED_AT: i64 = 300;

struct Line {
    id: Id,
    title: String,
    state: String,
    tone: &'static str,
    icon: &'static str,
    days: String,
    places: String,
    visits: u32,
}

#[derive(Template)]
#[template(path = "round_list.html")]
struct View {
    page: Page,
    lines: Vec<Line>,
    next: String,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    after: String,
}

pub(super) async fn show(ctx: Ctx, visits: Held, Query(asked): Query<Asked>) -> PageResult {
    let by = By::viewer(ctx.signed_in()?);
    let mut tx = visits.site.db.read().await?;
    let places = Places::load(&mut tx).await?;
    let behind = match asked.after.parse::<Id>() {
        Ok(id) => rounds::load(&mut tx, id).await?,
        Err(_) => None,
    };
    let found = rounds::list(&mut tx, behind.as_ref(), LOOKED_AT).await?;
    let mut own: Vec<&Round> = found
        .iter()
        .filter(|round| by.must_reach(&places, round).is_ok())
        .collect();
    let is_more = own.len() > SHOWN;
    own.truncate(SHOWN);
    let next = own.last().filter(|_| is_more);
    let next = next.map_or_else(String::new, |it| it.id.to_string());
    let mut lines = Vec::with_capacity(own.len());
    for round in own {
        let visits = plans::visits_of(&mut tx, round.id).await?;
        lines.push(line(&ctx, &places, round, visits));
    }
    render(&View {
        page: ctx.page(),
        lines,
        next,
    })
}

fn line(ctx: &Ctx, places: &Places, round: &Round, visits: u32) -> Line {
    let state = round.state.name();
    let (tone, icon) = round_tone(state);
    Line {
        id: round.id,
        title: round.title.clone(),
        state: ctx.t(&format!("visits-round-state-{}", state.key())),
        tone,
        icon,
        days: days(ctx, round),
        places: areas(ctx, places, round),
        visits,
    }
}

/// From the first day to the last.
pub(super) fn days(ctx: &Ctx, round: &Round) -> String {
    match (round.first_on(), round.last_on()) {
        (Some(first), Some(last)) if first == last => day(ctx, first),
        (Some(first), Some(last)) => format!("{} – {}", day(ctx, first), day(ctx, last)),
        _ => ctx.t("visits-round-no-days"),
    }
}

/// The first few areas by name.
pub(super) fn areas(ctx: &Ctx, places: &Places, round: &Round) -> String {
    const NAMED: usize = 3;
    let names = round.areas.iter().take(NAMED);
    let names: Vec<String> = names.map(|id| places.name(*id, ctx.lang)).collect();
    let joined = names.join(&ctx.t("visits-round-comma"));
    match round.areas.len() {
        0 => ctx.t("visits-round-no-areas"),
        all if all > NAMED => ctx.say(
            "visits-round-areas-more",
            &[("areas", joined.into()), ("all", all.into())],
        ),
        _ => joined,
    }
}
