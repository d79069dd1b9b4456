//! Mediation as JSON: counts. No case leaves the program by this way.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Query;
use huiyin_web::{Ctx, PageError};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::Held;
use super::counts::{OUTCOMES, lines, year_of};
use crate::MEDIATE;
use crate::pages::by;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(super) struct Year {
    /// One of the last five; the running one where it is missing.
    #[param(pattern = r"^([0-9]{4})?$")]
    pub year: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MediationCounts {
    pub year: i16,
    pub disputes: Vec<DisputeCounts>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DisputeCounts {
    pub dispute: String,
    /// How many came to what; `open` is still under way.
    pub outcomes: BTreeMap<String, i64>,
    pub all: i64,
}

#[derive(OpenApi)]
#[openapi(paths(counts))]
struct Document;

/// The `OpenAPI` document of mediation, to be merged with the others.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// How many disputes of each kind there were within one's areas, and what came of them.
#[utoipa::path(get, path = "/api/v1/mediation/counts", tag = "staff", params(Year), security(("session" = [])),
    responses((status = 200, body = MediationCounts), (status = 401, description = "Not signed in"),
        (status = 403, description = "Something is owed first"),
        (status = 404, description = "Not for this account")))]
pub(super) async fn counts(
    ctx: Ctx,
    compounds: Held,
    Query(asked): Query<Year>,
) -> Result<Json<MediationCounts>, PageError> {
    let by = by(&ctx, MEDIATE)?;
    let year = year_of(ctx.now.date(), &asked.year);
    let mut tx = compounds.site.db.read().await?;
    let found = lines(&ctx, &mut tx, &by, year).await?;
    let disputes = found.into_iter().map(|line| DisputeCounts {
        dispute: line.dispute.to_owned(),
        outcomes: OUTCOMES
            .iter()
            .map(|it| (*it).to_owned())
            .zip(line.cells)
            .collect(),
        all: line.all,
    });
    Ok(Json(MediationCounts {
        year,
        disputes: disputes.collect(),
    }))
}
