//! Proving that a phone or a mail address is one's own.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render, render_status};

use serde::Deserialize;

use super::cookie;
use crate::Matters;
use crate::ops::light::{self, Asking};
use crate::rules::light::{CODE_SECONDS, Reach, SESSION_SECONDS, typed_code};
use crate::store::light::Asked;

const LIST: &str = "/mine";
const CODE: &str = "/mine/code";
/// The page of one's own unit, which asks for the same proof.
const HOME: &str = "/mine/home";
/// Characters of what was typed that are shown again.
const SHOWN_CHARACTERS: usize = 120;

/// What somebody proves their phone for: the list of their matters, or their own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    Matters,
    Home,
}

impl Aim {
    fn named(name: &str) -> Self {
        if name == "home" {
            Self::Home
        } else {
            Self::Matters
        }
    }

    fn of(form: &Form) -> Self {
        Self::named(&form.text("for"))
    }

    pub(super) const fn is_home(self) -> bool {
        matches!(self, Self::Home)
    }

    pub(super) const fn leads_to(self) -> &'static str {
        match self {
            Self::Matters => LIST,
            Self::Home => HOME,
        }
    }
}

/// The aim in the address, `?for=home`.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Wanted {
    #[serde(rename = "for")]
    aim: Option<String>,
}

impl Wanted {
    pub(super) fn aim(&self) -> Aim {
        Aim::named(self.aim.as_deref().unwrap_or_default())
    }
}

/// The two ways in: a code to the phone, or a slip from the counter.
#[derive(Template)]
#[template(path = "mine_enter.html")]
pub(super) struct EnterView {
    page: Page,
    for_home: bool,
    /// Which phone is meant: the one left with a matter, or the one on record for a unit.
    reach_hint: String,
    reach: String,
    /// What was typed into the form of the slip; its code alone has to be typed again.
    slip_reach: String,
    /// Codes can be sent to phones, to mail addresses.
    by_sms: bool,
    by_mail: bool,
    minutes: i64,
    errors: Errors,
}

impl EnterView {
    pub(super) fn new(ctx: &Ctx, aim: Aim, reach: String, errors: Errors) -> Self {
        let carriers = ctx.site.settings.carriers;
        Self {
            page: ctx.page(),
            for_home: aim.is_home(),
            reach_hint: ctx.t(match aim {
                Aim::Matters => "matters-mine-reach-hint",
                Aim::Home => "matters-mine-home-reach-hint",
            }),
            reach,
            slip_reach: String::new(),
            by_sms: carriers.sms,
            by_mail: carriers.mail,
            minutes: SESSION_SECONDS / 60,
            errors,
        }
    }
}

/// Where the code is typed in.
#[derive(Template)]
#[template(path = "mine_code.html")]
struct CodeView {
    page: Page,
    for_home: bool,
    masked: String,
    minutes: i64,
    errors: Errors,
}

fn refused(ctx: &Ctx, aim: Aim, typed: &str, (field, sentence): (&str, String)) -> PageResult {
    let mut errors = Errors::default();
    errors.add(field, sentence);
    let view = EnterView::new(ctx, aim, shown(typed), errors);
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// The same for the form of the slip.
fn slip_refused(ctx: &Ctx, aim: Aim, typed: &str, (field, sentence): (&str, String)) -> PageResult {
    let mut errors = Errors::default();
    errors.add(field, sentence);
    let view = EnterView {
        slip_reach: shown(typed),
        ..EnterView::new(ctx, aim, String::new(), errors)
    };
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

fn shown(typed: &str) -> String {
    typed.chars().take(SHOWN_CHARACTERS).collect()
}

/// Sends a code.
pub(in super::super) async fn ask(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    posted: Posted,
) -> PageResult {
    let aim = Aim::of(&posted.0);
    let typed = posted.0.text("reach");
    let refused = |sentence: String| refused(&ctx, aim, &typed, ("reach", sentence));
    let Some(reach) = Reach::read(&typed) else {
        return refused(ctx.t("matters-mine-reach-odd"));
    };
    ctx.site
        .limits
        .code(&ctx.network)
        .map_err(|wait_seconds| PageError::TooMany { wait_seconds })?;
    match light::ask(&matters.site, &reach, ctx.lang).await? {
        Asking::OnItsWay(secret) => {
            let response = match aim {
                Aim::Matters => redirect(CODE),
                Aim::Home => redirect(&format!("{CODE}?for=home")),
            };
            Ok(cookie::with_asked(&matters.site, response, &secret))
        }
        Asking::Enough { wait_seconds } => {
            let hours = i64::try_from(wait_seconds.div_ceil(3600)).unwrap_or(24);
            let sentence = ctx.say("matters-mine-enough", &[("hours", hours.into())]);
            refused(sentence)
        }
        Asking::NoCarrier => refused(ctx.t("matters-mine-no-carrier")),
    }
}

async fn code_view(
    ctx: &Ctx,
    aim: Aim,
    headers: &HeaderMap,
    errors: Errors,
) -> Result<CodeView, PageError> {
    let mut masked = String::new();
    if let Some(secret) = cookie::asked(headers) {
        let mut tx = ctx.site.db.read().await?;
        let asked = Asked::find(&mut tx, &ctx.site.keys, &secret, ctx.now).await?;
        masked = asked.map_or_else(String::new, |it| it.reach.masked());
    }
    Ok(CodeView {
        page: ctx.page(),
        for_home: aim.is_home(),
        masked,
        minutes: CODE_SECONDS / 60,
        errors,
    })
}

pub(in super::super) async fn show_code(
    ctx: Ctx,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> PageResult {
    let view = code_view(&ctx, wanted.aim(), &headers, Errors::default()).await?;
    if view.masked.is_empty() {
        return Ok(redirect(LIST));
    }
    render(&view)
}

/// Takes the code.
pub(in super::super) async fn by_code(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    headers: HeaderMap,
    posted: Posted,
) -> PageResult {
    limit(&ctx)?;
    let aim = Aim::of(&posted.0);
    let code = typed_code(&posted.0.text("code"));
    let secret = cookie::asked(&headers).unwrap_or_default();
    if let Some(token) = light::enter(&matters.site, &secret, &code).await? {
        let response = redirect(aim.leads_to());
        return Ok(cookie::with_session(&matters.site, response, &token));
    }
    let mut errors = Errors::default();
    errors.add("code", ctx.t("matters-mine-code-wrong"));
    let view = code_view(&ctx, aim, &headers, errors).await?;
    if view.masked.is_empty() {
        let sentence = ctx.t("matters-mine-code-old");
        return refused(&ctx, aim, "", ("reach", sentence));
    }
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// Takes the code of a slip.
pub(in super::super) async fn by_slip(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    posted: Posted,
) -> PageResult {
    limit(&ctx)?;
    let form = posted.0;
    let aim = Aim::of(&form);
    let typed = form.text("slip-reach");
    let code = typed_code(&form.text("slip-code"));
    let Some(reach) = Reach::read(&typed) else {
        let sentence = ctx.t("matters-mine-reach-odd");
        return slip_refused(&ctx, aim, &typed, ("slip-reach", sentence));
    };
    let Some(token) = light::enter_by_slip(&matters.site, &reach, &code).await? else {
        let sentence = ctx.t("matters-mine-slip-wrong");
        return slip_refused(&ctx, aim, &typed, ("slip-code", sentence));
    };
    let response = redirect(aim.leads_to());
    Ok(cookie::with_session(&matters.site, response, &token))
}

/// Guesses of one network, whatever phone they are about.
fn limit(ctx: &Ctx) -> Result<(), PageError> {
    ctx.site
        .limits
        .sign_in(&ctx.network)
        .map_err(|wait_seconds| PageError::TooMany { wait_seconds })
}
