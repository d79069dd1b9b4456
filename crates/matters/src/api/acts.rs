use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError};
use serde::Deserialize;
use utoipa::ToSchema;

use super::desk::{DeskView, view};
use crate::model::{Act, Refused, RefusedCode};
use crate::ops::{self, Extra, OpError};
use crate::scope;
use crate::slice::Matters;
use crate::store;

/// An act of staff: its name and data as in `docs/states/matter.md`, and the version that was
/// looked at.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct StaffAct {
    /// Another version meanwhile answers 409 and changes nothing.
    pub version: Option<u32>,
    /// The same key sent twice is one act.
    #[schema(value_type = Option<String>, format = "uuid")]
    pub key: Option<Id>,
    /// For example `{"act": "acknowledge"}`.
    #[schema(value_type = Object)]
    pub act: Act,
}

/// Carries an act out and answers with the matter as it stands then.
#[utoipa::path(post, path = "/api/v1/desk/matters/{id}/acts", tag = "staff", request_body = StaffAct,
    params(("id" = String, Path, format = "uuid", description = "Id of the matter"),
        ("x-huiyin-token" = String, Header, description = "`token` of /api/v1/session")),
    security(("session" = [])),
    responses((status = 200, body = DeskView),
        (status = 400, description = "No id of a matter, or the body is no such JSON"),
        (status = 401, description = "Not signed in"),
        (status = 403, description = "The token is missing, or something is owed first"),
        (status = 413, description = "The body is too large"),
        (status = 404, description = "No such matter within your area"),
        (status = 409, description = "Somebody else was faster"),
        (status = 422, description = "A rule refuses; the message says why")))]
pub(crate) async fn carry_out(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<Id>,
    body: super::Body,
) -> Result<Json<DeskView>, PageError> {
    let wanted: StaffAct = super::read(&ctx, body)?;
    // `absorb` is the other side of a merge and comes with one; alone it would make a matter
    // believe that another, perhaps of another street, was merged into it. A hand-over has a page
    // of its own, which knows who has left and who may follow.
    if matches!(wanted.act, Act::Absorb { .. } | Act::HandOver { .. }) {
        return Err(OpError::from(Refused::from(RefusedCode::NotAllowed)).into());
    }
    let actor = {
        let mut tx = ctx.site.db.read().await?;
        let actor = matters.world(&mut tx).await?.actor(ctx.signed_in()?);
        let known = store::load(&mut tx, &ctx.site.keys, id)
            .await?
            .ok_or(PageError::NotFound)?;
        if !scope::may_read(&actor, &known.matter) {
            return Err(PageError::NotFound);
        }
        actor
    };
    let extra = Extra {
        expected_version: wanted.version,
        form_key: wanted.key,
        ..Extra::default()
    };
    ops::act(&matters, id, &actor, wanted.act, extra).await?;
    Ok(Json(view(&ctx, &matters, id).await?))
}
