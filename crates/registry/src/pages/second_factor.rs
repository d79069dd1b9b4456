//! The generator of codes on one's own account: setting it up, its recovery codes, its end.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_web::forms::{Errors, Posted};
use huiyin_web::{Ctx, Duty, Page, PageError, PageResult, qr, redirect, render, render_status};

use super::Desk;
use crate::ops::{self, FactorRefused, SecondFactor};
use crate::rules::totp;
use crate::store::accounts;

const HERE: &str = "/account/second-factor";

#[derive(Template)]
#[template(path = "second_factor.html")]
struct View {
    page: Page,
    errors: Errors,
    is_on: bool,
    since: String,
    recovery_left: i64,
    /// Empty unless it waits for its first code.
    secret: String,
    qr: String,
    /// A role asks for it before anything else.
    is_forced: bool,
}

#[derive(Template)]
#[template(path = "recovery_codes.html")]
struct Codes {
    page: Page,
    codes: Vec<String>,
}

impl View {
    async fn load(desk: &Desk, ctx: &Ctx, errors: Errors) -> Result<Self, PageError> {
        let viewer = ctx.signed_in()?;
        let mut tx = desk.site.db.read().await?;
        let state = ops::second_factor(&mut tx, &desk.site, viewer.account_id).await?;
        let mut view = Self {
            page: ctx.page(),
            errors,
            is_on: false,
            since: String::new(),
            recovery_left: 0,
            secret: String::new(),
            qr: String::new(),
            is_forced: viewer.duty == Some(Duty::SetUpSecondFactor),
        };
        match state {
            SecondFactor::Off => {}
            SecondFactor::Pending { secret } => {
                let account = accounts::by_id(&mut tx, viewer.account_id)
                    .await?
                    .ok_or(PageError::NotFound)?;
                let issuer = ctx.t("web-name");
                let address = totp::address(&issuer, &account.login, &secret);
                view.qr = qr::svg(&address).unwrap_or_default();
                view.secret = totp::spaced(&secret);
            }
            SecondFactor::On {
                since,
                recovery_left,
            } => {
                view.is_on = true;
                view.since = since.to_display();
                view.recovery_left = recovery_left;
            }
        }
        Ok(view)
    }
}

pub(super) async fn show(State(desk): State<Desk>, ctx: Ctx) -> PageResult {
    render(&View::load(&desk, &ctx, Errors::default()).await?)
}

/// A refusal stands at its field; what has changed meanwhile is simply shown.
async fn refuse(
    desk: &Desk,
    ctx: &Ctx,
    refused: FactorRefused,
    (password, code): (&str, &str),
) -> Result<Response, PageError> {
    let mut errors = Errors::default();
    match refused {
        FactorRefused::WrongPassword => {
            errors.add(password, ctx.t("registry-password-wrong-old"));
        }
        FactorRefused::WrongCode => errors.add(code, ctx.t("registry-code-wrong")),
        FactorRefused::OtherState => return Ok(redirect(HERE)),
    }
    let view = View::load(desk, ctx, errors).await?;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

fn printed(ctx: &Ctx, codes: Vec<String>) -> PageResult {
    let page = ctx.page();
    render(&Codes { page, codes })
}

pub(super) async fn begin(State(desk): State<Desk>, ctx: Ctx, posted: Posted) -> PageResult {
    let viewer = ctx.signed_in()?;
    let password = posted.0.secret("password");
    let begun = ops::begin_second_factor(&desk.site, &desk.registry, viewer, &password).await?;
    match begun {
        Ok(()) => Ok(redirect(HERE)),
        Err(refused) => refuse(&desk, &ctx, refused, ("password", "code")).await,
    }
}

pub(super) async fn confirm(State(desk): State<Desk>, ctx: Ctx, posted: Posted) -> PageResult {
    let viewer = ctx.signed_in()?;
    let code = posted.0.text("code");
    match ops::confirm_second_factor(&desk.site, viewer, &code).await? {
        Ok(codes) => printed(&ctx, codes),
        Err(refused) => refuse(&desk, &ctx, refused, ("password", "code")).await,
    }
}

pub(super) async fn renew(State(desk): State<Desk>, ctx: Ctx, posted: Posted) -> PageResult {
    let viewer = ctx.signed_in()?;
    let code = posted.0.text("code");
    match ops::renew_recovery(&desk.site, viewer, &code).await? {
        Ok(codes) => printed(&ctx, codes),
        Err(refused) => refuse(&desk, &ctx, refused, ("password", "code")).await,
    }
}

pub(super) async fn remove(State(desk): State<Desk>, ctx: Ctx, posted: Posted) -> PageResult {
    let viewer = ctx.signed_in()?;
    let form = posted.0;
    let (password, code) = (form.secret("password"), form.text("last_code"));
    let proof = (password.as_str(), code.as_str());
    match ops::remove_second_factor(&desk.site, &desk.registry, viewer, proof).await? {
        Ok(()) => Ok(redirect(
            "/account/second-factor?done=registry-second-factor-removed",
        )),
        Err(refused) => refuse(&desk, &ctx, refused, ("password", "last_code")).await,
    }
}
