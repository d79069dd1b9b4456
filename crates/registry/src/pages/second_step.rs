//! The second step of a sign-in: a code that changes, or a recovery code.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageResult, redirect, render};
use serde::Deserialize;

use super::{Desk, enter};
use crate::ops;

/// Characters of a code that are looked at.
const MOST_CHARACTERS: usize = 40;

#[derive(Template)]
#[template(path = "second_step.html")]
struct View {
    page: Page,
    next: String,
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    next: String,
}

pub(super) async fn show(
    State(desk): State<Desk>,
    ctx: Ctx,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let token = huiyin_web::cookie(&headers, enter::STEP_COOKIE).unwrap_or_default();
    if !ops::awaits_second_step(&desk.site, &token).await? {
        return Ok(redirect("/sign-in"));
    }
    render(&View {
        page: ctx.page(),
        next: wanted.next,
    })
}

pub(super) async fn submit(
    State(desk): State<Desk>,
    ctx: Ctx,
    headers: HeaderMap,
    posted: Posted,
) -> PageResult {
    enter::count(&desk, &ctx)?;
    let form = posted.0;
    let token = huiyin_web::cookie(&headers, enter::STEP_COOKIE).unwrap_or_default();
    let code: String = form.text("code").chars().take(MOST_CHARACTERS).collect();
    let device = enter::device(&headers);
    let admission = ops::second_step(&desk.site, &token, &code, &device).await?;
    let next = form.text("next");
    let entered = enter::admit(&desk, &ctx, admission, &next).await?;
    // One sentence for a wrong password, a wrong code and a step that took too long.
    Ok(entered.unwrap_or_else(|| redirect("/sign-in?refused=1")))
}
