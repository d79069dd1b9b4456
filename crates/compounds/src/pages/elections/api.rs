//! Elections as JSON, for scripts of the district. No name is in it.

use axum::Json;
use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::frame::Held;
use crate::LOOK;
use crate::model::elections::{Election, ElectionState};
use crate::pages::estate_of;
use crate::store::elections as rows;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ElectionEntry {
    pub id: String,
    pub version: u32,
    /// `candidacy`, `noticed`, `voting`, `ranked`, `seated` or `withdrawn`.
    pub state: String,
    pub preset: String,
    pub seats: u32,
    pub alternates: u32,
    pub candidates: usize,
    /// Seats that somebody holds.
    pub filled: u32,
    pub term_from: Option<String>,
    /// The first day without a mandate.
    pub term_until: Option<String>,
    /// The last day for the filing, while it is open.
    pub file_by: Option<String>,
    /// Half of the seats are empty, and no later election is under way or sits.
    pub needs_by_election: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ElectionList {
    pub elections: Vec<ElectionEntry>,
}

#[derive(OpenApi)]
#[openapi(paths(list))]
struct Document;

/// The `OpenAPI` document of elections, to be merged with the others.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

fn entry(it: &Election, all: &[Election]) -> ElectionEntry {
    let (from, until) = match &it.state {
        ElectionState::Seated { since, until, .. } => (Some(since), Some(until)),
        _ => (None, None),
    };
    ElectionEntry {
        id: it.id.to_string(),
        version: it.version,
        state: it.state.name().name().to_owned(),
        preset: it.settings.preset.clone(),
        seats: it.settings.seats,
        alternates: it.settings.alternates,
        candidates: it.standing().count(),
        filled: it.filled(),
        term_from: from.map(ToString::to_string),
        term_until: until.map(ToString::to_string),
        file_by: it.file_by().map(|day| day.to_string()),
        needs_by_election: it.needs_by_election(all),
    }
}

/// Elections of an estate, newest first.
#[utoipa::path(get, path = "/api/v1/estates/{estate}/elections", tag = "staff", security(("session" = [])),
    params(("estate" = String, Path, description = "The id of the estate")),
    responses((status = 200, body = ElectionList), (status = 401, description = "Not signed in"),
        (status = 403, description = "Something is owed first"),
        (status = 404, description = "Not there, or not for this account")))]
pub(crate) async fn list(
    ctx: Ctx,
    compounds: Held,
    Path(estate): Path<Id>,
) -> Result<Json<ElectionList>, PageError> {
    let site = &compounds.site;
    let mut tx = site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, estate, LOOK).await?;
    let all = rows::of_estate(&mut tx, &site.keys, estate.id).await?;
    Ok(Json(ElectionList {
        elections: all.iter().map(|it| entry(it, &all)).collect(),
    }))
}
