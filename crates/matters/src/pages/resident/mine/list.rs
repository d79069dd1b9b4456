//! The list of one's own matters.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use huiyin_db::Tx;
use huiyin_kernel::{EchoCode, Id};
use huiyin_web::forms::{Errors, Posted};
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::super::wording::{self, Badge};
use super::cookie;
use super::enter::{EnterView, Wanted};
use crate::Matters;
use crate::model::StateName;
use crate::ops::light;
use crate::rules::light::{ADDED_MOST, SHOWN_MOST};
use crate::store::light::{self as rows, Account, Echo};

const LIST: &str = "/mine";
/// Characters of a typed code that are shown again.
const CODE_CHARACTERS: usize = 40;

struct Line {
    id: Id,
    what: String,
    number: String,
    badge: Badge,
    received: String,
    until: String,
    /// An answer waits for the word of whoever reported.
    waits: bool,
}

impl Line {
    fn new(ctx: &Ctx, echo: Echo) -> Self {
        // Who joined sees what was released, not the words of somebody else.
        let what = if echo.reported {
            echo.headline
        } else {
            echo.summary
        };
        Self {
            id: echo.reporter,
            what: if what.is_empty() {
                echo.number.clone()
            } else {
                what
            },
            number: echo.number,
            badge: wording::badge(ctx, echo.state),
            received: wording::day(ctx, echo.received_at.date()),
            until: echo
                .due_before
                .filter(|_| echo.state.is_open())
                .map_or_else(String::new, |before| wording::until(ctx, before)),
            waits: echo.reported && echo.state == StateName::Answered,
        }
    }
}

#[derive(Template)]
#[template(path = "mine.html")]
struct View {
    page: Page,
    masked: String,
    by_phone: Vec<Line>,
    added: Vec<Line>,
    /// There may be more than the list shows.
    is_cut: bool,
    shown_most: i64,
    code: String,
    errors: Errors,
}

impl View {
    async fn load(
        ctx: &Ctx,
        tx: &mut Tx,
        account: &Account,
        code: String,
        errors: Errors,
    ) -> Result<Self, PageError> {
        let by_phone = rows::by_phone(tx, &ctx.site.keys, account).await?;
        let is_cut = i64::try_from(by_phone.len()).unwrap_or(SHOWN_MOST) >= SHOWN_MOST;
        let by_phone = once(by_phone);
        let mut added = once(rows::added(tx, account.id).await?);
        added.retain(|echo| !by_phone.iter().any(|it| it.number == echo.number));
        let lines = |echoes: Vec<Echo>| {
            echoes
                .into_iter()
                .map(|echo| Line::new(ctx, echo))
                .collect()
        };
        Ok(Self {
            page: ctx.page(),
            masked: account.reach.masked(),
            by_phone: lines(by_phone),
            added: lines(added),
            is_cut,
            shown_most: SHOWN_MOST,
            code,
            errors,
        })
    }
}

/// Each matter once: whoever reported one and joined it later sees what they reported.
fn once(echoes: Vec<Echo>) -> Vec<Echo> {
    let mut shown: Vec<Echo> = Vec::new();
    for echo in echoes {
        match shown.iter_mut().find(|it| it.number == echo.number) {
            Some(before) if echo.reported && !before.reported => *before = echo,
            Some(_) => {}
            None => shown.push(echo),
        }
    }
    shown
}

/// The account of this browser, or the way to one.
async fn owner(ctx: &Ctx, headers: &HeaderMap, tx: &mut Tx) -> Result<Account, Response> {
    match cookie::account(ctx, headers, tx).await {
        Ok(Some(account)) => Ok(account),
        Ok(None) => Err(redirect(LIST)),
        Err(error) => Err(axum::response::IntoResponse::into_response(error)),
    }
}

pub(in super::super) async fn show(
    ctx: Ctx,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> PageResult {
    let mut tx = ctx.site.db.read().await?;
    let Some(account) = cookie::account(&ctx, &headers, &mut tx).await? else {
        let view = EnterView::new(&ctx, wanted.aim(), String::new(), Errors::default());
        return render(&view);
    };
    // The phone may have been proven elsewhere since the page of the unit asked for it.
    if wanted.aim().is_home() {
        return Ok(redirect(wanted.aim().leads_to()));
    }
    let errors = Errors::default();
    render(&View::load(&ctx, &mut tx, &account, String::new(), errors).await?)
}

/// Leads to the page of one's own echo. Its code stands in no list, so that a glance at the
/// screen does not take it away.
pub(in super::super) async fn open(
    ctx: Ctx,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> PageResult {
    let id: Id = id.parse().map_err(|_| PageError::NotFound)?;
    let mut tx = ctx.site.db.read().await?;
    let account = match owner(&ctx, &headers, &mut tx).await {
        Ok(account) => account,
        Err(response) => return Ok(response),
    };
    let keys = &ctx.site.keys;
    let matter = rows::is_shown(&mut tx, keys, &account, id)
        .await?
        .ok_or(PageError::NotFound)?;
    let code = rows::code_of(&mut tx, keys, matter, id)
        .await?
        .ok_or(PageError::NotFound)?;
    Ok(redirect(&format!("/echo/{}", code.as_str())))
}

pub(in super::super) async fn add(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    headers: HeaderMap,
    posted: Posted,
) -> PageResult {
    let mut tx = ctx.site.db.read().await?;
    let account = match owner(&ctx, &headers, &mut tx).await {
        Ok(account) => account,
        Err(response) => return Ok(response),
    };
    let typed: String = posted.0.text("code");
    if let Ok(code) = typed.parse::<EchoCode>()
        && light::add(&matters.site, &account, &code).await?
    {
        return Ok(redirect("/mine?done=mine-added"));
    }
    ctx.site
        .limits
        .wrong_code(&ctx.network)
        .map_err(|wait_seconds| PageError::TooMany { wait_seconds })?;
    let mut errors = Errors::default();
    let sentence = ctx.say("matters-mine-add-wrong", &[("most", ADDED_MOST.into())]);
    errors.add("code", sentence);
    let typed = typed.chars().take(CODE_CHARACTERS).collect();
    let view = View::load(&ctx, &mut tx, &account, typed, errors).await?;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

pub(in super::super) async fn remove(
    ctx: Ctx,
    headers: HeaderMap,
    Path(id): Path<String>,
    _posted: Posted,
) -> PageResult {
    let id: Id = id.parse().map_err(|_| PageError::NotFound)?;
    let mut tx = ctx.site.db.write().await?;
    let account = match owner(&ctx, &headers, &mut tx).await {
        Ok(account) => account,
        Err(response) => return Ok(response),
    };
    // Removed twice is removed.
    rows::remove(&mut tx, account.id, id).await?;
    tx.commit().await?;
    Ok(redirect("/mine?done=mine-removed"))
}

pub(in super::super) async fn leave(ctx: Ctx, headers: HeaderMap, _posted: Posted) -> PageResult {
    if let Some(token) = cookie::token(&headers) {
        let mut tx = ctx.site.db.write().await?;
        rows::sign_out(&mut tx, &ctx.site.keys, &token).await?;
        tx.commit().await?;
    }
    let response = redirect("/mine?done=mine-left");
    Ok(cookie::without_session(&ctx.site, response))
}

pub(in super::super) async fn forget(ctx: Ctx, headers: HeaderMap, posted: Posted) -> PageResult {
    let mut tx = ctx.site.db.read().await?;
    let account = match owner(&ctx, &headers, &mut tx).await {
        Ok(account) => account,
        Err(response) => return Ok(response),
    };
    if !posted.0.is_on("sure") {
        let mut errors = Errors::default();
        errors.add("sure", ctx.t("matters-mine-forget-sure-first"));
        let view = View::load(&ctx, &mut tx, &account, String::new(), errors).await?;
        return render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
    }
    drop(tx);
    light::forget(&ctx.site, account.id).await?;
    let response = redirect("/mine?done=mine-forgotten");
    Ok(cookie::without_session(&ctx.site, response))
}
