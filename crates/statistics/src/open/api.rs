use axum::Json;
use huiyin_web::PageError;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::Held;
use super::package::left_out;
use super::public::EDITIONS_SHOWN;
use crate::rules::open::OpenEdition;
use crate::rules::open::bounds::PEOPLE_LEAST;
use crate::store::open as rows;

#[derive(OpenApi)]
#[openapi(paths(list))]
struct Document;

pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Released editions of open data, the latest year first and within it the latest edition.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenDataAnswer {
    pub editions: Vec<OpenDataEdition>,
}

/// The matters of one year, anonymised.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenDataEdition {
    pub year: i16,
    /// Counted from 1; a later one corrects those before it.
    pub edition: u32,
    /// RFC 3339.
    pub released_at: String,
    /// As the Open Definition names it.
    pub licence: &'static str,
    pub licence_address: &'static str,
    pub rows: u64,
    /// Every group of rows with the same time, place, category and source has so many at least.
    pub k: u64,
    pub smallest_group: u64,
    /// Matters in no row; null where there are so few that the number is not told.
    pub matters_left_out: Option<u64>,
    pub files: Vec<OpenDataFile>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenDataFile {
    pub name: String,
    /// Below the address of this site.
    pub address: String,
    pub bytes: u64,
    pub sha256: String,
}

fn edition(it: &OpenEdition) -> Option<OpenDataEdition> {
    let released = it.state.released()?;
    let file = |file: &crate::rules::open::KeptFile| OpenDataFile {
        address: format!("/open-data/{}/{}/{}", it.year, it.edition, file.name),
        name: file.name.clone(),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
    };
    Some(OpenDataEdition {
        year: it.year,
        edition: it.edition,
        released_at: released.at.to_rfc3339(),
        licence: it.licence.name(),
        licence_address: it.licence.address(),
        rows: it.protection.rows,
        k: PEOPLE_LEAST,
        smallest_group: it.protection.smallest,
        matters_left_out: left_out(it.protection.left_out),
        files: it.files.iter().map(file).collect(),
    })
}

/// Every released edition with the addresses and digests of its files.
#[utoipa::path(get, path = "/api/v1/open-data", tag = "statistics",
    responses((status = 200, body = OpenDataAnswer)))]
pub(super) async fn list(statistics: Held) -> Result<Json<OpenDataAnswer>, PageError> {
    let mut tx = statistics.site.db.read().await?;
    let found = rows::list(&mut tx, true, EDITIONS_SHOWN).await?;
    Ok(Json(OpenDataAnswer {
        editions: found.iter().filter_map(edition).collect(),
    }))
}
