//! Looking at a reporter's name and phone: an act with a reason, in the journal, for one answer.

use std::sync::Arc;

use axum::extract::{Path, State};
use huiyin_web::forms::{Errors, Posted};
use huiyin_web::{Ctx, PageError, PageResult};

use super::acts;
use super::call;
use super::matter::{self, Shown};
use super::person::REASONS;
use super::whose::id_of;
use crate::Matters;
use crate::rules;
use crate::store::reveal::{OF_REPORTERS, Reveal};

/// Letters of the words that may be added to a reason.
const NOTE_CHARS: usize = 200;

pub(super) async fn post(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
    Posted(form): Posted,
) -> PageResult {
    let id = id_of(&id)?;
    let loaded = matter::load(&ctx, &matters, id).await?;
    if !rules::may_see_reporter(&loaded.actor, &loaded.known.matter) {
        return Err(PageError::NotFound);
    }
    let mut errors = Errors::default();
    let reason = form.text("reason");
    let note = errors.optional(&ctx, &form, "note", NOTE_CHARS);
    let known = REASONS.contains(&reason.as_str());
    if !known || (reason == "other" && note.is_empty()) {
        errors.add("reason", ctx.t("matters-desk-reveal-why"));
    }
    if !errors.is_empty() {
        return Err(errors.into_error());
    }
    let viewer = ctx.signed_in()?;
    let reveal = Reveal {
        id: matters.site.new_id(),
        subject: id,
        account: viewer.account_id,
        reason: &reason,
        note: &note,
    };
    let mut tx = matters.site.db.write().await?;
    let alarm = matters.site.new_id();
    let reveals = OF_REPORTERS;
    reveals
        .record(
            &mut tx,
            &reveal,
            &loaded.actor.journal_name(),
            alarm,
            ctx.now,
        )
        .await?;
    tx.commit().await?;
    if form.text("back") == "call" {
        return call::page(&ctx, &matters, &loaded, call::Shown::revealed()).await;
    }
    let shown = Shown {
        forms: acts::all(loaded.scene(&ctx, &matters), None),
        revealed: true,
        ..Shown::default()
    };
    matter::page(&ctx, &matters, &loaded, shown)
}
