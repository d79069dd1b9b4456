use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use huiyin_db::blobs::Photo;
use huiyin_db::{StoreError, Tx};
use huiyin_kernel::Id;
use huiyin_web::forms::{self, Errors};
use huiyin_web::upload::Uploaded;
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::form::{self, Typed};
use super::kept;
use super::place::{self, Found};
use super::view::{self, Stage};
use crate::model::{Actor, Source};
use crate::ops::{self, Intake, OpError, Receipt};
use crate::rules::{emergency, split_hint};
use crate::store::Contact;
use crate::{Matters, World};

/// Attempts against a twin of the same form before giving up.
const TRIES: usize = 3;

/// Takes a report, or shows the form again with all that was typed: to mend a field, to ring an
/// emergency number first, to choose the compound, or to make two of one.
pub(in super::super) async fn send(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    uploaded: Uploaded,
) -> PageResult {
    let mut typed = Typed::read(&uploaded.form);
    let keys = form::posted_keys(&uploaded.form, &typed)?;
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let mut photos = if typed.drop_photos {
        Vec::new()
    } else {
        kept::open(&matters.site, &mut tx, &typed.form_key, &typed.kept).await?
    };
    let mut stage = Stage::default();
    let files: Vec<Vec<u8>> = uploaded.files.into_iter().map(|(_, bytes)| bytes).collect();
    let fresh = !files.is_empty();
    if fresh && let Err(seconds) = ctx.site.limits.report(&ctx.network) {
        return wait(&ctx, &matters, &world, typed, &photos, seconds).await;
    }
    photos.extend(kept::clean(&ctx, files, photos.len(), &mut stage.errors).await?);
    let found = place::resolve(&mut tx, &world, &typed).await?;
    let ready = judge(&ctx, &mut tx, &world, &mut typed, &found, &mut stage).await?;
    drop(tx);
    if let Some(status) = ready {
        return again(&ctx, &matters, &world, typed, &photos, stage, status).await;
    }
    if !fresh && let Err(seconds) = ctx.site.limits.report(&ctx.network) {
        return wait(&ctx, &matters, &world, typed, &photos, seconds).await;
    }
    take(&ctx, &matters, &world, typed, keys, photos, found).await
}

/// Whether the form must be shown again, and with which status.
async fn judge(
    ctx: &Ctx,
    tx: &mut Tx,
    world: &World,
    typed: &mut Typed,
    found: &Found,
    stage: &mut Stage,
) -> Result<Option<StatusCode>, PageError> {
    if typed.find {
        stage.spots = Some(place::search(ctx, tx, world, typed).await?);
        if typed.place.is_empty() {
            stage
                .errors
                .add("place", ctx.t("matters-resident-search-empty"));
        }
        return Ok(Some(StatusCode::OK));
    }
    if !typed.anyway {
        stage.emergency = emergency::numbers(&typed.all_text(), None);
        if !stage.emergency.is_empty() {
            return Ok(Some(StatusCode::OK));
        }
    }
    typed.check(ctx, &mut stage.errors);
    if found.outside {
        stage
            .errors
            .add("map", ctx.t("matters-resident-point-outside"));
    }
    if !stage.errors.is_empty() {
        stage.split = typed.as_two();
        return Ok(Some(StatusCode::UNPROCESSABLE_ENTITY));
    }
    if typed.wants_consent() && !["yes", "no"].contains(&typed.consent.as_str()) {
        stage.consent = true;
        stage.split = typed.as_two();
        return Ok(Some(StatusCode::OK));
    }
    if typed.parts.is_empty()
        && let Some(halves) = split_hint::split(&typed.what)
    {
        let (first, second) = (halves.first.to_owned(), halves.second.to_owned());
        (typed.first, typed.second) = (first, second);
        stage.split = true;
        return Ok(Some(StatusCode::OK));
    }
    Ok(None)
}

async fn again(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    mut typed: Typed,
    photos: &[Photo],
    stage: Stage,
    status: StatusCode,
) -> PageResult {
    typed.kept = kept::keep(&matters.site, &typed.form_key, photos).await?;
    typed.drop_photos = false;
    view::render(ctx, world, typed, stage, status)
}

/// Too many reports from one network: nothing is lost, and a person answers the phone meanwhile.
async fn wait(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    typed: Typed,
    photos: &[Photo],
    seconds: u64,
) -> PageResult {
    let stage = Stage {
        wait_minutes: Some(seconds.div_ceil(60)),
        split: typed.as_two(),
        ..Stage::default()
    };
    let mut response = again(
        ctx,
        matters,
        world,
        typed,
        photos,
        stage,
        StatusCode::TOO_MANY_REQUESTS,
    )
    .await?;
    response
        .headers_mut()
        .insert(axum::http::header::RETRY_AFTER, seconds.into());
    Ok(response)
}

async fn take(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    typed: Typed,
    keys: (Id, Id),
    photos: Vec<Photo>,
    found: Found,
) -> PageResult {
    let mut receipts = Vec::new();
    for (text, key) in typed.texts().into_iter().zip([keys.0, keys.1]) {
        let intake = Intake {
            kind: typed.kind(),
            place: found.placed.clone(),
            area: found.area,
            photos: photos.clone(),
            contact: Contact {
                tell: typed.tell.then_some(ctx.lang),
                ..typed.contact_agreed()
            },
            consented: typed.has_consented() && typed.wants_consent(),
            ..Intake::of_text(form::matter_id(&matters.site, key, text), Source::Web, text)
        };
        match report(matters, intake).await {
            Ok(receipt) => receipts.push(receipt),
            Err(error) => {
                if receipts.is_empty() && matches!(error, OpError::Store(_)) {
                    ctx.site.limits.report_not_taken(&ctx.network);
                }
                return refused(ctx, matters, world, typed, photos, error).await;
            }
        }
    }
    Ok(landing(&receipts))
}

/// The form once more with what was typed, for what a rule refuses and for what found no room. On a
/// full disk only those photos stay that were kept before; the words need no room to come back.
async fn refused(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    typed: Typed,
    mut photos: Vec<Photo>,
    error: OpError,
) -> PageResult {
    let mut errors = Errors::default();
    let status = if matches!(error, OpError::Store(StoreError::Full)) {
        photos.retain(|photo| photo.width_px == 0);
        errors.add("what", ctx.t("web-error-disk-full"));
        StatusCode::INSUFFICIENT_STORAGE
    } else {
        errors.add("what", super::super::wording::refusal(ctx, error.into())?);
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let stage = Stage {
        errors,
        split: typed.as_two(),
        ..Stage::default()
    };
    again(ctx, matters, world, typed, &photos, stage, status).await
}

fn landing(receipts: &[Receipt]) -> Response {
    let code = |at: usize| receipts.get(at).map_or("", |receipt| receipt.code.as_str());
    if receipts.len() > 1 {
        redirect(&format!("/receipt/{}?also={}", code(0), code(1)))
    } else {
        redirect(&format!("/receipt/{}", code(0)))
    }
}

/// A twin of the same form may be at work at this moment: once it is through, we meet its result.
async fn report(matters: &Matters, intake: Intake) -> Result<Receipt, OpError> {
    let mut tries = 0;
    loop {
        tries += 1;
        match ops::report(matters, intake.clone(), &Actor::VISITOR).await {
            Err(OpError::Store(error)) if tries < TRIES && forms::is_twin(&error) => {}
            other => return other,
        }
    }
}
