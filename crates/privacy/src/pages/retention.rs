//! What will go and when, what went, and how long everything is kept.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_kernel::{Id, Instant};
use huiyin_web::forms::{Form, Posted};
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::say;
use crate::Privacy;
use crate::model::Keep;
use crate::ops::{self, OpError};
use crate::store::retention::{self, Item};

const HERE: &str = "/desk/privacy/retention";
const ITEMS_SHOWN: i64 = 300;
const REASON_CHARS: usize = 500;

struct Setting {
    name: &'static str,
    label: String,
    hint: String,
    /// The sentence that says from what the days are counted.
    from: String,
    days: u16,
    reason: String,
    announced: bool,
    to_announce: usize,
    waiting: usize,
    ready: usize,
}

struct Line {
    id: String,
    what: String,
    number: String,
    since: String,
    goes_on: String,
    held_reason: String,
    ended: String,
}

#[derive(Template)]
#[template(path = "retention.html")]
struct View {
    page: Page,
    settings: Vec<Setting>,
    waiting: Vec<Line>,
    ended: Vec<Line>,
    refused: String,
}

fn line(ctx: &Ctx, item: Item) -> Line {
    Line {
        id: item.id.to_string(),
        what: ctx.t(&format!("privacy-keep-{}", item.keep.key())),
        number: item.label,
        since: ctx.day(item.since.date()),
        goes_on: ctx.day(item.not_before.date()),
        held_reason: item.held_reason.unwrap_or_default(),
        ended: item.ended_at.map_or_else(String::new, |at| ctx.moment(at)),
    }
}

async fn view(ctx: &Ctx, privacy: &Privacy) -> Result<View, PageError> {
    let plan = ops::plan(privacy).await?;
    let mut tx = privacy.matters.site.db.read().await?;
    let mut settings = Vec::new();
    for (keep, days) in ops::settings_of(&mut tx).await? {
        let planned = plan.lines.iter().find(|line| line.keep == keep);
        let limits = keep.limits();
        settings.push(Setting {
            name: keep.name(),
            label: ctx.t(&format!("privacy-keep-{}", keep.key())),
            hint: ctx.say(
                "privacy-keep-range",
                &[
                    ("least", i64::from(limits.least_days).into()),
                    ("shipped", i64::from(limits.shipped_days).into()),
                    ("most", i64::from(limits.most_days).into()),
                ],
            ),
            from: format!("privacy-retention-now-{}", keep.key()),
            days: days.days,
            reason: days.reason,
            announced: keep.is_announced(),
            to_announce: planned.map_or(0, |it| it.to_announce),
            waiting: planned.map_or(0, |it| it.waiting),
            ready: planned.map_or(0, |it| it.ready),
        });
    }
    let first = Instant::from_micros(i64::MIN);
    let waiting = retention::waiting(&mut tx, first, "", ITEMS_SHOWN).await?;
    let ended = retention::ended(&mut tx, ITEMS_SHOWN).await?;
    Ok(View {
        page: ctx.page(),
        settings,
        waiting: waiting.into_iter().map(|it| line(ctx, it)).collect(),
        ended: ended.into_iter().map(|it| line(ctx, it)).collect(),
        refused: String::new(),
    })
}

pub(super) async fn show(ctx: Ctx, State(privacy): State<Arc<Privacy>>) -> PageResult {
    render(&view(&ctx, &privacy).await?)
}

async fn again(ctx: &Ctx, privacy: &Privacy, refused: String) -> PageResult {
    let view = View {
        refused,
        ..view(ctx, privacy).await?
    };
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

pub(super) async fn days(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Posted(form): Posted,
) -> PageResult {
    let keep = Keep::from_name(&form.text("what")).ok_or(PageError::NotFound)?;
    let Some(days) = form.parse::<u16>("days") else {
        return again(&ctx, &privacy, ctx.t("privacy-days-not-a-number")).await;
    };
    let reason = reason(&form);
    let by = ctx.signed_in()?.account_id;
    match ops::set_days(&privacy, keep, days, &reason, by).await {
        Ok(()) => Ok(redirect(&format!("{HERE}?done=retention-days"))),
        Err(error @ OpError::Store(_)) => Err(error.into()),
        Err(error) => again(&ctx, &privacy, say::refusal(&ctx, error.into())?).await,
    }
}

fn reason(form: &Form) -> String {
    form.text("reason").chars().take(REASON_CHARS).collect()
}

fn id_of(text: &str) -> Result<Id, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

pub(super) async fn hold(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path(id): Path<String>,
    Posted(form): Posted,
) -> PageResult {
    let id = id_of(&id)?;
    let reason = reason(&form);
    if reason.is_empty() {
        return again(&ctx, &privacy, ctx.t("privacy-hold-why")).await;
    }
    let by = ctx.signed_in()?.account_id;
    ops::hold(&privacy, id, &reason, by).await?;
    Ok(redirect(&format!("{HERE}?done=retention-held")))
}

pub(super) async fn release(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path(id): Path<String>,
    Posted(_): Posted,
) -> PageResult {
    let by = ctx.signed_in()?.account_id;
    ops::release(&privacy, id_of(&id)?, by).await?;
    Ok(redirect(&format!("{HERE}?done=retention-released")))
}
