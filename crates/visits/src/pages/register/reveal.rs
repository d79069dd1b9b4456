//! Looking at the name and phone of a door: an act with a reason, in the journal, for one answer.

use std::sync::Arc;

use axum::extract::{Path, State};
use huiyin_kernel::Id;
use huiyin_web::forms::{Errors, Posted};
use huiyin_web::{Ctx, PageResult};

use super::{one, reach};
use crate::Visits;
use crate::ops::doors;
use crate::store::door_reveals::REVEALS;
use huiyin_matters::store::Reveal;

/// Why somebody needs them; the code goes into the journal.
pub(super) const REASONS: &[&str] = &["appointment", "ask_back", "check", "other"];
/// Letters of the words that may be added to a reason.
const NOTE_CHARS: usize = 200;

pub(super) async fn post(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<Id>,
    Posted(form): Posted,
) -> PageResult {
    let reach = reach(&ctx)?;
    let mut errors = Errors::default();
    let reason = form.text("reason");
    let note = errors.optional(&ctx, &form, "note", NOTE_CHARS);
    let known = REASONS.contains(&reason.as_str());
    if !known || (reason == "other" && note.is_empty()) {
        errors.add("reason", ctx.t("visits-register-reveal-why"));
    }
    if !errors.is_empty() {
        return Err(errors.into_error());
    }
    let viewer = ctx.signed_in()?;
    let site = &visits.site;
    let mut tx = site.db.write().await?;
    let door = doors::readable(&mut tx, site, &reach, id).await?;
    let reveal = Reveal {
        id: site.new_id(),
        subject: id,
        account: viewer.account_id,
        reason: &reason,
        note: &note,
    };
    let alarm = site.new_id();
    let actor = viewer.actor();
    REVEALS
        .record(&mut tx, &reveal, &actor, alarm, ctx.now)
        .await?;
    tx.commit().await?;
    let mut tx = site.db.read().await?;
    one::page(&ctx, &visits, &mut tx, &door, true).await
}
