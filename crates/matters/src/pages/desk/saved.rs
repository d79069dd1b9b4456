//! Filters of the inbox kept under a name.

use std::sync::Arc;

use axum::extract::{Path, State};
use huiyin_web::forms::{self, Errors, Once, Posted, key_of};
use huiyin_web::{Ctx, PageError, PageResult, redirect};

use super::query::Asked;
use super::whose::id_of;
use crate::Matters;
use crate::store::filters::{self, SAVED_FILTERS, SavedFilter};

/// Letters of a filter's name.
const NAME_CHARS: usize = 40;

/// Keeps the filter that is set now; an empty name takes none.
pub(super) async fn save(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Posted(form): Posted,
) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let asked = Asked {
        queue: form.text("queue"),
        category: form.text("category"),
        urgency: form.text("urgency"),
        source: form.text("source"),
        due: form.text("due"),
        ..Asked::default()
    };
    let address = asked.address();
    let back = format!("/desk?{address}");
    let mut errors = Errors::default();
    let name = errors.required(&ctx, &form, "name", NAME_CHARS);
    if !errors.is_empty() {
        return Err(errors.into_error());
    }
    let key = key_of(&form)?;
    let mut tx = matters.site.db.write().await?;
    let content = form.content(&matters.site.keys, &format!("saved filter of {account}"));
    match forms::once(&mut tx, key, &content, &back, ctx.now).await? {
        Once::First => {}
        before => return forms::landed(before, &back),
    }
    if filters::of_account(&mut tx, account).await?.len() >= SAVED_FILTERS {
        return Err(PageError::Refused {
            key: "matters-desk-too-many-filters".to_owned(),
            args: vec![("most".to_owned(), SAVED_FILTERS.into())],
        });
    }
    let filter = SavedFilter {
        id: key,
        name,
        query: address,
    };
    filters::add(&mut tx, account, &filter, ctx.now).await?;
    tx.commit().await?;
    Ok(redirect(&format!("{back}done=desk-filter-saved")))
}

pub(super) async fn remove(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
    Posted(_): Posted,
) -> PageResult {
    let account = ctx.signed_in()?.account_id;
    let mut tx = matters.site.db.write().await?;
    filters::remove(&mut tx, id_of(&id)?, account).await?;
    tx.commit().await?;
    Ok(redirect("/desk?done=desk-filter-removed"))
}
