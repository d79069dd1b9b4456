use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::{Errors, Form, Posted};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render_status};

use super::frame::{Frame, Held, round_of};
use super::words::{self, plan_tone};
use crate::Visits;
use crate::model::bounds::PLAN_SECONDS;
use crate::model::{PlanMode, PlanOrder, PlanRow, PlanState, Priority, Refused, Round};
use crate::ops::{self, OpError};
use crate::rules::round::ready_to_plan;
use crate::store::{plans, teams};

pub(super) struct Line {
    pub id: Id,
    pub at: String,
    pub state: String,
    pub tone: &'static str,
    pub icon: &'static str,
    pub stops: u32,
    pub unplaced: u32,
    pub walking: String,
    pub team_sessions: i64,
    pub is_in_force: bool,
    pub is_usable: bool,
}

#[derive(Template)]
#[template(path = "round_plans.html")]
struct View {
    page: Page,
    frame: Frame,
    lines: Vec<Line>,
    running: Option<Id>,
    missing: Option<String>,
    is_open: bool,
    modes: Vec<Choice>,
    priorities: Vec<Choice>,
    seconds: String,
    seed: String,
    errors: Errors,
}

pub(super) fn line(ctx: &Ctx, visits: &Visits, round: &Round, plan: &PlanRow) -> Line {
    let mut state = plan.state;
    if state == PlanState::Running && !visits.runs.seeks(round.id, plan.id) {
        state = PlanState::Interrupted;
    }
    let (tone, icon) = plan_tone(state);
    Line {
        id: plan.id,
        at: plan.started_at.to_display(),
        state: ctx.t(&format!("visits-plan-state-{}", state.key())),
        tone,
        icon,
        stops: plan.stops,
        unplaced: plan.unplaced,
        walking: words::duration(ctx, plan.measures.walk_seconds),
        team_sessions: plan.measures.team_sessions,
        is_in_force: round.state.plan() == Some(plan.id),
        is_usable: state.is_usable(),
    }
}

/// Modes that make sense in the state of the round, the likeliest first.
fn modes(ctx: &Ctx, round: &Round, chosen: &str) -> Vec<Choice> {
    let modes: &[PlanMode] = match (round.state.plan(), round.state.is_open()) {
        (_, true) => &[PlanMode::Mend],
        (None, false) => &[PlanMode::Anew],
        (Some(_), false) => &[PlanMode::Anew, PlanMode::Mend],
    };
    let first = modes.first().map_or("", |it| it.name());
    let known = modes.iter().any(|it| it.name() == chosen);
    let chosen = if known { chosen } else { first };
    let choice = |mode: &PlanMode| Choice {
        value: mode.name().to_owned(),
        label: ctx.t(&format!("visits-plan-mode-{}", mode.key())),
        hint: ctx.t(&format!("visits-plan-mode-{}-hint", mode.key())),
        chosen: mode.name() == chosen,
    };
    modes.iter().map(choice).collect()
}

async fn view(
    ctx: &Ctx,
    visits: &Visits,
    tx: &mut Tx,
    round: &Round,
    form: &Form,
    errors: Errors,
) -> Result<View, PageError> {
    let all = plans::of_round(tx, round.id).await?;
    let missing = ready_to_plan(round, &teams::of_round(tx, round.id).await?).err();
    let default = PlanOrder::default();
    let priority = form.some("priority");
    let priority = priority.unwrap_or_else(|| default.priority.name().to_owned());
    let choice = |it: &Priority| Choice {
        value: it.name().to_owned(),
        label: ctx.t(&format!("visits-plan-priority-{}", it.key())),
        hint: ctx.t(&format!("visits-plan-priority-{}-hint", it.key())),
        chosen: it.name() == priority,
    };
    let or = |name: &str, value: u32| form.some(name).unwrap_or_else(|| value.to_string());
    Ok(View {
        page: ctx.page(),
        frame: Frame::of(ctx, round, "plans"),
        lines: all.iter().map(|it| line(ctx, visits, round, it)).collect(),
        running: visits.runs.progress(round.id).and_then(|it| it.plan),
        missing: missing.map(|why| ctx.t(&format!("visits-refused-{}", why.key()))),
        is_open: round.state.ended_at().is_none(),
        modes: modes(ctx, round, &form.text("mode")),
        priorities: Priority::ALL.iter().map(choice).collect(),
        seconds: or("seconds", default.seconds),
        seed: or("seed", default.seed),
        errors,
    })
}

pub(super) async fn show(ctx: Ctx, visits: Held, Path(id): Path<String>) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, ..) = round_of(&ctx, &mut tx, &id).await?;
    let (form, errors) = (Form::default(), Errors::default());
    let view = view(&ctx, &visits, &mut tx, &round, &form, errors).await?;
    render_status(StatusCode::OK, &view)
}

fn read(ctx: &Ctx, form: &Form, errors: &mut Errors) -> PlanOrder {
    let default = PlanOrder::default();
    let mut number = |name: &str, least: u32, most: u32| {
        let typed: Option<u32> = form.parse(name);
        let fits = typed.filter(|it| (least..=most).contains(it));
        if fits.is_none() {
            let said = [
                ("least", i64::from(least).into()),
                ("most", i64::from(most).into()),
            ];
            errors.add(name, ctx.say("visits-plan-number", &said));
        }
        fits.unwrap_or(least)
    };
    PlanOrder {
        seconds: number("seconds", 1, PLAN_SECONDS),
        seed: number("seed", 0, 999_999_999),
        priority: Priority::from_name(&form.text("priority")).unwrap_or(default.priority),
        mode: PlanMode::from_name(&form.text("mode")).unwrap_or(default.mode),
    }
}

/// Begins a search. A second click finds the first one running and leads there.
pub(super) async fn begin(
    ctx: Ctx,
    visits: Held,
    Path(id): Path<String>,
    posted: Posted,
) -> PageResult {
    let form = posted.0;
    let (round, by) = {
        let mut tx = visits.site.db.read().await?;
        let (round, _, by) = round_of(&ctx, &mut tx, &id).await?;
        (round, by)
    };
    let base = format!("/desk/rounds/{}/plans", round.id);
    let mut errors = Errors::default();
    let order = read(&ctx, &form, &mut errors);
    if errors.is_empty() {
        match ops::start_plan(&visits, &by, round.id, order).await {
            Ok(plan) => return Ok(redirect(&format!("{base}/{plan}"))),
            Err(OpError::Refused(Refused::PlanRunning)) => {
                let running = visits.runs.progress(round.id).and_then(|it| it.plan);
                if let Some(plan) = running {
                    return Ok(redirect(&format!("{base}/{plan}")));
                }
            }
            Err(error) => errors.add("mode", words::refusal(&ctx, error)?),
        }
    }
    let mut tx = visits.site.db.read().await?;
    let view = view(&ctx, &visits, &mut tx, &round, &form, errors).await?;
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
}
