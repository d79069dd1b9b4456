//! One case, for whoever holds its code: how far it is, what came of it, and the copy.

use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use huiyin_db::Tx;
use huiyin_kernel::{EchoCode, Id, Instant};
use huiyin_matters::personal::{self, MatterCopy};
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render};

use super::rights::wrong_code;
use super::say::{self, Badge, Due, Line};
use crate::model::{Act, Actor, Case, Proof, State as CaseState, StateName};
use crate::ops::{self, Expected};
use crate::store::cases::{self, Known};
use crate::{HeldCopy, Privacy};

/// A copy can be fetched for so long after it was granted.
const COPY_HOURS: i64 = 24 * 30;

#[derive(Template)]
#[template(path = "rights_case.html")]
struct View {
    page: Page,
    number: String,
    code: String,
    shown_code: String,
    right: String,
    state: Badge,
    due: Option<Due>,
    open: bool,
    refused: bool,
    matters: Vec<String>,
    lines: Vec<Line>,
    copy_until: String,
}

#[derive(Template)]
#[template(path = "rights_copy.html")]
pub(super) struct CopyView {
    pub page: Page,
    pub number: String,
    pub made_at: String,
    pub matters: Vec<MatterCopy>,
    pub elsewhere: Vec<HeldCopy>,
    /// Where photos are shown from; empty on paper.
    pub photos_at: String,
}

/// The case that a code opens; a wrong one is not there.
async fn found(ctx: &Ctx, privacy: &Privacy, tx: &mut Tx, typed: &str) -> Result<Known, PageError> {
    if let Ok(code) = typed.parse::<EchoCode>() {
        let keys = &privacy.matters.site.keys;
        if let Some(known) = cases::by_code(tx, keys, &code).await? {
            return Ok(known);
        }
    }
    wrong_code(ctx)?;
    Err(PageError::NotFound)
}

/// Until when the copy can be fetched, where there is one.
fn copy_until(case: &Case) -> Option<Instant> {
    match case.state {
        CaseState::Done { at, .. } if case.kind.gives_copy() => Some(at.plus_hours(COPY_HOURS)),
        _ => None,
    }
}

pub(super) async fn show(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path(code): Path<String>,
) -> PageResult {
    let mut tx = privacy.matters.site.db.read().await?;
    let known = found(&ctx, &privacy, &mut tx, &code).await?;
    let case = &known.case;
    let people = cases::people(&mut tx, case.id).await?;
    let until = copy_until(case).filter(|until| ctx.now < *until);
    let state = case.state.name();
    render(&View {
        page: ctx.page(),
        number: known.number.clone(),
        code: known.code.as_str().to_owned(),
        shown_code: known.code.to_string(),
        right: ctx.t(&format!("privacy-kind-{}", case.kind.key())),
        state: say::state(&ctx, state),
        due: say::due(&ctx, case),
        open: state.is_open(),
        refused: state == StateName::Refused,
        matters: people.into_iter().map(|it| it.number).collect(),
        lines: say::lines(&ctx, &mut tx, case, false).await?,
        copy_until: until.map_or_else(String::new, |it| ctx.day(it.date())),
    })
}

pub(super) async fn withdraw(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path(code): Path<String>,
    Posted(_): Posted,
) -> PageResult {
    let mut tx = privacy.matters.site.db.read().await?;
    let known = found(&ctx, &privacy, &mut tx, &code).await?;
    drop(tx);
    let id = known.case.id;
    ops::act(
        &privacy,
        id,
        Actor::Person,
        &Act::Withdraw,
        Expected::default(),
    )
    .await?;
    let code = known.code.as_str();
    Ok(redirect(&format!(
        "/rights/cases/{code}?done=rights-withdrawn"
    )))
}

/// The case, if its copy can be fetched now.
async fn with_copy(
    ctx: &Ctx,
    privacy: &Privacy,
    tx: &mut Tx,
    code: &str,
) -> Result<Known, PageError> {
    let known = found(ctx, privacy, tx, code).await?;
    let until = copy_until(&known.case);
    // What was proven at the counter is handed over there first.
    let handed_over = known.case.proof == Proof::Code || known.case.handed_over_at.is_some();
    if handed_over && until.is_some_and(|until| ctx.now < until) {
        return Ok(known);
    }
    Err(PageError::NotFound)
}

pub(super) async fn copy(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path(code): Path<String>,
) -> PageResult {
    let mut tx = privacy.matters.site.db.read().await?;
    let known = with_copy(&ctx, &privacy, &mut tx, &code).await?;
    let copy = ops::copy_of(&privacy, &mut tx, &known, false, ctx.now).await?;
    render(&CopyView {
        page: ctx.page(),
        number: known.number.clone(),
        made_at: ctx.moment(ctx.now),
        matters: copy.matters,
        elsewhere: copy.elsewhere,
        photos_at: format!("/rights/cases/{}/photos", known.code.as_str()),
    })
}

/// The copy as a file that other programs read, with the photos in it.
pub(super) async fn copy_json(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path(code): Path<String>,
) -> PageResult {
    let mut tx = privacy.matters.site.db.read().await?;
    let known = with_copy(&ctx, &privacy, &mut tx, &code).await?;
    let copy = ops::copy_of(&privacy, &mut tx, &known, true, ctx.now).await?;
    let mut response = Json(copy).into_response();
    let name = format!("attachment; filename=\"huiyin-{}.json\"", known.number);
    if let Ok(value) = HeaderValue::from_str(&name) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_DISPOSITION, value);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(response)
}

pub(super) async fn photo(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Path((code, photo)): Path<(String, String)>,
) -> PageResult {
    let wanted: Id = photo.parse().map_err(|_| PageError::NotFound)?;
    let site = &privacy.matters.site;
    let mut tx = site.db.read().await?;
    let known = with_copy(&ctx, &privacy, &mut tx, &code).await?;
    for person in cases::people(&mut tx, known.case.id).await? {
        let held = personal::held(&mut tx, person.reporter).await?;
        let Some(held) = held.filter(|it| it.reported) else {
            continue;
        };
        let blob = huiyin_matters::store::blob_of(&mut tx, held.matter, wanted).await?;
        if let Some(blob) = blob {
            let bytes = site.blobs.read(&mut tx, &blob).await?;
            let bytes = bytes.ok_or(PageError::NotFound)?;
            let mut response = bytes.into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            return Ok(response);
        }
    }
    Err(PageError::NotFound)
}
