use axum::Json;
use axum::extract::State;
use huiyin_web::{Ctx, PageError};
use serde_json::{Value, json};

use super::{Body, read};
use crate::notebook::{Delivered, Notebook, SealedItem, sealed};

/// Takes what the phone itself can no longer open. Whoever is signed in may bring it: they bring
/// it locked.
pub(in crate::notebook) async fn take(
    ctx: Ctx,
    State(notebook): State<Notebook>,
    body: Body,
) -> Result<Json<Value>, PageError> {
    let account = ctx.signed_in()?.account_id;
    let item: SealedItem = read(&ctx, body)?;
    let state = match sealed::deliver(&notebook, &item, account).await? {
        Delivered::Taken => "taken",
        Delivered::Waits => "waits",
        Delivered::Known => "known",
    };
    Ok(Json(json!({ "state": state })))
}
