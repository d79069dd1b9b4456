use axum::Json;
use axum::extract::State;
use huiyin_web::{Ctx, PageError};
use serde_json::Value;

use crate::notebook::{Notebook, route};

/// Today's stops of whoever asks, and nothing of anybody else (rule V10).
pub(in crate::notebook) async fn show(
    ctx: Ctx,
    State(notebook): State<Notebook>,
) -> Result<Json<Value>, PageError> {
    let account = ctx.signed_in()?.account_id;
    let mut tx = ctx.site.db.read().await?;
    let today = notebook.doors.today(&mut tx, account, ctx.now).await?;
    let today = today.ok_or(PageError::NotFound)?;
    Ok(Json(route::as_json(&ctx.site, account, &today)?))
}
