use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use huiyin_web::{Ctx, PageError, PageResult};

use super::whose::{id_of, readable};
use crate::Matters;
use crate::store;

/// A photo of a matter that this person may read.
pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path((id, photo)): Path<(String, String)>,
) -> PageResult {
    let (id, photo) = (id_of(&id)?, id_of(&photo)?);
    let mut tx = matters.site.db.read().await?;
    let actor = matters.world(&mut tx).await?.actor(ctx.signed_in()?);
    readable(&matters, &mut tx, &actor, id).await?;
    let blob = store::blob_of(&mut tx, id, photo)
        .await?
        .ok_or(PageError::NotFound)?;
    let bytes = matters
        .site
        .blobs
        .read(&mut tx, &blob)
        .await?
        .ok_or(PageError::NotFound)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    // Nothing says how long it may be kept, so the frame says that it may not be kept at all.
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    Ok(response)
}
