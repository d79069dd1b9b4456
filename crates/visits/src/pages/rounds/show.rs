use askama::Template;
use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_web::{Choice, Ctx, Page, PageResult, render};

use super::frame::{Frame, Held, round_of};
use super::list::{areas, days};
use super::words;
use crate::model::{CancelCause, Round, RoundActName};
use crate::rules::round::{may, ready_to_plan};
use crate::store::{plans, teams};

#[expect(
    clippy::struct_excessive_bools,
    reason = "one for each button of the page"
)]
#[derive(Template)]
#[template(path = "round_show.html")]
struct View {
    page: Page,
    frame: Frame,
    days: String,
    areas: String,
    kinds: String,
    form: String,
    sessions: Vec<String>,
    teams: usize,
    visits: u32,
    plan: Option<Id>,
    /// What is to be done next before there can be a plan.
    missing: Option<String>,
    /// Visits that lie with teams that dropped out.
    orphans: u32,
    may_announce: bool,
    may_start: bool,
    may_finish: bool,
    may_cancel: bool,
    causes: Vec<Choice>,
}

pub(super) async fn show(ctx: Ctx, visits: Held, Path(id): Path<String>) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, places, _) = round_of(&ctx, &mut tx, &id).await?;
    let all = teams::of_round(&mut tx, round.id).await?;
    let mut orphans = 0_u32;
    for team in all.iter().filter(|it| !it.active) {
        orphans = orphans.saturating_add(plans::open_with(&mut tx, team.id).await?);
    }
    let missing = ready_to_plan(&round, &all).err();
    let is_early = round.state.plan().is_none() && round.state.ended_at().is_none();
    let today = ctx.now.date();
    let comma = ctx.t("visits-round-comma");
    let kinds = round.kinds.iter();
    let kinds = kinds.map(|it| ctx.t(&format!("visits-round-kind-{}", it.key())));
    let view = View {
        page: ctx.page(),
        frame: Frame::of(&ctx, &round, "overview"),
        days: days(&ctx, &round),
        areas: areas(&ctx, &places, &round),
        kinds: kinds.collect::<Vec<_>>().join(&comma),
        form: form_of(&ctx, &round),
        sessions: round
            .sessions
            .iter()
            .map(|it| words::session(&ctx, it))
            .collect(),
        teams: all.iter().filter(|it| it.active).count(),
        visits: plans::visits_of(&mut tx, round.id).await?,
        plan: round.state.plan(),
        missing: missing
            .filter(|_| is_early)
            .map(|why| ctx.t(&format!("visits-refused-{}", why.key()))),
        orphans,
        may_announce: may(&round, RoundActName::Announce),
        may_start: may(&round, RoundActName::Start)
            && round.first_on().is_some_and(|first| first <= today),
        may_finish: may(&round, RoundActName::Finish)
            && round.last_on().is_none_or(|last| last < today),
        may_cancel: may(&round, RoundActName::Cancel),
        causes: causes(&ctx),
    };
    render(&view)
}

fn form_of(ctx: &Ctx, round: &Round) -> String {
    let Some(form) = &round.form else {
        return ctx.t("visits-round-form-none");
    };
    if form.id == "household_visit" {
        return ctx.t("visits-round-form-shipped");
    }
    let args = [
        ("title", form.id.as_str().into()),
        ("version", i64::from(form.version).into()),
    ];
    ctx.say("visits-round-form-version", &args)
}

fn causes(ctx: &Ctx) -> Vec<Choice> {
    let all = CancelCause::ALL.iter();
    let choice = |cause: &CancelCause| {
        let label = ctx.t(&format!("visits-round-cause-{}", cause.key()));
        Choice::new(cause.name(), label, false)
    };
    all.map(choice).collect()
}
