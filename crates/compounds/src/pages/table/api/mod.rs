//! The table as JSON: what was published, for everybody; where each meeting stands, for those who
//! keep it.

pub(in crate::pages) mod meetings;
pub(in crate::pages) mod published;

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(published::list, meetings::list))]
struct Document;

/// The `OpenAPI` document of the table, to be merged with the others.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}
