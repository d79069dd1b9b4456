//! What everybody may read: the extracts, edition by edition.

use askama::Template;
use axum::extract::{Path, Query};
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::percent;
use huiyin_web::{Arg, Ctx, Page, PageError, PageResult, render};

use super::Held;
use super::agenda::{self, TopicView};
use crate::model::table::{DecisionState, ExtractDecision, Month};
use crate::ops;
use crate::rules::table::missing;
use crate::store::table::editions::{self, Edition};
use crate::store::table::meetings;

/// Months of one page.
const SHOWN: usize = 24;
const LOOKED_AT: i64 = 25;

struct Line {
    month: String,
    label: String,
    held_on: String,
    decisions: usize,
    edition: u32,
}

#[derive(Template)]
#[template(path = "compounds/table/public_list.html")]
struct ListView {
    page: Page,
    estate: Id,
    name: String,
    lines: Vec<Line>,
    missing: Vec<String>,
    next: String,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    before: String,
    pub edition: String,
}

pub(super) async fn list(
    ctx: Ctx,
    compounds: Held,
    Path(id): Path<Id>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let estate = ops::register::estate(&mut tx, id).await?;
    let before: Option<Month> = asked.before.parse().ok();
    let mut found = editions::latest(&mut tx, id, before, LOOKED_AT).await?;
    let is_more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let next = found.last().filter(|_| is_more);
    let next = next.map_or_else(String::new, |it| it.month.to_string());
    let met = meetings::met(&mut tx, id).await?;
    let gone = met.map_or_else(Vec::new, |it| missing(it.began, &it.met, ctx.now.date()));
    let lines = found.iter().map(|it| Line {
        month: it.month.to_string(),
        label: agenda::month(&ctx, it.month),
        held_on: ctx.day(it.extract.held_on),
        decisions: it.extract.decisions.len(),
        edition: it.edition,
    });
    render(&ListView {
        page: ctx.page(),
        estate: id,
        lines: lines.collect(),
        missing: gone.into_iter().map(|it| agenda::month(&ctx, it)).collect(),
        next,
        name: estate.name,
    })
}

pub(super) struct DecisionView {
    pub text: String,
    pub owner: String,
    due: String,
    pub way: String,
    pub matter: String,
    pub state: String,
    tone: &'static str,
    icon: &'static str,
    said: String,
}

struct Other {
    edition: u32,
    label: String,
    is_here: bool,
}

#[derive(Template)]
#[template(path = "compounds/table/public_one.html")]
struct OneView {
    page: Page,
    estate: Id,
    name: String,
    month: String,
    label: String,
    held_on: String,
    published: String,
    edition: u32,
    is_latest: bool,
    correction: String,
    sides: Vec<String>,
    topics: Vec<TopicView>,
    decisions: Vec<DecisionView>,
    editions: Vec<Other>,
    report: String,
}

pub(super) async fn show(
    ctx: Ctx,
    compounds: Held,
    Path((id, month)): Path<(Id, String)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let month: Month = month.parse().map_err(|_| PageError::NotFound)?;
    let mut tx = compounds.site.db.read().await?;
    let estate = ops::register::estate(&mut tx, id).await?;
    let all = editions::of_month(&mut tx, id, month).await?;
    let latest = all.first().ok_or(PageError::NotFound)?.edition;
    let here = wanted(&all, &asked)?;
    let shown = here.edition;
    let decisions = decisions(&ctx, &mut tx, here).await?;
    let others = all.iter().map(|it| Other {
        edition: it.edition,
        label: edition_label(&ctx, it),
        is_here: it.edition == shown,
    });
    let extract = &here.extract;
    render(&OneView {
        page: ctx.page(),
        report: format!("/report?place={}", percent(&estate.name)),
        estate: id,
        name: estate.name,
        month: month.to_string(),
        label: agenda::month(&ctx, month),
        held_on: ctx.day(extract.held_on),
        published: ctx.moment(here.published_at),
        edition: shown,
        is_latest: shown == latest,
        correction: extract.correction.clone().unwrap_or_default(),
        sides: sides(&ctx, here),
        topics: agenda::topics(&ctx, &extract.facts, &extract.notes),
        decisions,
        editions: others.collect(),
    })
}

/// The edition that is asked for; the latest where none is.
pub(super) fn wanted<'a>(all: &'a [Edition], asked: &Asked) -> Result<&'a Edition, PageError> {
    if asked.edition.is_empty() {
        return all.first().ok_or(PageError::NotFound);
    }
    let number: u32 = asked.edition.parse().map_err(|_| PageError::NotFound)?;
    let found = all.iter().find(|it| it.edition == number);
    found.ok_or(PageError::NotFound)
}

fn edition_label(ctx: &Ctx, it: &Edition) -> String {
    let args = [
        ("edition", Arg::from(i64::from(it.edition))),
        ("day", Arg::from(ctx.day(it.published_at.date()))),
    ];
    ctx.say("compounds-table-edition-line", &args)
}

fn sides(ctx: &Ctx, it: &Edition) -> Vec<String> {
    let line = |(side, persons): (&crate::model::table::Side, &u16)| {
        let label = ctx.t(&format!("compounds-table-side-{}", side.key()));
        let key = if *persons == 0 {
            "compounds-table-side-absent"
        } else {
            "compounds-table-side-present"
        };
        let args = [
            ("side", Arg::from(label)),
            ("persons", Arg::from(i64::from(*persons))),
        ];
        ctx.say(key, &args)
    };
    it.extract.sides.iter().map(line).collect()
}

/// Decisions as published, with what has become of them since.
async fn decisions(ctx: &Ctx, tx: &mut Tx, it: &Edition) -> Result<Vec<DecisionView>, PageError> {
    let now = meetings::load(tx, it.meeting).await?;
    let view = |one: &ExtractDecision| {
        let since = now.as_ref().and_then(|it| it.decision(one.id));
        let state = since.map_or(&one.state, |it| &it.state);
        decision(ctx, one, state)
    };
    Ok(it.extract.decisions.iter().map(view).collect())
}

pub(super) fn decision(ctx: &Ctx, one: &ExtractDecision, state: &DecisionState) -> DecisionView {
    let (tone, icon, said) = match state {
        DecisionState::Open => ("info", "clock", String::new()),
        DecisionState::Done { note, .. } => ("ok", "circle-check", note.clone()),
        DecisionState::Dropped { why, .. } => ("neutral", "circle-x", why.clone()),
    };
    let side = one
        .side
        .map(|side| ctx.t(&format!("compounds-table-side-{}", side.key())));
    let body = one.body.as_ref().map(|it| it.get(ctx.lang).to_owned());
    DecisionView {
        text: one.text.clone(),
        owner: side.or(body).unwrap_or_default(),
        due: ctx.day(one.due),
        way: ctx.t(&format!("compounds-table-way-{}", one.way.key())),
        matter: one.matter.clone().unwrap_or_default(),
        state: ctx.t(&format!("compounds-table-decision-{}", state.name().key())),
        tone,
        icon,
        said,
    }
}
