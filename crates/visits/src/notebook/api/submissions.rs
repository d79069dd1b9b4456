use axum::Json;
use axum::extract::State;
use huiyin_web::{Ctx, PageError};
use serde_json::{Value, json};

use super::{Body, read};
use crate::notebook::{Notebook, Submission, take as taking};

/// Takes what was written at a door. The same again answers the same and changes nothing.
pub(in crate::notebook) async fn take(
    ctx: Ctx,
    State(notebook): State<Notebook>,
    body: Body,
) -> Result<Json<Value>, PageError> {
    let account = ctx.signed_in()?.account_id;
    let submission: Submission = read(&ctx, body)?;
    // What somebody else wrote comes sealed, or not at all.
    if submission.author != account {
        return Err(PageError::NotFound);
    }
    let mut tx = ctx.site.db.write().await?;
    let fresh = taking::take(&notebook, &mut tx, submission, account, "notebook").await?;
    tx.commit().await?;
    Ok(Json(
        json!({ "state": if fresh { "stored" } else { "known" } }),
    ))
}
