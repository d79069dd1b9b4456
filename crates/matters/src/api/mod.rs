//! The JSON interface under `/api/v1`. One endpoint a file; the document at
//! `/api/v1/openapi.json` is made from them.

mod acts;
mod board;
mod body;
mod categories;
mod desk;
mod document;
mod echo;
mod report;
mod taken;
mod view;
mod whistles;

use std::sync::Arc;

use axum::Json;
use huiyin_web::{Access, Routes};
use utoipa::openapi::OpenApi;

use body::{Body, bad_field, read};
pub use document::openapi;

use crate::Matters;
use crate::acts::{DESK, SUPERVISE};

/// `others` are the documents of other slices, told in one with ours.
pub(crate) fn routes(others: Vec<OpenApi>) -> Routes<Arc<Matters>> {
    let document = document::merged(others);
    Routes::new()
        .post("/api/v1/matters", Access::Public, report::create)
        .get("/api/v1/echo/{code}", Access::Public, echo::show)
        .post("/api/v1/echo/{code}/acts", Access::Public, echo::act)
        .get("/api/v1/board", Access::Public, board::list)
        .get("/api/v1/categories", Access::Public, categories::list)
        .get("/api/v1/openapi.json", Access::Public, async move || {
            Json(document)
        })
        .get("/api/v1/session", Access::SignedIn, desk::session)
        .get(
            "/api/v1/desk/queues/{queue}",
            Access::Needs(DESK),
            desk::queue,
        )
        .get(
            "/api/v1/desk/matters/{id}",
            Access::Needs(DESK),
            desk::matter,
        )
        .get(
            "/api/v1/desk/suggestions",
            Access::Needs(SUPERVISE),
            taken::show,
        )
        .get(
            "/api/v1/desk/whistles",
            Access::Needs(SUPERVISE),
            whistles::show,
        )
        .post(
            "/api/v1/desk/matters/{id}/acts",
            Access::Needs(DESK),
            acts::carry_out,
        )
}
