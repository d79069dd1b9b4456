//! The rules of an estate as JSON: those that hold, with their texts.

use axum::Json;
use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::Held;
use crate::model::house_rules::RuleKind;
use crate::ops::{self, house_rules::in_force};
use crate::store::house_rules;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RuleList {
    pub rules: Vec<RuleEntry>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RuleEntry {
    pub kind: String,
    pub edition: u32,
    /// The day from which it holds.
    pub from: String,
    /// The day of the owners' decision.
    pub decided_on: String,
    pub vote: Option<String>,
    /// An article on each line, headings begin with `# `. The Chinese text binds.
    pub text_zh: String,
    pub text_en: String,
}

#[derive(OpenApi)]
#[openapi(paths(list))]
struct Document;

/// The `OpenAPI` document of the rules, to be merged with the others.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// The rules that hold at an estate today.
#[utoipa::path(get, path = "/api/v1/estates/{estate}/rules", tag = "public",
    params(("estate" = String, Path, format = "uuid", description = "Id of the estate")),
    responses((status = 200, body = RuleList), (status = 400, description = "No id of an estate"),
        (status = 404, description = "No such estate")))]
pub(super) async fn list(
    ctx: Ctx,
    compounds: Held,
    Path(estate): Path<Id>,
) -> Result<Json<RuleList>, PageError> {
    let mut tx = compounds.site.db.read().await?;
    ops::register::estate(&mut tx, estate).await?;
    let mut rules = Vec::new();
    for kind in RuleKind::ALL {
        let all = house_rules::of_kind(&mut tx, estate, *kind).await?;
        let Some(it) = in_force(&all, ctx.now.date()) else {
            continue;
        };
        let Some((by, from)) = it.state.adoption() else {
            continue;
        };
        rules.push(RuleEntry {
            kind: kind.name().to_owned(),
            edition: it.edition,
            from: from.to_string(),
            decided_on: by.on.to_string(),
            vote: by.vote.map(|it| it.to_string()),
            text_zh: it.text.zh.clone(),
            text_en: it.text.en.clone(),
        });
    }
    Ok(Json(RuleList { rules }))
}
