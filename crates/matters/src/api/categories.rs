use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::slice::Matters;

/// A kind of matter (Open311: service).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CategoryEntry {
    /// Four digits (Open311: `service_code`).
    pub code: String,
    pub group: String,
    pub name: String,
    pub name_en: String,
    pub urgency: String,
    pub contact_minutes: u32,
    pub resolve_working_days: u16,
}

/// The categories of this district with their default limits.
#[utoipa::path(get, path = "/api/v1/categories", tag = "residents",
    responses((status = 200, body = Vec<CategoryEntry>)))]
pub(crate) async fn list(State(matters): State<Arc<Matters>>) -> Json<Vec<CategoryEntry>> {
    let entries = matters.categories.iter().map(|category| CategoryEntry {
        code: category.code.to_string(),
        group: category.major_zh.clone(),
        name: category.zh.clone(),
        name_en: category.en.replace('_', " "),
        urgency: category.urgency.name().to_owned(),
        contact_minutes: category.contact_minutes,
        resolve_working_days: category.resolve_working_days,
    });
    Json(entries.collect())
}
