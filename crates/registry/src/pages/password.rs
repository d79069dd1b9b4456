use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use huiyin_web::forms::{Errors, Posted};
use huiyin_web::{Arg, Ctx, Duty, Page, PageError, PageResult, redirect, render, render_status};

use super::Desk;
use crate::ops::{self, Changed};
use crate::rules::password::{Style, Weakness};

#[derive(Template)]
#[template(path = "password.html")]
struct View {
    page: Page,
    errors: Errors,
    least: usize,
    /// Length is asked for, and no end.
    is_long: bool,
    /// The first password, or one that has served its time, must go before anything else.
    is_forced: bool,
}

impl View {
    async fn load(desk: &Desk, ctx: &Ctx, errors: Errors) -> Result<Self, PageError> {
        let viewer = ctx.signed_in()?;
        let mut tx = desk.site.db.read().await?;
        let rules = ops::rules_for(&mut tx, &desk.registry, viewer.account_id, ctx.now).await?;
        Ok(Self {
            page: ctx.page(),
            errors,
            least: rules.least_characters(),
            is_long: rules.style == Style::Length,
            is_forced: viewer.duty == Some(Duty::ChangePassword),
        })
    }
}

pub(super) async fn show(State(desk): State<Desk>, ctx: Ctx) -> PageResult {
    render(&View::load(&desk, &ctx, Errors::default()).await?)
}

pub(super) async fn submit(State(desk): State<Desk>, ctx: Ctx, posted: Posted) -> PageResult {
    let form = posted.0;
    let viewer = ctx.signed_in()?;
    let new = form.secret("new");
    let mut errors = Errors::default();
    if new == form.secret("again") {
        let old = form.secret("old");
        match ops::change_password(&desk.site, &desk.registry, viewer, &old, &new).await? {
            Changed::Done => return Ok(redirect("/account?done=registry-password-changed")),
            Changed::WrongOld => errors.add("old", ctx.t("registry-password-wrong-old")),
            Changed::Weak(weakness) => errors.add("new", sentence(&ctx, weakness)),
        }
    } else {
        errors.add("again", ctx.t("registry-password-not-again"));
    }
    let view = View::load(&desk, &ctx, errors).await?;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

pub(super) fn sentence(ctx: &Ctx, weakness: Weakness) -> String {
    let least = match weakness {
        Weakness::TooShort { least } => least,
        _ => 0,
    };
    ctx.say(weakness.key(), &[("least", Arg::from(least))])
}
