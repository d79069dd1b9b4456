//! Signing in with the outside provider, and linking it to one's own account.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use huiyin_kernel::Instant;
use huiyin_web::forms::{Errors, Posted};
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render, render_status};
use serde::Deserialize;

use super::way_in_cookie::{self, Browser};
use super::{Claim, Desk, claim, enter, sign_in};
use crate::model::OutsideIdentity;
use crate::ops::{self, Brought, Departure, Doer, Return};
use crate::outside::Provider;
use crate::store::{accounts, identities};

/// Characters of a sentence of the provider's that an address may carry.
const RETURNED_CHARACTERS: usize = 4_000;

/// The configured provider; where there is none, none of these pages is there.
fn provider(desk: &Desk) -> Result<&Provider, PageError> {
    desk.registry.outside().ok_or(PageError::NotFound)
}

/// The page from which the browser goes on by itself. A form may not lead to a foreign site, so a
/// link does.
#[derive(Template)]
#[template(path = "outside_leave.html")]
struct LeaveView {
    page: Page,
    name: String,
    address: String,
}

/// The page on which the browser arrives. Nothing happens on it: what happens is the form's
/// business, which sends itself where it can.
#[derive(Template)]
#[template(path = "outside_back.html")]
struct BackView {
    page: Page,
    name: String,
    state: String,
    code: String,
}

/// One's own link.
#[derive(Template)]
#[template(path = "outside.html")]
struct LinkView {
    page: Page,
    name: String,
    since: String,
    /// Empty while it was never used.
    used: String,
    is_linked: bool,
    errors: Errors,
}

impl LinkView {
    async fn load(desk: &Desk, ctx: &Ctx, errors: Errors) -> Result<Self, PageError> {
        let provider = provider(desk)?;
        let viewer = ctx.signed_in()?;
        let mut tx = desk.site.db.read().await?;
        let linked: Option<OutsideIdentity> =
            identities::of_account(&mut tx, viewer.account_id).await?;
        Ok(Self {
            page: ctx.page(),
            name: provider.name().get(ctx.lang).to_owned(),
            is_linked: linked.is_some(),
            since: linked
                .as_ref()
                .map_or_else(String::new, |it| it.created_at.to_display()),
            used: linked
                .and_then(|it| it.used_at)
                .map_or_else(String::new, Instant::to_display),
            errors,
        })
    }
}

/// Sends whoever has not signed in to the provider.
pub(super) async fn leave(State(desk): State<Desk>, ctx: Ctx, _posted: Posted) -> PageResult {
    let provider = provider(&desk)?;
    enter::count(&desk, &ctx)?;
    let departure = ops::leave(&desk.site, provider, None).await?;
    match departed(&desk, &ctx, provider, departure)? {
        Ok(response) => Ok(response),
        Err(key) => sign_in::turned_away(&desk, &ctx, String::new(), key),
    }
}

/// The page that leads out, or the key of a sentence that says why not.
fn departed(
    desk: &Desk,
    ctx: &Ctx,
    provider: &Provider,
    departure: Departure,
) -> Result<Result<Response, &'static str>, PageError> {
    let (address, secret) = match departure {
        Departure::To { address, secret } => (address, secret),
        Departure::Unreachable => return Ok(Err("registry-outside-unreachable")),
        Departure::Crowded => return Ok(Err("registry-passkey-crowded")),
    };
    let view = LeaveView {
        page: ctx.page(),
        name: provider.name().get(ctx.lang).to_owned(),
        address,
    };
    Ok(Ok(way_in_cookie::set(desk, render(&view)?, &secret)))
}

/// What a provider adds to our address; whatever else it adds is left alone.
#[derive(Deserialize)]
pub(super) struct Returned {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
}

pub(super) async fn back(
    State(desk): State<Desk>,
    ctx: Ctx,
    Query(returned): Query<Returned>,
) -> PageResult {
    let provider = provider(&desk)?;
    let is_bounded = |text: &str| text.len() <= RETURNED_CHARACTERS;
    if !is_bounded(&returned.state) || !is_bounded(&returned.code) {
        return Err(PageError::TooLarge);
    }
    render(&BackView {
        page: ctx.page(),
        name: provider.name().get(ctx.lang).to_owned(),
        state: returned.state,
        code: returned.code,
    })
}

/// Carries out what was begun: a sign-in or a link.
pub(super) async fn arrive(
    State(desk): State<Desk>,
    ctx: Ctx,
    headers: HeaderMap,
    posted: Posted,
) -> PageResult {
    let provider = provider(&desk)?;
    enter::count(&desk, &ctx)?;
    let form = posted.0;
    let (state, code) = (form.text("state"), form.text("code"));
    let device = enter::device(&headers);
    let outcome = match Browser::of(&headers) {
        None => Return::Expired,
        Some(browser) => {
            let brought = Brought {
                secret: browser.secret(),
                state: &state,
                code: &code,
                device: &device,
            };
            ops::come_back(&desk.site, provider, ctx.viewer.as_ref(), brought).await?
        }
    };
    let response = answer(&desk, &ctx, outcome).await?;
    Ok(way_in_cookie::forget(&desk, response))
}

async fn answer(desk: &Desk, ctx: &Ctx, outcome: Return) -> PageResult {
    let key = match outcome {
        Return::In(admission) => {
            if let Some(response) = enter::admit(desk, ctx, admission, "").await? {
                return Ok(response);
            }
            "registry-outside-stranger"
        }
        Return::Linked => return Ok(redirect("/account/outside?done=registry-outside-linked")),
        Return::Expired => "registry-outside-expired",
        Return::Unproven => "registry-outside-unproven",
        Return::Unreachable => "registry-outside-unreachable",
        Return::Stranger => "registry-outside-stranger",
        Return::Taken => "registry-outside-taken",
    };
    if ctx.viewer.is_some() {
        return refused_link(desk, ctx, key).await;
    }
    sign_in::turned_away(desk, ctx, String::new(), key)
}

async fn refused_link(desk: &Desk, ctx: &Ctx, key: &str) -> PageResult {
    let mut errors = Errors::default();
    errors.add("password", ctx.t(key));
    let view = LinkView::load(desk, ctx, errors).await?;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

pub(super) async fn show(State(desk): State<Desk>, ctx: Ctx) -> PageResult {
    render(&LinkView::load(&desk, &ctx, Errors::default()).await?)
}

/// Sends the signed-in person to the provider, so that the link is made by whoever is both.
pub(super) async fn link(State(desk): State<Desk>, ctx: Ctx, posted: Posted) -> PageResult {
    let provider = provider(&desk)?;
    let viewer = ctx.signed_in()?;
    enter::count(&desk, &ctx)?;
    let password = posted.0.secret("password");
    let fits = password.chars().count() <= sign_in::MOST_CHARACTERS;
    if !fits || !ops::is_own_password(&desk.site, &desk.registry, viewer, &password).await? {
        return refused_link(&desk, &ctx, "registry-password-wrong-old").await;
    }
    let departure = ops::leave(&desk.site, provider, Some(viewer)).await?;
    match departed(&desk, &ctx, provider, departure)? {
        Ok(response) => Ok(response),
        Err(key) => refused_link(&desk, &ctx, key).await,
    }
}

pub(super) async fn unlink(State(desk): State<Desk>, ctx: Ctx, posted: Posted) -> PageResult {
    provider(&desk)?;
    let viewer = ctx.signed_in()?;
    let location = "/account/outside?done=registry-outside-unlinked";
    let mut tx = match claim(&desk.site, &posted.0, location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let account = accounts::by_id(&mut tx, viewer.account_id)
        .await?
        .ok_or(PageError::NotFound)?;
    let actor = viewer.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    if !ops::unlink(&mut tx, &account, &viewer.session_digest, by).await? {
        return Err(PageError::NotFound);
    }
    tx.commit().await?;
    Ok(redirect(location))
}
