//! The figures as JSON under `/api/v1`.

pub(crate) mod figures;
pub(crate) mod rates;

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(rates::show, figures::list, figures::one, crate::looks::api::show))]
struct Document;

/// The OpenAPI document of this crate, to be merged with the others.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut all = Document::openapi();
    all.merge(crate::ledgers::openapi());
    all.merge(crate::open::openapi());
    all
}
