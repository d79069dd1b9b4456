//! How I want to be told that something waits for me: a digest by mail or WeCom, or nothing.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageResult, redirect, render_status};

use crate::Notices;
use crate::model::{Channel, Rhythm};
use crate::ops::tidy;
use crate::store::choices::{self, ChoiceRow};

const ADDRESS_CHARS: usize = 120;

#[derive(Template)]
#[template(path = "notices_choice.html")]
struct View {
    page: Page,
    channels: Vec<Choice>,
    rhythms: Vec<Choice>,
    to: String,
    working_days: bool,
    errors: Errors,
}

/// Ways that a digest can take here.
fn open_ways(slice: &Notices) -> Vec<Channel> {
    [Channel::Mail, Channel::Wecom]
        .into_iter()
        .filter(|channel| slice.carriers.has(*channel))
        .collect()
}

fn page(ctx: &Ctx, slice: &Notices, form: &Form, errors: Errors) -> PageResult {
    let ways = open_ways(slice);
    let channel = form.text("channel");
    let rhythm = form
        .some("rhythm")
        .unwrap_or_else(|| Rhythm::Off.name().to_owned());
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let view = View {
        page: ctx.page(),
        channels: ways
            .iter()
            .map(|it| {
                let label = ctx.t(&format!("notices-channel-{it}"));
                Choice::new(it.name(), label, it.name() == channel || ways.len() == 1)
            })
            .collect(),
        rhythms: Rhythm::ALL
            .iter()
            .map(|it| {
                let label = ctx.t(&format!("notices-rhythm-{it}"));
                Choice::new(it.name(), label, it.name() == rhythm)
            })
            .collect(),
        to: form.text("to"),
        working_days: form.is_on("working_days"),
        errors,
    };
    render_status(status, &view)
}

pub(super) async fn show(ctx: Ctx, State(slice): State<Arc<Notices>>) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let mut tx = slice.site.db.read().await?;
    let row = choices::of(&mut tx, account).await?;
    let mut pairs = Vec::new();
    if let Some(row) = row {
        let place = choices::place(account);
        let to = row.to_sealed.as_deref();
        let to = to.map(|it| slice.site.keys.open(&place, it)).transpose()?;
        let add = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        pairs.push(add("channel", row.channel.name()));
        pairs.push(add("rhythm", row.rhythm.name()));
        pairs.push(add("to", &to.unwrap_or_default()));
        pairs.push(add("working_days", if row.working_days { "1" } else { "" }));
    } else {
        pairs.push(("working_days".to_owned(), "1".to_owned()));
    }
    page(&ctx, &slice, &Form::from_pairs(pairs), Errors::default())
}

pub(super) async fn change(
    ctx: Ctx,
    State(slice): State<Arc<Notices>>,
    Posted(form): Posted,
) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let mut errors = Errors::default();
    let rhythm = Rhythm::from_name(&form.text("rhythm")).unwrap_or(Rhythm::Off);
    let ways = open_ways(&slice);
    let channel = Channel::from_name(&form.text("channel"))
        .filter(|it| ways.contains(it))
        .or(ways.first().copied());
    let typed = errors.optional(&ctx, &form, "to", ADDRESS_CHARS);
    let to = channel.and_then(|channel| tidy(channel, &typed));
    let to = to.filter(|it| !it.is_empty());
    let wants = rhythm != Rhythm::Off;
    if wants && to.is_none() {
        errors.add("to", ctx.t("notices-choice-to-odd"));
    }
    if !errors.is_empty() {
        return page(&ctx, &slice, &form, errors);
    }
    let (site, place) = (&slice.site, choices::place(account));
    // Whoever wants nothing leaves no address behind.
    let sealed = to
        .filter(|_| wants)
        .map(|to| site.keys.seal(&place, &to, site.entropy.as_ref()))
        .transpose()?;
    let row = ChoiceRow {
        account,
        channel: channel.unwrap_or(Channel::Mail),
        lang: ctx.lang,
        to_sealed: sealed,
        rhythm,
        working_days: form.is_on("working_days"),
        looked_at: ctx.now,
    };
    let mut tx = site.db.write().await?;
    choices::put(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(redirect("/account/telling?done=notices-choice"))
}
