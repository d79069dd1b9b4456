use askama::Template;
use axum::extract::{Path, State};
use huiyin_kernel::Id;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, qr, redirect, render};

use super::{Claim, Desk, claim};
use crate::model::Account;
use crate::ops::{self, Doer};
use crate::store::accounts;

/// The printed slip with a first password or an invitation: shown once, in answer to the form
/// that made it, because neither is kept anywhere.
#[derive(Template)]
#[template(path = "slip.html")]
pub(super) struct Slip {
    page: Page,
    account: Id,
    login: String,
    name: String,
    /// Empty on an invitation.
    password: String,
    address: String,
    qr: String,
}

impl Slip {
    pub(super) fn new(
        ctx: &Ctx,
        account: Id,
        login: String,
        name: String,
        password: String,
    ) -> Self {
        let address = format!("{}/sign-in", ctx.site.settings.public_address);
        Self {
            page: ctx.page(),
            account,
            login,
            name,
            password,
            qr: qr::svg(&address).unwrap_or_default(),
            address,
        }
    }

    /// The link by which the person chooses the password; the QR code holds it too.
    pub(super) fn invitation(ctx: &Ctx, account: &Account, token: &str) -> Self {
        let address = format!("{}/invite/{token}", ctx.site.settings.public_address);
        Self {
            page: ctx.page(),
            account: account.id,
            login: account.login.clone(),
            name: account.name.clone(),
            password: String::new(),
            qr: qr::svg(&address).unwrap_or_default(),
            address,
        }
    }
}

/// Another first password for somebody who has lost theirs.
pub(super) async fn reset(
    State(desk): State<Desk>,
    ctx: Ctx,
    Path(id): Path<String>,
    posted: Posted,
) -> PageResult {
    let id: Id = id.parse().map_err(|_| PageError::NotFound)?;
    let viewer = ctx.signed_in()?;
    if viewer.account_id == id {
        return Ok(redirect("/account/password"));
    }
    let version: i64 = posted.0.parse("version").ok_or(PageError::FormExpired)?;
    let (password, hash) = ops::first_password(&desk.site, &desk.registry).await?;
    let mut tx = match claim(&desk.site, &posted.0, &format!("/desk/accounts/{id}")).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let account = accounts::by_id(&mut tx, id)
        .await?
        .ok_or(PageError::NotFound)?;
    if account.version != version {
        return Err(PageError::Conflict);
    }
    let actor = viewer.actor();
    let by = Doer {
        actor: &actor,
        now: ctx.now,
    };
    ops::reset_password(&mut tx, &desk.site.keys, &account, &hash, by).await?;
    tx.commit().await?;
    render(&Slip::new(&ctx, id, account.login, account.name, password))
}
