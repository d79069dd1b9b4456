use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError, PageResult};

use super::holder;
use crate::Matters;
use crate::store;

/// A photo of the holder's own matter. Those who joined see none: photos show what the reporter
/// sent to the office, not to the neighbours.
pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path((code, photo)): Path<(String, String)>,
) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let holder = match holder::find(&ctx, &matters, &mut tx, &code).await {
        Ok(holder) if holder.reported => holder,
        Ok(_) => return Err(PageError::NotFound),
        Err(unknown) => return unknown.into_result(),
    };
    let photo: Id = photo.parse().map_err(|_| PageError::NotFound)?;
    let blob = store::blob_of(&mut tx, holder.matter, photo)
        .await?
        .ok_or(PageError::NotFound)?;
    answer(&matters, &mut tx, &blob).await
}

/// The picture itself. It is kept by whoever looks at it, and by nobody between.
pub(super) async fn answer(matters: &Matters, tx: &mut Tx, blob: &str) -> PageResult {
    let bytes = matters
        .site
        .blobs
        .read(tx, blob)
        .await?
        .ok_or(PageError::NotFound)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    // Nothing says how long it may be kept, so the frame says that it may not be kept at all.
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    Ok(response)
}
