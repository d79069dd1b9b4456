use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Body, read};
use crate::notebook::{Notebook, PhotoNote, photos};

/// Announces a photo and hears how far it has come.
pub(in crate::notebook) async fn begin(
    ctx: Ctx,
    State(notebook): State<Notebook>,
    body: Body,
) -> Result<Json<Value>, PageError> {
    let account = ctx.signed_in()?.account_id;
    let note: PhotoNote = read(&ctx, body)?;
    let offset = photos::begin(&notebook, &note, account).await?;
    Ok(Json(json!({ "offset": offset })))
}

#[derive(Debug, Deserialize)]
pub(in crate::notebook) struct Piece {
    offset: i64,
    digest: String,
}

/// One piece, from `offset` on; the answer says where the next one begins.
pub(in crate::notebook) async fn go_on(
    ctx: Ctx,
    State(notebook): State<Notebook>,
    Path(id): Path<Id>,
    Query(piece): Query<Piece>,
    body: Bytes,
) -> Result<Json<Value>, PageError> {
    let account = ctx.signed_in()?.account_id;
    let place = (piece.offset, piece.digest.as_str());
    let offset = photos::go_on(&notebook, id, account, place, &body).await?;
    Ok(Json(json!({ "offset": offset })))
}
