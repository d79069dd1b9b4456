use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query};
use huiyin_kernel::Id;
use huiyin_web::PageError;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::model::table::Month;
use crate::ops;
use crate::pages::table::Held;
use crate::store::table::editions::{self, Edition};

/// Months of one answer.
const SHOWN: usize = 24;
const LOOKED_AT: i64 = 25;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(in crate::pages) struct Before {
    /// `next` of the answer before: a month.
    #[param(pattern = r"^([0-9]{4}-[0-9]{2})?$")]
    pub before: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages) struct ExtractPage {
    pub extracts: Vec<ExtractEntry>,
    pub next: Option<String>,
}

/// The latest edition of what was published of a meeting. No person is in it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages) struct ExtractEntry {
    pub month: String,
    pub edition: u32,
    pub held_on: String,
    /// Why this edition corrects the one before.
    pub correction: Option<String>,
    /// People that sat there for each side; 0 where the side was missing.
    pub sides: BTreeMap<String, u16>,
    /// Minutes by topic.
    pub minutes: BTreeMap<String, String>,
    pub matters: Option<MatterCounts>,
    pub decisions: Vec<DecisionEntry>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages) struct MatterCounts {
    pub received: u32,
    pub closed: u32,
    pub open: u32,
    pub overdue: u32,
    pub reopened: u32,
}

#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages) struct DecisionEntry {
    pub text: String,
    /// The side that owes it, or nothing where a body does.
    pub side: Option<String>,
    pub body: Option<String>,
    pub due: String,
    /// `task`, `matter` or `proposal`.
    pub way: String,
    pub matter: Option<String>,
}

fn entry(it: Edition) -> ExtractEntry {
    let extract = it.extract;
    let decisions = extract.decisions.into_iter().map(|one| DecisionEntry {
        text: one.text,
        side: one.side.map(|side| side.name().to_owned()),
        body: one.body.map(|body| body.zh),
        due: one.due.to_string(),
        way: one.way.name().to_owned(),
        matter: one.matter,
    });
    ExtractEntry {
        month: it.month.to_string(),
        edition: it.edition,
        held_on: extract.held_on.to_string(),
        correction: extract.correction,
        sides: extract
            .sides
            .into_iter()
            .map(|(side, persons)| (side.name().to_owned(), persons))
            .collect(),
        minutes: extract
            .notes
            .into_iter()
            .map(|(topic, text)| (topic.name().to_owned(), text))
            .collect(),
        matters: extract.facts.matters.map(|it| MatterCounts {
            received: it.received,
            closed: it.closed,
            open: it.open,
            overdue: it.overdue,
            reopened: it.reopened,
        }),
        decisions: decisions.collect(),
    }
}

/// Published extracts of the table of an estate, newest month first.
#[utoipa::path(get, path = "/api/v1/estates/{estate}/table", tag = "public",
    params(("estate" = String, Path, format = "uuid", description = "Id of the estate"), Before),
    responses((status = 200, body = ExtractPage), (status = 400, description = "No id, or no month to read on from"),
        (status = 404, description = "No such estate")))]
pub(in crate::pages) async fn list(
    compounds: Held,
    Path(estate): Path<Id>,
    Query(query): Query<Before>,
) -> Result<Json<ExtractPage>, PageError> {
    let before: Option<Month> = match query.before.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| PageError::BadRequest {
            key: "web-error-bad-form",
        })?),
    };
    let mut tx = compounds.site.db.read().await?;
    ops::register::estate(&mut tx, estate).await?;
    let mut found = editions::latest(&mut tx, estate, before, LOOKED_AT).await?;
    let is_more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let next = found.last().filter(|_| is_more);
    Ok(Json(ExtractPage {
        next: next.map(|it| it.month.to_string()),
        extracts: found.into_iter().map(entry).collect(),
    }))
}
