use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageResult, redirect, render, render_status};
use serde::Deserialize;

use super::{Desk, enter, passkeys};
use crate::demo::{self, DemoAccount};
use crate::ops::{self, Admission};

/// Characters of a login or a password that are looked at.
pub(super) const MOST_CHARACTERS: usize = 200;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct View {
    page: Page,
    next: String,
    login: String,
    is_refused: bool,
    /// Why another way in did not lead in; empty where none was tried.
    problem: String,
    /// Browsers offer passkeys at the address of this installation.
    has_passkeys: bool,
    /// What the outside provider is called; empty where none is configured.
    provider: String,
    /// The accounts of the model district; none elsewhere.
    demo_accounts: &'static [DemoAccount],
    demo_password: &'static str,
}

impl View {
    fn new(desk: &Desk, ctx: &Ctx, next: String, login: String, is_refused: bool) -> Self {
        let is_demo = ctx.site.settings.is_demo;
        let provider = desk.registry.outside();
        Self {
            problem: String::new(),
            has_passkeys: passkeys::party(desk).is_some(),
            provider: provider.map_or_else(String::new, |it| it.name().get(ctx.lang).to_owned()),
            page: ctx.page(),
            next,
            login,
            is_refused,
            demo_accounts: if is_demo { demo::ACCOUNTS } else { &[] },
            demo_password: demo::PASSWORD,
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    next: String,
    /// Set when the second step has said no.
    #[serde(default)]
    refused: String,
}

pub(super) async fn show(
    State(desk): State<Desk>,
    ctx: Ctx,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    if let Some(viewer) = &ctx.viewer {
        return Ok(redirect(&enter::landing(viewer, &wanted.next)));
    }
    let is_refused = !wanted.refused.is_empty();
    render(&View::new(
        &desk,
        &ctx,
        wanted.next,
        String::new(),
        is_refused,
    ))
}

pub(super) async fn submit(
    State(desk): State<Desk>,
    ctx: Ctx,
    headers: HeaderMap,
    posted: Posted,
) -> PageResult {
    let form = posted.0;
    let login = form.text("login");
    enter::count_password(&desk, &ctx, &login)?;
    let password = form.secret("password");
    let next = form.text("next");
    let fits = |text: &str| text.chars().count() <= MOST_CHARACTERS;
    let admission = if fits(&login) && fits(&password) {
        let device = enter::device(&headers);
        ops::sign_in(&desk.site, &desk.registry, &login, &password, &device).await?
    } else {
        Admission::Refused
    };
    if let Some(response) = enter::admit(&desk, &ctx, admission, &next).await? {
        return Ok(response);
    }
    let login = login.chars().take(MOST_CHARACTERS).collect();
    let view = View::new(&desk, &ctx, next, login, true);
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// The page again, with the reason why another way in did not lead in. The password stays.
pub(super) fn turned_away(desk: &Desk, ctx: &Ctx, next: String, key: &str) -> PageResult {
    let view = View {
        problem: ctx.t(key),
        ..View::new(desk, ctx, next, String::new(), false)
    };
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

pub(super) async fn leave(State(desk): State<Desk>, ctx: Ctx, _posted: Posted) -> PageResult {
    enter::end(&desk, ctx.signed_in()?).await?;
    let mut response = redirect("/sign-in?done=registry-signed-out");
    // What this browser has kept of the desk goes too; the next person at it may be a resident.
    let kept = HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert("clear-site-data", kept);
    Ok(enter::without_session(&desk, response))
}
