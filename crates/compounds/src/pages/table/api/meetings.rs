use axum::Json;
use axum::extract::{Path, Query};
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError};
use serde::Serialize;
use utoipa::ToSchema;

use super::published::Before;
use crate::TABLE;
use crate::model::table::{Meeting, MeetingActName, Month};
use crate::pages::estate_of;
use crate::pages::table::Held;
use crate::rules::table::may;
use crate::store::table::meetings;

/// Months of one answer.
const SHOWN: usize = 24;
const LOOKED_AT: i64 = 25;

#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages) struct MeetingPage {
    pub meetings: Vec<MeetingEntry>,
    pub next: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages) struct MeetingEntry {
    pub id: String,
    pub version: u32,
    pub month: String,
    pub state: String,
    pub planned_on: Option<String>,
    pub held_on: Option<String>,
    pub decisions: usize,
    pub open_decisions: usize,
    pub editions: u32,
    /// Acts that the state allows.
    pub acts: Vec<String>,
}

fn entry(it: &Meeting) -> MeetingEntry {
    let acts = MeetingActName::ALL.iter().filter(|act| may(it, **act));
    MeetingEntry {
        id: it.id.to_string(),
        version: it.version,
        month: it.month.to_string(),
        state: it.state.name().name().to_owned(),
        planned_on: it.appointment.as_ref().map(|wish| wish.on.to_string()),
        held_on: it.state.held_on().map(|day| day.to_string()),
        decisions: it.decisions.len(),
        open_decisions: it.decisions.iter().filter(|one| one.is_open()).count(),
        editions: it.editions,
        acts: acts.map(ToString::to_string).collect(),
    }
}

/// Meetings of an estate, newest month first.
#[utoipa::path(get, path = "/api/v1/estates/{estate}/meetings", tag = "staff", security(("session" = [])),
    params(("estate" = String, Path, format = "uuid", description = "Id of the estate"), Before),
    responses((status = 200, body = MeetingPage), (status = 400, description = "No id, or no month to read on from"),
        (status = 401, description = "Not signed in"), (status = 403, description = "Something is owed first"),
        (status = 404, description = "Not within your posts")))]
pub(in crate::pages) async fn list(
    ctx: Ctx,
    compounds: Held,
    Path(estate): Path<Id>,
    Query(query): Query<Before>,
) -> Result<Json<MeetingPage>, PageError> {
    let before: Option<Month> = match query.before.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| PageError::BadRequest {
            key: "web-error-bad-form",
        })?),
    };
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, estate, TABLE).await?;
    let mut found = meetings::of_estate(&mut tx, estate.id, before, LOOKED_AT).await?;
    let is_more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let next = found.last().filter(|_| is_more);
    Ok(Json(MeetingPage {
        next: next.map(|it| it.month.to_string()),
        meetings: found.iter().map(entry).collect(),
    }))
}
