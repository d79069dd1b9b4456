//! How an account signs in, for the security administrator: passkeys that must go, and the link
//! to the outside provider.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::{Claim, Desk, claim};
use crate::model::Account;
use crate::ops::{self, Doer, SUBJECT_CHARACTERS};
use crate::store::{accounts, passkeys};

#[derive(Template)]
#[template(path = "account_ways_in.html")]
struct View {
    page: Page,
    account: Account,
    /// Nobody changes how they sign in themselves from here.
    is_own: bool,
    passkeys: usize,
    /// What the provider is called; empty where none is configured.
    provider: String,
    /// Who the account is there; empty while it is not linked.
    linked: String,
    subject: String,
    errors: Errors,
}

impl View {
    async fn load(
        desk: &Desk,
        ctx: &Ctx,
        id: Id,
        subject: String,
        errors: Errors,
    ) -> Result<Self, PageError> {
        let mut tx = desk.site.db.read().await?;
        let account = accounts::by_id(&mut tx, id)
            .await?
            .ok_or(PageError::NotFound)?;
        let provider = desk.registry.outside();
        Ok(Self {
            page: ctx.page(),
            is_own: ctx.signed_in()?.account_id == id,
            passkeys: passkeys::of_account(&mut tx, id).await?.len(),
            provider: provider.map_or_else(String::new, |it| it.name().get(ctx.lang).to_owned()),
            linked: ops::subject_of(&mut tx, &desk.site, id)
                .await?
                .unwrap_or_default(),
            account,
            subject,
            errors,
        })
    }
}

fn address(id: Id) -> String {
    format!("/desk/accounts/{id}/ways-in")
}

fn id_of(text: &str) -> Result<Id, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

pub(super) async fn show(State(desk): State<Desk>, ctx: Ctx, Path(id): Path<String>) -> PageResult {
    let id = id_of(&id)?;
    render(&View::load(&desk, &ctx, id, String::new(), Errors::default()).await?)
}

/// The account that somebody else looks after, as they saw it.
async fn as_seen(tx: &mut Tx, ctx: &Ctx, id: Id, form: &Form) -> Result<Account, PageError> {
    if ctx.signed_in()?.account_id == id {
        return Err(PageError::Refused {
            key: "registry-post-own-account".to_owned(),
            args: Vec::new(),
        });
    }
    let account = accounts::by_id(tx, id).await?.ok_or(PageError::NotFound)?;
    let seen: i64 = form.parse("version").ok_or(PageError::FormExpired)?;
    if account.version == seen {
        Ok(account)
    } else {
        Err(PageError::Conflict)
    }
}

/// A claimed form: the open transaction, and where its result stands.
async fn begin(desk: &Desk, form: &Form, id: Id, done: &str) -> Result<Begun, PageError> {
    let location = format!("{}?done={done}", address(id));
    Ok(match claim(&desk.site, form, &location).await? {
        Claim::Mine(tx) => Begun::Mine(tx, location),
        Claim::Before(response) => Begun::Before(response),
    })
}

enum Begun {
    Mine(Tx, String),
    Before(Response),
}

pub(super) async fn remove_passkeys(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path(id): Path<String>,
    posted: Posted,
) -> PageResult {
    let id = id_of(&id)?;
    let form = posted.0;
    let (mut tx, location) = match begin(&desk, &form, id, "registry-passkeys-removed").await? {
        Begun::Mine(tx, location) => (tx, location),
        Begun::Before(response) => return Ok(response),
    };
    let account = as_seen(&mut tx, &ctx, id, &form).await?;
    let actor = ctx.signed_in()?.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    if !ops::remove_passkeys(&mut tx, &account, by).await? {
        return Err(PageError::Conflict);
    }
    tx.commit().await?;
    Ok(redirect(&location))
}

pub(super) async fn link(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path(id): Path<String>,
    posted: Posted,
) -> PageResult {
    let id = id_of(&id)?;
    let form = posted.0;
    let provider = desk.registry.outside().ok_or(PageError::NotFound)?;
    let mut errors = Errors::default();
    let subject = errors.required(&ctx, &form, "subject", SUBJECT_CHARACTERS);
    if !errors.is_empty() {
        let view = View::load(&desk, &ctx, id, subject, errors).await?;
        return render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
    }
    let (mut tx, location) = match begin(&desk, &form, id, "registry-outside-linked").await? {
        Begun::Mine(tx, location) => (tx, location),
        Begun::Before(response) => return Ok(response),
    };
    let account = as_seen(&mut tx, &ctx, id, &form).await?;
    let actor = ctx.signed_in()?.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    let issuer = provider.issuer();
    if !ops::link(&mut tx, &desk.site, issuer, &account, &subject, by).await? {
        drop(tx);
        errors.add("subject", ctx.t("registry-outside-taken"));
        let view = View::load(&desk, &ctx, id, subject, errors).await?;
        return render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
    }
    tx.commit().await?;
    Ok(redirect(&location))
}

pub(super) async fn unlink(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path(id): Path<String>,
    posted: Posted,
) -> PageResult {
    let id = id_of(&id)?;
    let form = posted.0;
    let (mut tx, location) = match begin(&desk, &form, id, "registry-outside-unlinked").await? {
        Begun::Mine(tx, location) => (tx, location),
        Begun::Before(response) => return Ok(response),
    };
    let account = as_seen(&mut tx, &ctx, id, &form).await?;
    let actor = ctx.signed_in()?.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    if !ops::unlink(&mut tx, &account, "", by).await? {
        return Err(PageError::Conflict);
    }
    tx.commit().await?;
    Ok(redirect(&location))
}
