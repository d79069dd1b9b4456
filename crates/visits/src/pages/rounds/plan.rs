use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{HeaderName, HeaderValue};
use axum::response::IntoResponse as _;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_registry::accounts;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render};

use super::acts::ask_in_background;
use super::frame::{Frame, Held, round_of};
use super::words::{self, Address, door_of, plan_tone};
use super::{Claim, claim, id_of};
use crate::Visits;
use crate::model::{Measures, PlanRow, PlanState, Round, RoundActName, Team};
use crate::ops::{self, By};
use crate::rules::planning::changed;
use crate::rules::round::may;
use crate::store::{plans, teams};

/// Stops that are named one by one, of those without a place and of those that move.
const NAMED: usize = 100;
const NAMED_ROWS: i64 = 100;

/// Figures of a plan in words.
pub(super) struct Figures {
    pub walking: String,
    pub team_sessions: i64,
    pub load: String,
    pub familiar: String,
    pub divided: String,
    pub stops: u32,
    pub unplaced: u32,
}

impl Figures {
    pub(super) fn of(ctx: &Ctx, it: &Measures, (stops, unplaced): (u32, u32)) -> Self {
        Self {
            walking: words::duration(ctx, it.walk_seconds),
            team_sessions: it.team_sessions,
            load: words::share(it.load_most.saturating_mul(it.teams), it.load_all),
            familiar: words::percent(it.kept, it.known),
            divided: words::share(it.compound_teams, it.compounds),
            stops,
            unplaced,
        }
    }
}

/// How far the search is.
struct Seeking {
    permille: u16,
    percent: u16,
    is_waiting: bool,
    is_stopping: bool,
    best: Option<Figures>,
}

struct SheetLine {
    team: Id,
    session: Id,
    number: i64,
    when: String,
    from: String,
    to: String,
    stops: u32,
}

struct Moved {
    visit: Id,
    address: String,
    before: String,
    after: String,
    why: String,
}

#[derive(Template)]
#[template(path = "plan_show.html")]
struct View {
    page: Page,
    frame: Frame,
    id: Id,
    state: String,
    tone: &'static str,
    icon: &'static str,
    seeking: Option<Seeking>,
    failure: Option<String>,
    is_usable: bool,
    is_in_force: bool,
    may_take: bool,
    figures: Figures,
    /// Of the plan in force, where that is another one.
    beside: Option<Figures>,
    changed: usize,
    moved: Vec<Moved>,
    unplaced: Vec<Moved>,
    sheets: Vec<SheetLine>,
    teams: Vec<(Id, i64)>,
    made_by: String,
    confirmed: Option<String>,
    details: Details,
}

/// What the plan was made of (rule P9).
struct Details {
    seed: u32,
    seconds: u32,
    priority: String,
    mode: String,
    digest: String,
    started: String,
    moved: i64,
}

fn seeking(ctx: &Ctx, visits: &Visits, plan: &PlanRow) -> Option<Seeking> {
    let progress = visits.runs.progress(plan.round)?;
    if progress.plan != Some(plan.id) {
        return None;
    }
    Some(Seeking {
        permille: progress.permille,
        percent: progress.permille / 10,
        is_waiting: progress.is_waiting,
        is_stopping: progress.is_stopping,
        best: progress.best.map(|best| {
            let measures = crate::rules::planning::measures(&best, 0, 0);
            let unplaced = u32::try_from(best.unplaced).unwrap_or(0);
            Figures::of(ctx, &measures, (0, unplaced))
        }),
    })
}

pub(super) async fn show(
    ctx: Ctx,
    visits: Held,
    Path((id, plan)): Path<(String, String)>,
) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, ..) = round_of(&ctx, &mut tx, &id).await?;
    let plan = ops::load_plan(&visits, &mut tx, round.id, id_of(&plan)?).await?;
    let all = teams::of_round(&mut tx, round.id).await?;
    let (tone, icon) = plan_tone(plan.state);
    let is_usable = plan.state.is_usable();
    let in_force = round.state.plan();
    let mut view = View {
        page: ctx.page(),
        frame: Frame::of(&ctx, &round, "plans"),
        id: plan.id,
        state: ctx.t(&format!("visits-plan-state-{}", plan.state.key())),
        tone,
        icon,
        seeking: seeking(&ctx, &visits, &plan).filter(|_| plan.state == PlanState::Running),
        failure: failure(&ctx, &plan),
        is_usable,
        is_in_force: in_force == Some(plan.id),
        may_take: is_usable && in_force != Some(plan.id) && may(&round, RoundActName::TakePlan),
        figures: Figures::of(&ctx, &plan.measures, (plan.stops, plan.unplaced)),
        beside: None,
        changed: 0,
        moved: Vec::new(),
        unplaced: Vec::new(),
        sheets: Vec::new(),
        teams: Vec::new(),
        made_by: String::new(),
        confirmed: None,
        details: details(&ctx, &plan),
    };
    people(&mut tx, &plan, &mut view, &ctx).await?;
    if is_usable {
        compare(&ctx, &visits, &mut tx, (&round, &plan, &all), &mut view).await?;
        unplaced(&ctx, &visits, &mut tx, &plan, &mut view).await?;
        sheets(&ctx, &mut tx, (&round, &plan, &all), &mut view).await?;
    }
    render(&view)
}

fn failure(ctx: &Ctx, plan: &PlanRow) -> Option<String> {
    if plan.state != PlanState::Failed {
        return None;
    }
    let key = format!("visits-refused-{}", plan.error);
    let known = ctx.site.texts.has(ctx.lang, &key);
    Some(ctx.t(if known { &key } else { "visits-plan-broken" }))
}

fn details(ctx: &Ctx, plan: &PlanRow) -> Details {
    let order = plan.order;
    Details {
        seed: order.seed,
        seconds: order.seconds,
        priority: ctx.t(&format!("visits-plan-priority-{}", order.priority.key())),
        mode: ctx.t(&format!("visits-plan-mode-{}", order.mode.key())),
        digest: plan.inputs_digest.clone(),
        started: plan.started_at.to_display(),
        moved: plan.measures.moved,
    }
}

async fn people(tx: &mut Tx, plan: &PlanRow, view: &mut View, ctx: &Ctx) -> Result<(), PageError> {
    let ids: Vec<Id> = [Some(plan.made_by), plan.confirmed_by]
        .into_iter()
        .flatten()
        .collect();
    let names = accounts::names(tx, &ids).await?;
    let name = |id: Id| names.get(&id).cloned().unwrap_or_default();
    view.made_by = name(plan.made_by);
    if let (Some(by), Some(at)) = (plan.confirmed_by, plan.confirmed_at) {
        let said = [("who", name(by).into()), ("at", at.to_display().into())];
        view.confirmed = Some(ctx.say("visits-plan-confirmed", &said));
    }
    Ok(())
}

/// What another plan changes of the one in force, before somebody takes it.
async fn compare(
    ctx: &Ctx,
    visits: &Visits,
    tx: &mut Tx,
    (round, plan, all): (&Round, &PlanRow, &[Team]),
    view: &mut View,
) -> Result<(), PageError> {
    let Some(other) = round.state.plan().filter(|it| *it != plan.id) else {
        return Ok(());
    };
    if let Some(other) = plans::load(tx, other).await? {
        let counts = (other.stops, other.unplaced);
        view.beside = Some(Figures::of(ctx, &other.measures, counts));
    }
    let doors = plans::all_doors(tx, round.id).await?;
    let stops = plans::stops(tx, plan.id).await?;
    let changes = changed(&doors, &stops);
    view.changed = changes.len();
    for (stop, was) in changes.into_iter().take(NAMED) {
        let (_, door) = door_of(tx, &visits.site.keys, stop.visit).await?;
        view.moved.push(Moved {
            visit: stop.visit,
            address: Address::of(&door).line(),
            before: words::spot(ctx, all, Some(was)),
            after: words::spot(ctx, all, stop.spot),
            why: String::new(),
        });
    }
    Ok(())
}

async fn unplaced(
    ctx: &Ctx,
    visits: &Visits,
    tx: &mut Tx,
    plan: &PlanRow,
    view: &mut View,
) -> Result<(), PageError> {
    for stop in plans::unplaced(tx, plan.id, None, NAMED_ROWS).await? {
        let (_, door) = door_of(tx, &visits.site.keys, stop.visit).await?;
        view.unplaced.push(Moved {
            visit: stop.visit,
            address: Address::of(&door).line(),
            before: String::new(),
            after: String::new(),
            why: words::reason(ctx, tx, &visits.site.keys, &stop).await?,
        });
    }
    Ok(())
}

async fn sheets(
    ctx: &Ctx,
    tx: &mut Tx,
    (round, plan, all): (&Round, &PlanRow, &[Team]),
    view: &mut View,
) -> Result<(), PageError> {
    let mut found = plans::sheets(tx, plan.id).await?;
    let number = |team: Id| words::number_of(all, team);
    found.sort_by_key(|it| (it.first_at.date(), number(it.team), it.first_at));
    for sheet in found {
        let when = round.session(sheet.session);
        view.sheets.push(SheetLine {
            team: sheet.team,
            session: sheet.session,
            number: number(sheet.team),
            when: when.map_or_else(String::new, |it| words::session(ctx, it)),
            from: words::clock(sheet.first_at),
            to: words::clock(sheet.last_at),
            stops: sheet.stops,
        });
    }
    let mut teams: Vec<(Id, i64)> = view.sheets.iter().map(|it| (it.team, it.number)).collect();
    teams.sort_by_key(|it| it.1);
    teams.dedup();
    view.teams = teams;
    Ok(())
}

#[derive(Template)]
#[template(path = "plan_progress.html")]
struct Fragment {
    page: Page,
    round: Id,
    id: Id,
    seeking: Seeking,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    format: String,
}

/// The part of the page that changes while a plan is sought; `?format=json` for programs. When
/// the search has ended, the whole page is asked for again.
pub(super) async fn progress(
    ctx: Ctx,
    visits: Held,
    Path((id, plan)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, ..) = round_of(&ctx, &mut tx, &id).await?;
    let plan = ops::load_plan(&visits, &mut tx, round.id, id_of(&plan)?).await?;
    let seeking = seeking(&ctx, &visits, &plan);
    if wanted.format == "json" {
        let now = visits.runs.progress(round.id).filter(|_| seeking.is_some());
        let value = serde_json::json!({
            "state": plan.state.name(),
            "permille": now.map(|it| it.permille),
            "waiting": now.is_some_and(|it| it.is_waiting),
            "walk_seconds": now.and_then(|it| it.best).map(|it| it.walk_seconds),
            "unplaced": now.and_then(|it| it.best).map(|it| it.unplaced),
        });
        return Ok(axum::Json(value).into_response());
    }
    let Some(seeking) = seeking.filter(|_| plan.state == PlanState::Running) else {
        let mut response = "".into_response();
        let refresh = (
            HeaderName::from_static("hx-refresh"),
            HeaderValue::from_static("true"),
        );
        response.headers_mut().insert(refresh.0, refresh.1);
        return Ok(response);
    };
    render(&Fragment {
        page: ctx.page(),
        round: round.id,
        id: plan.id,
        seeking,
    })
}

/// Ends the search with the best so far.
pub(super) async fn stop(
    ctx: Ctx,
    visits: Held,
    Path((id, plan)): Path<(String, String)>,
    _posted: Posted,
) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, ..) = round_of(&ctx, &mut tx, &id).await?;
    let plan = id_of(&plan)?;
    if visits.runs.seeks(round.id, plan) {
        visits.runs.stop(round.id);
    }
    Ok(redirect(&format!("/desk/rounds/{}/plans/{plan}", round.id)))
}

/// Puts the plan in force; of a round that was announced, newcomers with a phone are asked.
pub(super) async fn take(
    ctx: Ctx,
    visits: Held,
    Path((id, plan)): Path<(String, String)>,
    posted: Posted,
) -> PageResult {
    let (id, plan) = (id_of(&id)?, id_of(&plan)?);
    let by = By::viewer(ctx.signed_in()?);
    let seen: u32 = posted.0.parse("version").ok_or(PageError::FormExpired)?;
    let location = format!("/desk/rounds/{id}/plans/{plan}?done=visits-plan-taken");
    let mut tx = match claim(&visits.site, &posted.0, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let round = ops::take_plan(&visits, &mut tx, &by, (id, Some(seen)), plan).await?;
    tx.commit().await?;
    if round.state.is_open() {
        ask_in_background(&visits, by, id);
    }
    Ok(redirect(&location))
}
