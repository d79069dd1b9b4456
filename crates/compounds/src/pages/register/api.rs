//! The register as JSON, for scripts of the district. Nobody's name and no phone is in it.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::list::within;
use super::units::{Asked, building_names, find};
use crate::pages::{by, estate_of};
use crate::{Compounds, LOOK};

/// Units of one answer.
const ROWS: usize = 200;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EstateEntry {
    pub id: String,
    pub version: u32,
    /// The compound of the registry.
    pub area: String,
    pub name: String,
    /// The property company.
    pub company: String,
    /// The estate of which this one is a part by decision.
    pub joined_into: Option<String>,
    pub active: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EstateList {
    pub estates: Vec<EstateEntry>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct UnitQuery {
    /// The id of a building; empty for all.
    pub building: String,
    /// `dwelling`, `shop`, `parking` or `other`; empty for all.
    pub kind: String,
    /// Part of a label.
    pub q: String,
    /// From the answer before, to go on.
    pub after: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitEntry {
    pub id: String,
    pub version: u32,
    pub building: String,
    pub label: String,
    /// `dwelling`, `shop`, `parking` or `other`.
    pub kind: String,
    /// In 0.01 m².
    pub area_centi: i64,
    /// `register`, `surveyed` or `contract`.
    pub source: String,
    /// `delivered`, `undelivered` or `unsold`.
    pub delivery: String,
    pub in_dispute: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitPage {
    pub units: Vec<UnitEntry>,
    /// From where the next page goes on.
    pub next: Option<String>,
}

#[derive(OpenApi)]
#[openapi(paths(list, units))]
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
        company: it.facts.company,
        joined_into: it.joined_into.map(|id| id.to_string()),
        active: it.active,
    });
    Ok(Json(EstateList {
        estates: estates.collect(),
    }))
}

/// Units of an estate in their order.
#[utoipa::path(get, path = "/api/v1/estates/{estate}/units", tag = "staff", security(("session" = [])),
    params(("estate" = String, Path, description = "The id of the estate"), UnitQuery),
    responses((status = 200, body = UnitPage), (status = 400, description = "No id, or no place to read on from"),
        (status = 401, description = "Not signed in"),
        (status = 403, description = "Something is owed first"),
        (status = 404, description = "Not there, or not for this account")))]
pub(crate) async fn units(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<Id>,
    Query(query): Query<UnitQuery>,
) -> Result<Json<UnitPage>, PageError> {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, estate, LOOK).await?;
    let asked = Asked {
        building: query.building,
        kind: query.kind,
        q: query.q,
        after: query.after,
    };
    let names = building_names(&mut tx, estate.id).await?;
    let (found, next) = find(&mut tx, estate.id, &asked, ROWS).await?;
    let units = found.into_iter().map(|unit| UnitEntry {
        id: unit.id.to_string(),
        version: unit.version,
        building: names.get(&unit.building).cloned().unwrap_or_default(),
        label: unit.label,
        kind: unit.kind.name().to_owned(),
        area_centi: unit.area_centi,
        source: unit.source.name().to_owned(),
        delivery: unit.delivery.name().to_owned(),
        in_dispute: unit.in_dispute,
    });
    Ok(Json(UnitPage {
        units: units.collect(),
        next,
    }))
}
