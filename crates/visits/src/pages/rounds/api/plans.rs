use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use huiyin_kernel::{Id, Instant};
use huiyin_web::{Ctx, PageError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::rounds::After;
use crate::model::bounds::PLAN_SECONDS;
use crate::model::{Measures, PlanMode, PlanOrder, PlanRow, PlanState, PlanStop, Priority};
use crate::ops::{self, By, load_round};
use crate::pages::rounds::acts::ask_in_background;
use crate::pages::rounds::frame::Held;
use crate::store::plans;

/// Stops in one answer.
const SHOWN: usize = 1_000;

/// What is asked of the engine. Left out means the usual.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::pages::rounds) struct PlanWanted {
    /// `anew` or `mend`.
    pub mode: Option<String>,
    /// `default` or `walk`.
    pub priority: Option<String>,
    #[schema(minimum = 1, maximum = 600)]
    pub seconds: Option<u32>,
    #[schema(maximum = 999_999_999)]
    pub seed: Option<u32>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::pages::rounds) struct PlanTake {
    /// Version of the round that was looked at; another one meanwhile answers 409.
    pub version: u32,
}

#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages::rounds) struct PlanView {
    pub id: String,
    pub round: String,
    /// `running`, `ready`, `stopped`, `failed` or `interrupted`.
    pub state: String,
    /// Of a search that is under way, in thousandths.
    pub progress_permille: Option<u16>,
    pub seconds: u32,
    pub seed: u32,
    pub mode: String,
    pub priority: String,
    pub inputs_digest: String,
    pub stops: u32,
    pub unplaced: u32,
    pub measures: PlanMeasures,
    pub confirmed_at: Option<String>,
}

/// Whole numbers; shares are pairs of them.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages::rounds) struct PlanMeasures {
    pub walk_seconds: i64,
    pub team_sessions: i64,
    pub familiar: [i64; 2],
    pub load_most_and_all_seconds: [i64; 2],
    pub compound_teams_and_compounds: [i64; 2],
    /// Visits that the plan in force has elsewhere.
    pub changed: i64,
    pub moved_by_hand: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages::rounds) struct StopPage {
    pub stops: Vec<StopView>,
    pub next: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(in crate::pages::rounds) struct StopView {
    pub visit: String,
    pub session: Option<String>,
    pub team: Option<String>,
    pub seq: Option<u32>,
    pub arrive_at: Option<String>,
    /// Why it has no place; empty where it has one.
    pub reason: String,
}

type Body<T> = Result<Json<T>, JsonRejection>;

const fn malformed() -> PageError {
    PageError::BadRequest {
        key: "web-error-bad-form",
    }
}

fn measures(it: &Measures) -> PlanMeasures {
    PlanMeasures {
        walk_seconds: it.walk_seconds,
        team_sessions: it.team_sessions,
        familiar: [it.kept, it.known],
        load_most_and_all_seconds: [it.load_most, it.load_all],
        compound_teams_and_compounds: [it.compound_teams, it.compounds],
        changed: it.changed,
        moved_by_hand: it.moved,
    }
}

fn view(visits: &Held, plan: &PlanRow) -> PlanView {
    let progress = visits.runs.progress(plan.round);
    let progress =
        progress.filter(|it| it.plan == Some(plan.id) && plan.state == PlanState::Running);
    PlanView {
        id: plan.id.to_string(),
        round: plan.round.to_string(),
        state: plan.state.name().to_owned(),
        progress_permille: progress.map(|it| it.permille),
        seconds: plan.order.seconds,
        seed: plan.order.seed,
        mode: plan.order.mode.name().to_owned(),
        priority: plan.order.priority.name().to_owned(),
        inputs_digest: plan.inputs_digest.clone(),
        stops: plan.stops,
        unplaced: plan.unplaced,
        measures: measures(&plan.measures),
        confirmed_at: plan.confirmed_at.map(Instant::to_rfc3339),
    }
}

fn order(wanted: &PlanWanted) -> Option<PlanOrder> {
    let default = PlanOrder::default();
    let seconds = wanted.seconds.unwrap_or(default.seconds);
    let seed = wanted.seed.unwrap_or(default.seed);
    let fits = (1..=PLAN_SECONDS).contains(&seconds) && seed <= 999_999_999;
    Some(PlanOrder {
        seconds: fits.then_some(seconds)?,
        seed,
        priority: match &wanted.priority {
            Some(name) => Priority::from_name(name)?,
            None => default.priority,
        },
        mode: match &wanted.mode {
            Some(name) => PlanMode::from_name(name)?,
            None => default.mode,
        },
    })
}

/// Begins to seek a plan and answers with it as it stands.
#[utoipa::path(post, path = "/api/v1/rounds/{id}/plans", tag = "visits", request_body = PlanWanted,
    params(("id" = String, Path, format = "uuid", description = "Id of the round"),
        ("x-huiyin-token" = String, Header, description = "`token` of /api/v1/session")),
    security(("session" = [])),
    responses((status = 202, body = PlanView), (status = 400, description = "No id, or the body is no such JSON"),
        (status = 401, description = "Not signed in"),
        (status = 403, description = "The token is missing, or something is owed first"),
        (status = 404, description = "No such round within your areas"),
        (status = 413, description = "The body is too large"),
        (status = 422, description = "A rule refuses, or a plan of the round is being sought")))]
pub(in crate::pages::rounds) async fn begin(
    ctx: Ctx,
    visits: Held,
    Path(id): Path<Id>,
    body: Body<PlanWanted>,
) -> Result<(StatusCode, Json<PlanView>), PageError> {
    let Json(wanted) = body.map_err(|_| malformed())?;
    let order = order(&wanted).ok_or_else(malformed)?;
    let by = By::viewer(ctx.signed_in()?);
    let plan = ops::start_plan(&visits, &by, id, order).await?;
    let mut tx = visits.site.db.read().await?;
    let plan = ops::load_plan(&visits, &mut tx, id, plan).await?;
    Ok((StatusCode::ACCEPTED, Json(view(&visits, &plan))))
}

/// A plan: how far it is, what it was made of, and its measures.
#[utoipa::path(get, path = "/api/v1/rounds/{id}/plans/{plan}", tag = "visits",
    params(("id" = String, Path, format = "uuid", description = "Id of the round"),
        ("plan" = String, Path, format = "uuid", description = "Id of the plan")),
    security(("session" = [])),
    responses((status = 200, body = PlanView), (status = 400, description = "No id"),
        (status = 401, description = "Not signed in"), (status = 403, description = "Something is owed first"),
        (status = 404, description = "No such plan within your areas")))]
pub(in crate::pages::rounds) async fn show(
    ctx: Ctx,
    visits: Held,
    Path((id, plan)): Path<(Id, Id)>,
) -> Result<Json<PlanView>, PageError> {
    let by = By::viewer(ctx.signed_in()?);
    let mut tx = visits.site.db.read().await?;
    load_round(&mut tx, &by, id).await?;
    let plan = ops::load_plan(&visits, &mut tx, id, plan).await?;
    Ok(Json(view(&visits, &plan)))
}

fn stop_view(stop: &PlanStop) -> StopView {
    StopView {
        visit: stop.visit.to_string(),
        session: stop.spot.map(|it| it.session.to_string()),
        team: stop.spot.map(|it| it.team.to_string()),
        seq: stop.spot.map(|it| it.seq),
        arrive_at: stop.spot.map(|it| it.arrive_at.to_rfc3339()),
        reason: stop.reason.clone(),
    }
}

/// The stops of a plan, by visit; nothing of who lives there.
#[utoipa::path(get, path = "/api/v1/rounds/{id}/plans/{plan}/stops", tag = "visits",
    params(("id" = String, Path, format = "uuid", description = "Id of the round"),
        ("plan" = String, Path, format = "uuid", description = "Id of the plan"), After),
    security(("session" = [])),
    responses((status = 200, body = StopPage), (status = 400, description = "No id"),
        (status = 401, description = "Not signed in"), (status = 403, description = "Something is owed first"),
        (status = 404, description = "No such plan within your areas")))]
pub(in crate::pages::rounds) async fn stops(
    ctx: Ctx,
    visits: Held,
    Path((id, plan)): Path<(Id, Id)>,
    Query(query): Query<After>,
) -> Result<Json<StopPage>, PageError> {
    let behind = match query.after.as_str() {
        "" => None,
        text => Some(text.parse::<Id>().map_err(|_| malformed())?),
    };
    let by = By::viewer(ctx.signed_in()?);
    let mut tx = visits.site.db.read().await?;
    load_round(&mut tx, &by, id).await?;
    let plan = ops::load_plan(&visits, &mut tx, id, plan).await?;
    let found = plans::stops_behind(&mut tx, plan.id, behind, SHOWN + 1).await?;
    let stops: Vec<StopView> = found.iter().take(SHOWN).map(stop_view).collect();
    let next = stops.last().filter(|_| found.len() > SHOWN);
    Ok(Json(StopPage {
        next: next.map(|it| it.visit.clone()),
        stops,
    }))
}

/// Puts a plan in force. Who did so is written beside it.
#[utoipa::path(post, path = "/api/v1/rounds/{id}/plans/{plan}/take", tag = "visits", request_body = PlanTake,
    params(("id" = String, Path, format = "uuid", description = "Id of the round"),
        ("plan" = String, Path, format = "uuid", description = "Id of the plan"),
        ("x-huiyin-token" = String, Header, description = "`token` of /api/v1/session")),
    security(("session" = [])),
    responses((status = 200, body = PlanView), (status = 400, description = "No id, or the body is no such JSON"),
        (status = 401, description = "Not signed in"),
        (status = 403, description = "The token is missing, or something is owed first"),
        (status = 404, description = "No such plan within your areas"),
        (status = 409, description = "Somebody else was faster"),
        (status = 413, description = "The body is too large"),
        (status = 422, description = "The plan no longer holds, or is not finished")))]
pub(in crate::pages::rounds) async fn take(
    ctx: Ctx,
    visits: Held,
    Path((id, plan)): Path<(Id, Id)>,
    body: Body<PlanTake>,
) -> Result<Json<PlanView>, PageError> {
    let Json(wanted) = body.map_err(|_| malformed())?;
    let by = By::viewer(ctx.signed_in()?);
    let mut tx = visits.site.db.write().await?;
    let round = ops::take_plan(&visits, &mut tx, &by, (id, Some(wanted.version)), plan).await?;
    let plan = ops::load_plan(&visits, &mut tx, id, plan).await?;
    tx.commit().await?;
    if round.state.is_open() {
        ask_in_background(&visits, by, id);
    }
    Ok(Json(view(&visits, &plan)))
}
