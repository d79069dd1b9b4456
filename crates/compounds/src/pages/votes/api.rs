//! Votes as JSON, for scripts of the district. No ballot and no name is in any of them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::frame::vote_of;
use crate::model::votes::{Outcome, Scope, Vote};
use crate::ops::votes::outcome_of;
use crate::pages::estate_of;
use crate::store::votes as rows;
use crate::store::votes::{counts, voters};
use crate::{Compounds, LOOK};

const MOST: i64 = 200;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VoteEntry {
    pub id: String,
    pub version: u32,
    pub title: String,
    pub state: String,
    pub opens_on: Option<String>,
    pub last_on: Option<String>,
    pub items: Vec<VoteItem>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VoteItem {
    pub title: String,
    pub matter: String,
    /// `ordinary` or `special` (Civil Code art. 278).
    pub threshold: String,
    /// Empty where the whole estate decides.
    pub buildings: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VoteList {
    pub votes: Vec<VoteEntry>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VoteDetail {
    pub vote: VoteEntry,
    pub persons: u64,
    /// In 0.01 m².
    pub area: u64,
    pub delivered: u64,
    pub took_persons: u64,
    pub took_area: u64,
    /// The commitment to all ballots, from the close on.
    pub root: Option<String>,
    /// Item by item, from the publication of the result on.
    #[schema(value_type = Option<Object>)]
    pub result: Option<Outcome>,
}

#[derive(OpenApi)]
#[openapi(paths(list, show))]
struct Document;

/// The `OpenAPI` document of votes, to be merged with the others.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

fn entry(vote: &Vote) -> VoteEntry {
    let times = vote.state.times();
    let items = vote.items.iter().map(|it| VoteItem {
        title: it.title.clone(),
        matter: it.matter.name().to_owned(),
        threshold: it.matter.threshold().name().to_owned(),
        buildings: match &it.scope {
            Scope::Estate => Vec::new(),
            Scope::Buildings { names } => names.clone(),
        },
    });
    VoteEntry {
        id: vote.id.to_string(),
        version: vote.version,
        title: vote.title.clone(),
        state: vote.state.name().name().to_owned(),
        opens_on: times.map(|it| it.opens_on.to_string()),
        last_on: times.map(|it| it.ends_on().to_string()),
        items: items.collect(),
    }
}

/// Votes of an estate, newest first.
#[utoipa::path(get, path = "/api/v1/estates/{estate}/votes", tag = "staff", security(("session" = [])),
    params(("estate" = String, Path)),
    responses((status = 200, body = VoteList), (status = 401, description = "Not signed in"),
        (status = 404, description = "Not for this account")))]
pub(crate) async fn list(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(estate): Path<Id>,
) -> Result<Json<VoteList>, PageError> {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, estate, LOOK).await?;
    let all = rows::of_estate(&mut tx, estate.id, None, MOST).await?;
    Ok(Json(VoteList {
        votes: all.iter().map(entry).collect(),
    }))
}

/// One vote, with turnout, and with its result once that is public.
#[utoipa::path(get, path = "/api/v1/estates/{estate}/votes/{vote}", tag = "staff", security(("session" = [])),
    params(("estate" = String, Path), ("vote" = String, Path)),
    responses((status = 200, body = VoteDetail), (status = 401, description = "Not signed in"),
        (status = 404, description = "Not there, or not for this account")))]
pub(crate) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(path): Path<(Id, Id)>,
) -> Result<Json<VoteDetail>, PageError> {
    let mut tx = compounds.site.db.read().await?;
    let (_, vote, _) = vote_of(&ctx, &mut tx, path, LOOK).await?;
    let figures = voters::figures(&mut tx, vote.id).await?;
    let count = counts::load(&mut tx, vote.id).await?;
    let result = if vote.state.is_result_public() {
        outcome_of(count.as_ref())?
    } else {
        None
    };
    Ok(Json(VoteDetail {
        vote: entry(&vote),
        persons: figures.persons,
        area: figures.area,
        delivered: figures.delivered,
        took_persons: figures.took_persons,
        took_area: figures.took_area,
        root: count.map(|it| it.root),
        result,
    }))
}
