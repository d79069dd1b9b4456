use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use huiyin_web::forms::{Errors, Posted};
use huiyin_web::{Arg, Ctx, Page, PageResult, redirect, render, render_status};

use super::Desk;
use crate::ops::{self, Changed};
use crate::rules::password::{Weakness, least_characters};

#[derive(Template)]
#[template(path = "password.html")]
struct View {
    page: Page,
    errors: Errors,
    least: usize,
    /// The first password, or one that has served its time, must go before anything else.
    is_forced: bool,
}

impl View {
    fn new(desk: &Desk, ctx: &Ctx, errors: Errors) -> Self {
        let viewer = ctx.viewer.as_ref();
        let roles = viewer
            .into_iter()
            .flat_map(|it| &it.posts)
            .map(|post| post.role.as_str());
        Self {
            page: ctx.page(),
            errors,
            least: least_characters(desk.registry.policy.is_admin(roles)),
            is_forced: viewer.is_some_and(|it| it.must_change_password),
        }
    }
}

pub(super) async fn show(State(desk): State<Desk>, ctx: Ctx) -> PageResult {
    render(&View::new(&desk, &ctx, Errors::default()))
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
    let view = View::new(&desk, &ctx, errors);
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

fn sentence(ctx: &Ctx, weakness: Weakness) -> String {
    let least = match weakness {
        Weakness::TooShort { least } => least,
        _ => 0,
    };
    ctx.say(weakness.key(), &[("least", Arg::from(least))])
}
