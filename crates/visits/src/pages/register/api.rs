//! The register of doors as JSON: where doors are and when to call, nobody's name or phone.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use huiyin_registry::areas;
use huiyin_web::{Ctx, PageError};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use super::list::{Asked, Wanted, find};
use super::reach;
use crate::Visits;
use crate::store::dwellings::Door;

/// Doors of one answer.
const ROWS: usize = 200;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(crate) struct DoorQuery {
    /// Id of a community; all of one's areas without it.
    pub area: String,
    /// `household` or `merchant`.
    pub kind: String,
    /// Part of compound, building and door.
    pub q: String,
    /// `next` of the page before.
    pub after: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DoorPage {
    pub doors: Vec<DoorEntry>,
    /// There may be more behind this place; a page may be empty and still have a next one.
    pub next: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DoorEntry {
    pub id: String,
    pub version: u32,
    /// `household` or `merchant`.
    pub kind: String,
    pub community: String,
    pub compound: Option<String>,
    pub compound_name: String,
    pub building: String,
    pub door: String,
    /// Longitude and latitude in WGS-84, in 1e-7 degrees.
    pub point: Option<[i32; 2]>,
    /// Such as `09:00–11:30`; none means any time.
    pub open: Vec<String>,
    pub minutes: u16,
    pub has_phone: bool,
    pub do_not_disturb: bool,
    pub active: bool,
}

#[derive(OpenApi)]
#[openapi(paths(list, super::import::api::show))]
struct Document;

/// The `OpenAPI` document of this slice, to be merged with the others.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Doors of the register within one's own areas.
#[utoipa::path(get, path = "/api/v1/doors", tag = "staff", params(DoorQuery), security(("session" = [])),
    responses((status = 200, body = DoorPage), (status = 401, description = "Not signed in"),
        (status = 403, description = "Something is owed first"),
        (status = 404, description = "Not for this account")))]
pub(crate) async fn list(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Query(query): Query<DoorQuery>,
) -> Result<Json<DoorPage>, PageError> {
    let reach = reach(&ctx)?;
    let asked = Asked {
        area: query.area,
        kind: query.kind,
        q: query.q,
        after: query.after,
    };
    let mut tx = visits.site.db.read().await?;
    let areas = areas::all(&mut tx).await?;
    let wanted = Wanted::of(&asked, &areas, &reach);
    let (doors, next) = find(&mut tx, &visits, &wanted, &asked.after, ROWS).await?;
    Ok(Json(DoorPage {
        doors: doors.iter().map(entry).collect(),
        next,
    }))
}

fn entry(door: &Door) -> DoorEntry {
    let it = &door.dwelling;
    DoorEntry {
        id: it.id.to_string(),
        version: it.version,
        kind: it.kind.name().to_owned(),
        community: it.community.to_string(),
        compound: it.compound.map(|id| id.to_string()),
        compound_name: door.compound_name.clone(),
        building: door.building.clone(),
        door: door.door.clone(),
        point: it.point.map(|at| [at.lon_e7(), at.lat_e7()]),
        open: it.open.iter().map(ToString::to_string).collect(),
        minutes: it.minutes,
        has_phone: it.has_phone,
        do_not_disturb: it.disturb.is_some(),
        active: it.active,
    }
}
