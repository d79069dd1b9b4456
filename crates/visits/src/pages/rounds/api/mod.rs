//! Rounds and plans as JSON under `/api/v1/rounds`.

pub(super) mod plans;
pub(super) mod rounds;

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    rounds::list,
    rounds::show,
    plans::begin,
    plans::show,
    plans::stops,
    plans::take
))]
struct Document;

/// The OpenAPI document of these endpoints, to be merged with the others.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}
