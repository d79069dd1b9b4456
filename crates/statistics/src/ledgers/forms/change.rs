use std::sync::Arc;

use axum::extract::{Path, State};
use huiyin_web::forms::{Claim, Form, Posted, claim};
use huiyin_web::upload::Uploaded;
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::super::scope;
use super::{address, one, taken};
use crate::Statistics;
use crate::rules::ledgers::holds;
use crate::store::forms::{self, Change, Kept};

/// The form that was looked at, if nobody changed it since.
fn looked_at(form: &Form, kept: Kept) -> Result<Kept, PageError> {
    if form.parse::<i64>("version") == Some(kept.version) {
        Ok(kept)
    } else {
        Err(PageError::Conflict)
    }
}

/// Puts a newer file of the upper level in the place of the older one. The mapping stays; where it
/// no longer holds, the page says what is to be looked at.
pub(super) async fn replace(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Path(id): Path<String>,
    uploaded: Uploaded,
) -> PageResult {
    let bytes = taken::file(&uploaded)?;
    let form = taken::opened(bytes.clone()).await?;
    let location = address(id.parse().map_err(|_| PageError::NotFound)?);
    let mut tx = match claim(&statistics.site, &uploaded.form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let mut kept = looked_at(&uploaded.form, one(&ctx, &mut tx, &id).await?)?;
    let blob = taken::keep(&ctx, &statistics, &mut tx, (kept.id, &bytes)).await?;
    if let Some(same) = forms::same(&mut tx, &kept.scope, &blob).await? {
        let location = address(same.id);
        return Ok(redirect(&format!("{location}?done=statistics-forms-same")));
    }
    statistics
        .site
        .blobs
        .let_go(&mut tx, &kept.blob, kept.id)
        .await?;
    kept.blob = blob;
    let done = if holds(&kept.mapping, &form).is_ok() {
        "statistics-forms-replaced"
    } else {
        "statistics-forms-replaced-look"
    };
    let actor = scope::actor(&ctx)?;
    forms::save(&mut tx, &kept, Change::Replaced, (&actor, ctx.now)).await?;
    tx.commit().await?;
    Ok(redirect(&format!("{location}?done={done}")))
}

/// Takes a form away; what was filled with it stays where it was sent.
pub(super) async fn remove(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Path(id): Path<String>,
    Posted(form): Posted,
) -> PageResult {
    let location = "/desk/statistics/forms";
    let mut tx = match claim(&statistics.site, &form, location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let kept = looked_at(&form, one(&ctx, &mut tx, &id).await?)?;
    statistics
        .site
        .blobs
        .let_go(&mut tx, &kept.blob, kept.id)
        .await?;
    let actor = scope::actor(&ctx)?;
    forms::save(&mut tx, &kept, Change::Removed, (&actor, ctx.now)).await?;
    tx.commit().await?;
    Ok(redirect(&format!(
        "{location}?done=statistics-forms-removed"
    )))
}
