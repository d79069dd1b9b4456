//! The register as JSON, for scripts of the district.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use huiyin_web::{Ctx, PageError};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::list::within;
use crate::pages::by;
use crate::{Compounds, LOOK};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EstateEntry {
    pub id: String,
    pub version: u32,
    /// The compound of the registry.
    pub area: String,
    pub name: String,
    pub active: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EstateList {
    pub estates: Vec<EstateEntry>,
}

#[derive(OpenApi)]
#[openapi(paths(list))]
struct Document;

/// The `OpenAPI` document of the register, to be merged with the others.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Estates within one's own areas.
#[utoipa::path(get, path = "/api/v1/estates", tag = "staff", security(("session" = [])),
    responses((status = 200, body = EstateList), (status = 401, description = "Not signed in"),
        (status = 403, description = "Something is owed first"),
        (status = 404, description = "Not for this account")))]
pub(crate) async fn list(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
) -> Result<Json<EstateList>, PageError> {
    let by = by(&ctx, LOOK)?;
    let mut tx = compounds.site.db.read().await?;
    let found = within(&mut tx, &by).await?;
    let estates = found.into_iter().map(|it| EstateEntry {
        id: it.id.to_string(),
        version: it.version,
        area: it.area.to_string(),
        name: it.name,
        active: it.active,
    });
    Ok(Json(EstateList {
        estates: estates.collect(),
    }))
}
