//! One's own passkeys: the list, a new one, and one that goes because its device was lost.

use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use huiyin_kernel::{Id, Instant};
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Arg, Ctx, Page, PageError, PageResult, redirect, render, render_status};
use serde::Serialize;

use super::way_in_cookie::{self, Browser};
use super::{Claim, Desk, claim};
use crate::model::Passkey;
use crate::ops::{self, Added, Asked, Doer, Enrolment};
use crate::rules::passkey::{NAME_CHARACTERS, PASSKEYS_MOST, Party};
use crate::store::passkeys;

const HERE: &str = "/account/passkeys";

struct Line {
    id: Id,
    name: String,
    created: String,
    /// Empty while it was never used.
    used: String,
    is_blocked: bool,
}

impl From<Passkey> for Line {
    fn from(passkey: Passkey) -> Self {
        Self {
            id: passkey.id,
            created: passkey.created_at.to_display(),
            used: passkey
                .used_at
                .map_or_else(String::new, Instant::to_display),
            is_blocked: passkey.blocked_at.is_some(),
            name: passkey.name,
        }
    }
}

#[derive(Template)]
#[template(path = "passkeys.html")]
struct View {
    page: Page,
    lines: Vec<Line>,
    /// Passkeys can be used at the address of this installation.
    is_possible: bool,
    is_full: bool,
    most: usize,
    /// The name as it was typed.
    typed: String,
    errors: Errors,
}

impl View {
    async fn load(
        desk: &Desk,
        ctx: &Ctx,
        typed: String,
        errors: Errors,
    ) -> Result<Self, PageError> {
        let viewer = ctx.signed_in()?;
        let mut tx = desk.site.db.read().await?;
        let known = passkeys::of_account(&mut tx, viewer.account_id).await?;
        Ok(Self {
            page: ctx.page(),
            is_possible: party(desk).is_some(),
            is_full: known.len() >= PASSKEYS_MOST,
            most: PASSKEYS_MOST,
            lines: known.into_iter().map(Line::from).collect(),
            typed,
            errors,
        })
    }
}

pub(super) fn party(desk: &Desk) -> Option<Party> {
    Party::of(&desk.site.settings.public_address)
}

pub(super) async fn show(State(desk): State<Desk>, ctx: Ctx) -> PageResult {
    render(&View::load(&desk, &ctx, String::new(), Errors::default()).await?)
}

/// What the island is told instead of a question: a sentence for the person.
#[derive(Serialize)]
struct Problem {
    problem: String,
}

/// A sentence that the island shows where the button is.
pub(super) fn problem(status: StatusCode, sentence: String) -> Response {
    (status, Json(Problem { problem: sentence })).into_response()
}

/// The question for the browser, with the cookie that binds its answer to this browser.
pub(super) fn question(desk: &Desk, asked: Asked) -> Response {
    let mut response = asked.options.into_response();
    response.headers_mut().insert(
        axum::http::header::CONTENT_TYPE,
        axum::http::HeaderValue::from_static("application/json"),
    );
    way_in_cookie::set(desk, response, &asked.secret)
}

/// Hands out the question for a new passkey.
pub(super) async fn begin(State(desk): State<Desk>, ctx: Ctx, posted: Posted) -> PageResult {
    let viewer = ctx.signed_in()?;
    let party = party(&desk).ok_or(PageError::NotFound)?;
    let password = posted.0.secret("password");
    let unprocessable = |key: &str| Ok(problem(StatusCode::UNPROCESSABLE_ENTITY, ctx.t(key)));
    if password.chars().count() > super::sign_in::MOST_CHARACTERS {
        return unprocessable("registry-password-wrong-old");
    }
    let (site, registry) = (&desk.site, &desk.registry);
    match ops::begin_enrolment(site, registry, &party, viewer, &password).await? {
        Enrolment::Asked(asked) => Ok(question(&desk, asked)),
        Enrolment::WrongPassword => unprocessable("registry-password-wrong-old"),
        Enrolment::Full => {
            let sentence = full(&ctx);
            Ok(problem(StatusCode::UNPROCESSABLE_ENTITY, sentence))
        }
        Enrolment::Crowded => {
            let sentence = ctx.t("registry-passkey-crowded");
            Ok(problem(StatusCode::TOO_MANY_REQUESTS, sentence))
        }
    }
}

fn full(ctx: &Ctx) -> String {
    ctx.say(
        "registry-passkey-full",
        &[("most", Arg::from(PASSKEYS_MOST))],
    )
}

/// Keeps the passkey that the browser made.
pub(super) async fn add(
    State(desk): State<Desk>,
    ctx: Ctx,
    headers: HeaderMap,
    posted: Posted,
) -> PageResult {
    let viewer = ctx.signed_in()?;
    let party = party(&desk).ok_or(PageError::NotFound)?;
    let form = posted.0;
    let mut errors = Errors::default();
    let name = errors.required(&ctx, &form, "name", NAME_CHARACTERS);
    let outcome = match (errors.is_empty(), Browser::of(&headers)) {
        (false, _) => None,
        (true, None) => Some(Added::Expired),
        (true, Some(browser)) => {
            let answer = form.secret("answer");
            let secret = browser.secret();
            Some(ops::add_passkey(&desk.site, &party, viewer, secret, &name, &answer).await?)
        }
    };
    if outcome == Some(Added::Done) {
        let response = redirect("/account/passkeys?done=registry-passkey-added");
        return Ok(way_in_cookie::forget(&desk, response));
    }
    if let Some(outcome) = outcome {
        errors.add("name", refusal(&ctx, outcome));
    }
    let view = View::load(&desk, &ctx, name, errors).await?;
    let response = render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)?;
    Ok(way_in_cookie::forget(&desk, response))
}

fn refusal(ctx: &Ctx, outcome: Added) -> String {
    match outcome {
        Added::Done => String::new(),
        Added::Expired => ctx.t("registry-passkey-expired"),
        Added::Unproven => ctx.t("registry-passkey-unproven"),
        Added::Full => full(ctx),
        Added::Known => ctx.t("registry-passkey-known"),
    }
}

pub(super) async fn remove(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path(id): Path<String>,
    posted: Posted,
) -> PageResult {
    let viewer = ctx.signed_in()?;
    let id: Id = id.parse().map_err(|_| PageError::NotFound)?;
    let form: Form = posted.0;
    let location = format!("{HERE}?done=registry-passkey-removed");
    let mut tx = match claim(&desk.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let actor = viewer.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    if !ops::remove_passkey(&mut tx, viewer, id, by).await? {
        return Err(PageError::NotFound);
    }
    tx.commit().await?;
    Ok(redirect(&location))
}
