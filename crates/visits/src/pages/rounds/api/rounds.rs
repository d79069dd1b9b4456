use axum::Json;
use axum::extract::{Path, Query};
use huiyin_kernel::Id;
use huiyin_web::{Ctx, PageError};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::model::{Round, RoundActName};
use crate::ops::{By, Places, load_round};
use crate::pages::rounds::frame::Held;
use crate::rules::round::may;
use crate::store::{plans, rounds, teams};

/// Rounds in one answer.
const SHOWN: usize = 30;
/// Rounds that are looked through for one answer.
const LOOKED_AT: i64 = 300;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(in crate::pages::rounds) struct After {
    /// `next` of the answer before.
    #[param(pattern = r"^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?$")]
    pub after: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages::rounds) struct RoundPage {
    pub rounds: Vec<RoundEntry>,
    pub next: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages::rounds) struct RoundEntry {
    pub id: String,
    pub version: u32,
    pub title: String,
    pub state: String,
    pub first_on: Option<String>,
    pub last_on: Option<String>,
    /// The plan in force.
    pub plan: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages::rounds) struct RoundView {
    #[serde(flatten)]
    pub round: RoundEntry,
    pub kinds: Vec<String>,
    pub areas: Vec<String>,
    pub form: Option<String>,
    pub sessions: Vec<SessionView>,
    pub teams: Vec<TeamView>,
    pub doors: u32,
    /// Acts that the state allows, days left aside.
    pub acts: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages::rounds) struct SessionView {
    pub id: String,
    pub on: String,
    pub from: String,
    pub to: String,
}

/// A team; who is in it stands on the desk.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages::rounds) struct TeamView {
    pub id: String,
    pub number: u16,
    pub active: bool,
    /// Paths of areas; none means everywhere in the round.
    pub areas: Vec<String>,
}

fn entry(round: &Round) -> RoundEntry {
    RoundEntry {
        id: round.id.to_string(),
        version: round.version,
        title: round.title.clone(),
        state: round.state.name().name().to_owned(),
        first_on: round.first_on().map(|it| it.to_string()),
        last_on: round.last_on().map(|it| it.to_string()),
        plan: round.state.plan().map(|it| it.to_string()),
    }
}

/// Rounds within one's areas, newest first.
#[utoipa::path(get, path = "/api/v1/rounds", tag = "visits", params(After), security(("session" = [])),
    responses((status = 200, body = RoundPage), (status = 400, description = "No such place to read on from"),
        (status = 401, description = "Not signed in"), (status = 403, description = "Something is owed first"),
        (status = 404, description = "Not for this account")))]
pub(in crate::pages::rounds) async fn list(
    ctx: Ctx,
    visits: Held,
    Query(query): Query<After>,
) -> Result<Json<RoundPage>, PageError> {
    let by = By::viewer(ctx.signed_in()?);
    let mut tx = visits.site.db.read().await?;
    let places = Places::load(&mut tx).await?;
    let behind = match query.after.as_str() {
        "" => None,
        text => {
            let id: Id = text.parse().map_err(|_| PageError::BadRequest {
                key: "web-error-bad-form",
            })?;
            rounds::load(&mut tx, id).await?
        }
    };
    let found = rounds::list(&mut tx, behind.as_ref(), LOOKED_AT).await?;
    let own = found.iter().filter(|it| by.must_reach(&places, it).is_ok());
    let mut shown: Vec<RoundEntry> = own.take(SHOWN + 1).map(entry).collect();
    let is_more = shown.len() > SHOWN;
    shown.truncate(SHOWN);
    let next = shown.last().filter(|_| is_more).map(|it| it.id.clone());
    Ok(Json(RoundPage {
        rounds: shown,
        next,
    }))
}

/// A round with its half days and teams.
#[utoipa::path(get, path = "/api/v1/rounds/{id}", tag = "visits",
    params(("id" = String, Path, format = "uuid", description = "Id of the round")), security(("session" = [])),
    responses((status = 200, body = RoundView), (status = 400, description = "No id of a round"),
        (status = 401, description = "Not signed in"), (status = 403, description = "Something is owed first"),
        (status = 404, description = "No such round within your areas")))]
pub(in crate::pages::rounds) async fn show(
    ctx: Ctx,
    visits: Held,
    Path(id): Path<Id>,
) -> Result<Json<RoundView>, PageError> {
    let by = By::viewer(ctx.signed_in()?);
    let mut tx = visits.site.db.read().await?;
    let (round, _) = load_round(&mut tx, &by, id).await?;
    let all = teams::of_round(&mut tx, id).await?;
    let sessions = round.sessions.iter().map(|it| SessionView {
        id: it.id.to_string(),
        on: it.on.to_string(),
        from: it.span.from.to_string(),
        to: it.span.to.to_string(),
    });
    let teams = all.into_iter().map(|it| TeamView {
        id: it.id.to_string(),
        number: it.number,
        active: it.active,
        areas: it.areas,
    });
    let acts = RoundActName::ALL.iter().filter(|act| may(&round, **act));
    Ok(Json(RoundView {
        kinds: round.kinds.iter().map(ToString::to_string).collect(),
        areas: round.areas.iter().map(ToString::to_string).collect(),
        form: round
            .form
            .as_ref()
            .map(|it| format!("{}@{}", it.id, it.version)),
        sessions: sessions.collect(),
        teams: teams.collect(),
        doors: plans::visits_of(&mut tx, id).await?,
        acts: acts.map(ToString::to_string).collect(),
        round: entry(&round),
    }))
}
