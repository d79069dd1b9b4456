//! The link of an invitation: whoever holds it chooses the first password.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_web::forms::{Errors, Posted};
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::account_detail::id_of;
use super::password::sentence;
use super::slip::Slip;
use super::{Claim, Desk, claim, enter};
use crate::ops::{self, Accepted, Doer, Invited};
use crate::rules::password::Style;
use crate::store::accounts;

/// Characters of a password that are looked at.
const MOST_CHARACTERS: usize = 200;

#[derive(Template)]
#[template(path = "invite.html")]
struct View {
    page: Page,
    errors: Errors,
    token: String,
    person: String,
    login: String,
    least: usize,
    is_long: bool,
}

#[derive(Template)]
#[template(path = "invite_gone.html")]
struct Gone {
    page: Page,
}

impl View {
    fn new(ctx: &Ctx, token: String, invited: Invited, errors: Errors) -> Self {
        Self {
            page: ctx.page(),
            errors,
            token,
            person: invited.account.name,
            login: invited.account.login,
            least: invited.rules.least_characters(),
            is_long: invited.rules.style == Style::Length,
        }
    }
}

async fn find(desk: &Desk, token: &str) -> Result<Option<Invited>, PageError> {
    let mut tx = desk.site.db.read().await?;
    Ok(ops::invited(&mut tx, &desk.site, &desk.registry, token).await?)
}

fn gone(ctx: &Ctx) -> PageResult {
    render_status(StatusCode::NOT_FOUND, &Gone { page: ctx.page() })
}

pub(super) async fn show(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path(token): Path<String>,
) -> PageResult {
    let Some(invited) = find(&desk, &token).await? else {
        enter::count(&desk, &ctx)?;
        return gone(&ctx);
    };
    render(&View::new(&ctx, token, invited, Errors::default()))
}

pub(super) async fn submit(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path(token): Path<String>,
    posted: Posted,
) -> PageResult {
    enter::count(&desk, &ctx)?;
    let form = posted.0;
    let new = form.secret("new");
    let mut errors = Errors::default();
    if new != form.secret("again") {
        errors.add("again", ctx.t("registry-password-not-again"));
    } else if new.chars().count() > MOST_CHARACTERS {
        errors.add("new", ctx.t("registry-password-too-long"));
    } else {
        match ops::accept_invite(&desk.site, &desk.registry, &token, &new).await? {
            Accepted::Done => return Ok(redirect("/sign-in?done=registry-invite-used")),
            Accepted::Gone => return gone(&ctx),
            Accepted::Weak(weakness) => errors.add("new", sentence(&ctx, weakness)),
        }
    }
    let Some(invited) = find(&desk, &token).await? else {
        return gone(&ctx);
    };
    let view = View::new(&ctx, token, invited, errors);
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// Invites somebody who has an account, in the place of a lost password.
pub(super) async fn invite(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path(id): Path<String>,
    posted: Posted,
) -> PageResult {
    let id = id_of(&id)?;
    let viewer = ctx.signed_in()?;
    if viewer.account_id == id {
        return Ok(redirect("/account/password"));
    }
    let version: i64 = posted.0.parse("version").ok_or(PageError::FormExpired)?;
    let hash = ops::no_password(&desk.site, &desk.registry).await?;
    let mut tx = match claim(&desk.site, &posted.0, &format!("/desk/accounts/{id}")).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let account = accounts::by_id(&mut tx, id)
        .await?
        .ok_or(PageError::NotFound)?;
    if account.version != version || !account.active {
        return Err(PageError::Conflict);
    }
    let actor = viewer.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    let token = ops::invite(&mut tx, &desk.site, &account, &hash, by).await?;
    tx.commit().await?;
    render(&Slip::invitation(&ctx, &account, &token))
}
