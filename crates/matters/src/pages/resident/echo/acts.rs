//! What a reporter does on the page of their code. Each act is one form; a refusal comes back at
//! the form with what was typed.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_db::StoreError;
use huiyin_db::blobs::Photo;
use huiyin_kernel::Id;
use huiyin_web::forms::{self, Errors, Form, Posted};
use huiyin_web::upload::Uploaded;
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::super::holder::{self, Holder};
use super::super::report;
use super::super::wording;
use super::view::{self, Typed};
use crate::Matters;
use crate::model::{Act, CallBackResult, Rating};
use crate::ops::{self, Extra, OpError};

/// Attempts where somebody on the desk writes to the same matter at this moment.
const TRIES: usize = 4;

type Code = Path<String>;
type Slice = State<Arc<Matters>>;

pub(in super::super) async fn message(
    ctx: Ctx,
    matters: Slice,
    code: Code,
    posted: Posted,
) -> PageResult {
    let act = |form: &Form| Act::Message {
        text: form.text("message"),
    };
    simple(&ctx, &matters.0, &code.0, &posted.0, "message", act).await
}

pub(in super::super) async fn chase(
    ctx: Ctx,
    matters: Slice,
    code: Code,
    posted: Posted,
) -> PageResult {
    let act = |form: &Form| Act::Chase {
        text: form.text("chase"),
    };
    simple(&ctx, &matters.0, &code.0, &posted.0, "chase", act).await
}

pub(in super::super) async fn withdraw(
    ctx: Ctx,
    matters: Slice,
    code: Code,
    posted: Posted,
) -> PageResult {
    let act = |form: &Form| Act::Withdraw {
        reason: form.text("withdraw"),
    };
    simple(&ctx, &matters.0, &code.0, &posted.0, "withdraw", act).await
}

pub(in super::super) async fn reopen(
    ctx: Ctx,
    matters: Slice,
    code: Code,
    posted: Posted,
) -> PageResult {
    let act = |form: &Form| Act::Reopen {
        reason: form.text("reopen"),
    };
    simple(&ctx, &matters.0, &code.0, &posted.0, "reopen", act).await
}

pub(in super::super) async fn confirm(
    ctx: Ctx,
    matters: Slice,
    code: Code,
    posted: Posted,
) -> PageResult {
    word(&ctx, &matters.0, &code.0, &posted.0, "confirm").await
}

pub(in super::super) async fn again(
    ctx: Ctx,
    matters: Slice,
    code: Code,
    posted: Posted,
) -> PageResult {
    word(&ctx, &matters.0, &code.0, &posted.0, "again").await
}

/// An act that is a text and nothing else.
async fn simple(
    ctx: &Ctx,
    matters: &Matters,
    code: &str,
    form: &Form,
    name: &'static str,
    act: impl Fn(&Form) -> Act,
) -> PageResult {
    let holder = match holding(ctx, matters, code).await {
        Ok(holder) => holder,
        Err(unknown) => return unknown.into_result(),
    };
    let typed = typed(form, name);
    let key = forms::key_of(form)?;
    carry_out(ctx, matters, &holder, act(form), key, Vec::new(), typed).await
}

/// Whether it is solved, and whether one is content.
async fn word(
    ctx: &Ctx,
    matters: &Matters,
    code: &str,
    form: &Form,
    name: &'static str,
) -> PageResult {
    let holder = match holding(ctx, matters, code).await {
        Ok(holder) => holder,
        Err(unknown) => return unknown.into_result(),
    };
    let mut typed = typed(form, name);
    let key = forms::key_of(form)?;
    let Some(result) = CallBackResult::from_name(&typed.result) else {
        typed
            .errors
            .add("result", ctx.t("matters-resident-result-missing"));
        return again_with(ctx, matters, &holder, typed).await;
    };
    let rating = Rating::from_name(&typed.rating);
    let note = typed.text.clone();
    let act = if name == "confirm" {
        Act::Confirm {
            result,
            rating,
            note,
        }
    } else {
        Act::AnswerAgain {
            result,
            rating,
            note,
        }
    };
    carry_out(ctx, matters, &holder, act, key, Vec::new(), typed).await
}

pub(in super::super) async fn photos(
    ctx: Ctx,
    matters: Slice,
    code: Code,
    uploaded: Uploaded,
) -> PageResult {
    let holder = match holding(&ctx, &matters.0, &code.0).await {
        Ok(holder) => holder,
        Err(unknown) => return unknown.into_result(),
    };
    let key = forms::key_of(&uploaded.form)?;
    if let Err(wait_seconds) = ctx.site.limits.report(&ctx.network) {
        return Err(PageError::TooMany { wait_seconds });
    }
    let mut typed = typed(&uploaded.form, "photos");
    let files: Vec<Vec<u8>> = uploaded.files.into_iter().map(|(_, bytes)| bytes).collect();
    if files.is_empty() {
        typed
            .errors
            .add("photos", ctx.t("matters-resident-photos-none"));
        return again_with(&ctx, &matters.0, &holder, typed).await;
    }
    let photos = report::clean_photos(&ctx, files, 0, &mut typed.errors).await?;
    if !typed.errors.is_empty() {
        return again_with(&ctx, &matters.0, &holder, typed).await;
    }
    let act = Act::AddPhotos {
        photo_ids: Vec::new(),
    };
    carry_out(&ctx, &matters.0, &holder, act, key, photos, typed).await
}

async fn holding(ctx: &Ctx, matters: &Matters, code: &str) -> Result<Holder, holder::Unknown> {
    let mut tx = matters.site.db.read().await?;
    holder::find(ctx, matters, &mut tx, code).await
}

fn typed(form: &Form, act: &'static str) -> Typed {
    Typed {
        errors: Errors::default(),
        act,
        // Several forms stand on the page, so each names its text after itself.
        text: form.text(if matches!(act, "confirm" | "again") {
            "note"
        } else {
            act
        }),
        result: form.text("result"),
        rating: form.text("rating"),
    }
}

async fn carry_out(
    ctx: &Ctx,
    matters: &Matters,
    holder: &Holder,
    act: Act,
    key: Id,
    photos: Vec<Photo>,
    mut typed: Typed,
) -> PageResult {
    let extra = Extra {
        form_key: Some(key),
        photos,
        ..Extra::default()
    };
    match act_through(matters, holder, &act, &extra).await {
        Ok(done) => {
            let word = if done.repeated { "repeated" } else { typed.act };
            Ok(redirect(&format!(
                "{}?done=resident-{word}",
                holder.address()
            )))
        }
        Err(error) => {
            let sentence = wording::refusal(ctx, error.into())?;
            let field = match typed.act {
                "confirm" | "again" => "result",
                other => other,
            };
            typed.errors.add(field, sentence);
            again_with(ctx, matters, holder, typed).await
        }
    }
}

/// The desk may write to the same matter in the same moment; a resident's word has nothing to do
/// with that, so it is simply said again to the newer version.
async fn act_through(
    matters: &Matters,
    holder: &Holder,
    act: &Act,
    extra: &Extra,
) -> Result<ops::Done, OpError> {
    if matches!(act, Act::Withdraw { .. }) {
        let mut tx = matters.site.db.read().await?;
        let now = matters.site.now();
        ops::light::not_just_after_slip(&mut tx, &[holder.reporter], now).await?;
    }
    let mut tries = 0;
    loop {
        tries += 1;
        let done = ops::act(
            matters,
            holder.matter,
            &holder.actor(),
            act.clone(),
            extra.clone(),
        )
        .await;
        match done {
            Err(OpError::Store(StoreError::Conflict { .. } | StoreError::Duplicate(_)))
                if tries < TRIES => {}
            other => return other,
        }
    }
}

async fn again_with(ctx: &Ctx, matters: &Matters, holder: &Holder, typed: Typed) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    view::render(ctx, matters, &mut tx, holder, typed, status).await
}
