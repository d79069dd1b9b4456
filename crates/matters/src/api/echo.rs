use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use huiyin_kernel::{EchoCode, Id};
use huiyin_web::{Ctx, PageError};
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{EchoView, Reader, echo_view};
use crate::model::{Act, Actor, CallBackResult, Rating};
use crate::ops::{self, Extra};
use crate::slice::Matters;
use crate::store;

/// What the holder of a code does.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "act", rename_all = "snake_case")]
pub(crate) enum ReporterAct {
    Message {
        text: String,
    },
    Chase {
        text: String,
    },
    Withdraw {
        reason: String,
    },
    /// `result`: `solved`, `partly` or `not_solved`; `rating`: `content`, `fairly_content` or
    /// `not_content`.
    Confirm {
        result: String,
        rating: Option<String>,
        note: Option<String>,
    },
    Reopen {
        reason: String,
    },
}

/// The matter that a code opens.
#[utoipa::path(get, path = "/api/v1/echo/{code}", tag = "residents",
    params(("code" = String, Path, description = "The echo code, with or without hyphens")),
    responses((status = 200, body = EchoView), (status = 404, description = "No such code"),
        (status = 429, description = "Too many wrong codes from this network")))]
pub(crate) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(code): Path<String>,
) -> Result<Json<EchoView>, PageError> {
    let holder = find(&ctx, &matters, &code).await?;
    Ok(Json(view(&ctx, &matters, holder).await?))
}

/// An act of the reporter.
#[utoipa::path(post, path = "/api/v1/echo/{code}/acts", tag = "residents", request_body = ReporterAct,
    params(("code" = String, Path, description = "The echo code")),
    responses((status = 200, body = EchoView),
        (status = 400, description = "The body is no such JSON"),
        (status = 403, description = "Signed in, and the token is missing"),
        (status = 404, description = "No such code"), (status = 413, description = "The body is too large"),
        (status = 429, description = "Too many wrong codes from this network"),
        (status = 422, description = "A rule refuses; the message says why")))]
pub(crate) async fn act(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(code): Path<String>,
    body: super::Body,
) -> Result<Json<EchoView>, PageError> {
    let wanted: ReporterAct = super::read(&ctx, body)?;
    let holder = find(&ctx, &matters, &code).await?;
    let (id, act) = (holder.matter, translate(&ctx, wanted)?);
    if matches!(act, Act::Withdraw { .. }) {
        let mut tx = matters.site.db.read().await?;
        ops::light::not_just_after_slip(&mut tx, &[holder.reporter], ctx.now).await?;
    }
    ops::act(&matters, id, &holder.actor(), act, Extra::default()).await?;
    Ok(Json(view(&ctx, &matters, holder).await?))
}

fn translate(ctx: &Ctx, wanted: ReporterAct) -> Result<Act, PageError> {
    let unknown = |field: &str| super::bad_field(ctx, field, "web-field-unknown");
    Ok(match wanted {
        ReporterAct::Message { text } => Act::Message { text },
        ReporterAct::Chase { text } => Act::Chase { text },
        ReporterAct::Withdraw { reason } => Act::Withdraw { reason },
        ReporterAct::Reopen { reason } => Act::Reopen { reason },
        ReporterAct::Confirm {
            result,
            rating,
            note,
        } => Act::Confirm {
            result: CallBackResult::from_name(&result).ok_or_else(|| unknown("result"))?,
            rating: rating
                .map(|name| Rating::from_name(&name).ok_or_else(|| unknown("rating")))
                .transpose()?,
            note: note.unwrap_or_default(),
        },
    })
}

/// Somebody with a valid code: the reporter, or one of those who joined.
#[derive(Debug, Clone, Copy)]
struct Holder {
    matter: Id,
    reporter: Id,
    reported: bool,
}

impl Holder {
    /// Those who joined see the same echo but speak for nobody else.
    const fn actor(self) -> Actor {
        if self.reported {
            Actor::reporter(self.matter)
        } else {
            Actor::VISITOR
        }
    }

    const fn reader(self) -> Reader {
        if self.reported {
            Reader::Reporter
        } else {
            Reader::SameEcho
        }
    }
}

async fn find(ctx: &Ctx, matters: &Matters, code: &str) -> Result<Holder, PageError> {
    let look = matters.site.limits.look(&ctx.network);
    look.map_err(|wait_seconds| PageError::TooMany { wait_seconds })?;
    let mut tx = matters.site.db.read().await?;
    if let Ok(code) = code.parse::<EchoCode>()
        && let Some(found) = store::holder_of(&mut tx, &matters.site.keys, &code).await?
    {
        let (reporter, matter, role) = found;
        return Ok(Holder {
            matter,
            reporter,
            reported: role == "reporter",
        });
    }
    match matters.site.limits.wrong_code(&ctx.network) {
        Ok(()) => Err(PageError::NotFound),
        Err(wait_seconds) => Err(PageError::TooMany { wait_seconds }),
    }
}

async fn view(ctx: &Ctx, matters: &Matters, holder: Holder) -> Result<EchoView, PageError> {
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let known = store::load(&mut tx, &matters.site.keys, holder.matter)
        .await?
        .ok_or(PageError::NotFound)?;
    let history = store::history(&mut tx, holder.matter).await?;
    Ok(echo_view(ctx, &world, &known, &history, holder.reader()))
}
