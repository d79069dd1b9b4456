use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use huiyin_web::{Ctx, PageError};
use serde::Serialize;
use utoipa::ToSchema;

use super::whistles::MonthQuery;
use crate::slice::Matters;
use crate::suggest;

/// How often the suggestions first shown in a month were taken.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuggestionsAnswer {
    /// `yyyy-mm`
    pub month: String,
    pub kinds: Vec<SuggestionKind>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuggestionKind {
    /// `category`, `body` or `duplicate`.
    pub kind: String,
    /// Matters for which something was suggested.
    pub matters: u64,
    pub shown: u64,
    /// Matters of which it is known whether one was taken.
    pub decided: u64,
    /// Matters of which one was.
    pub taken: u64,
}

/// How often each kind of suggestion was taken.
#[utoipa::path(get, path = "/api/v1/desk/suggestions", tag = "staff", params(MonthQuery),
    security(("session" = [])),
    responses((status = 200, body = SuggestionsAnswer), (status = 400, description = "No such month"),
        (status = 401, description = "Not signed in"),
        (status = 403, description = "Something is owed first"), (status = 404, description = "Not for you")))]
pub(crate) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(query): Query<MonthQuery>,
) -> Result<Json<SuggestionsAnswer>, PageError> {
    let month = query.month(&ctx)?;
    let (from, until) = month.bounds();
    let mut tx = matters.site.db.read().await?;
    let records = suggest::records_of(&mut tx, from, until).await?;
    let kinds = records.into_iter().map(|record| SuggestionKind {
        kind: record.kind,
        matters: record.matters,
        shown: record.shown,
        decided: record.decided,
        taken: record.taken,
    });
    Ok(Json(SuggestionsAnswer {
        month: month.text(),
        kinds: kinds.collect(),
    }))
}
