use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::Posted;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render_status};

use super::frame::{Frame, Held, round_of};
use super::plan::Figures;
use super::words::{self, Address, door_of};
use super::{Claim, claim, id_of};
use crate::Visits;
use crate::model::Round;
use crate::ops::{self, By, MovePreview, Wish};
use crate::store::teams;

/// What a move would mean, in words.
struct Shown {
    before: String,
    after: String,
    cost: String,
    is_saving: bool,
    touched: usize,
    figures: Figures,
}

#[derive(Template)]
#[template(path = "plan_move.html")]
struct View {
    page: Page,
    frame: Frame,
    plan: Id,
    visit: Id,
    address: String,
    teams: Vec<Choice>,
    sessions: Vec<Choice>,
    team: String,
    session: String,
    shown: Option<Shown>,
    refusal: String,
    /// The plan was confirmed, so that the move makes another one of it.
    makes_another: bool,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    visit: String,
    team: String,
    session: String,
}

impl Asked {
    fn wish(&self) -> Option<Wish> {
        Some(Wish {
            visit: self.visit.parse().ok()?,
            session: self.session.parse().ok()?,
            team: self.team.parse().ok()?,
        })
    }
}

async fn view(
    ctx: &Ctx,
    visits: &Visits,
    tx: &mut Tx,
    (round, by, plan): (&Round, &By, Id),
    asked: &Asked,
) -> Result<View, PageError> {
    let visit = id_of(&asked.visit)?;
    let (stored, door) = door_of(tx, &visits.site.keys, visit).await?;
    if stored.visit.round != round.id {
        return Err(PageError::NotFound);
    }
    let row = ops::load_plan(visits, tx, round.id, plan).await?;
    let all = teams::of_round(tx, round.id).await?;
    let mut view = View {
        page: ctx.page(),
        frame: Frame::of(ctx, round, "plans"),
        plan,
        visit,
        address: Address::of(&door).line(),
        teams: all
            .iter()
            .filter(|it| it.active)
            .map(|it| {
                let id = it.id.to_string();
                let label = ctx.say(
                    "visits-team-number",
                    &[("team", i64::from(it.number).into())],
                );
                let chosen = id == asked.team;
                Choice::new(id, label, chosen)
            })
            .collect(),
        sessions: round
            .sessions
            .iter()
            .map(|it| {
                let id = it.id.to_string();
                let chosen = id == asked.session;
                Choice::new(id, words::session(ctx, it), chosen)
            })
            .collect(),
        team: asked.team.clone(),
        session: asked.session.clone(),
        shown: None,
        refusal: String::new(),
        makes_another: row.confirmed_at.is_some(),
    };
    let Some(wish) = asked.wish() else {
        return Ok(view);
    };
    match ops::preview_move(visits, tx, by, (round.id, plan), wish).await {
        Ok(preview) => view.shown = Some(shown(ctx, &all, &preview)),
        Err(error) => view.refusal = words::refusal(ctx, error)?,
    }
    Ok(view)
}

fn shown(ctx: &Ctx, all: &[crate::model::Team], preview: &MovePreview) -> Shown {
    let all_stops = preview.plan.stops.saturating_add(preview.plan.unplaced);
    let placed = all_stops.saturating_sub(preview.unplaced);
    Shown {
        before: words::spot(ctx, all, preview.before),
        after: words::spot(ctx, all, Some(preview.after)),
        cost: words::duration(ctx, preview.cost.abs()),
        is_saving: preview.cost < 0,
        touched: preview.touched.len().saturating_sub(1),
        figures: Figures::of(ctx, &preview.measures, (placed, preview.unplaced)),
    }
}

pub(super) async fn show(
    ctx: Ctx,
    visits: Held,
    Path((id, plan)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = visits.site.db.read().await?;
    let (round, _, by) = round_of(&ctx, &mut tx, &id).await?;
    let of = (&round, &by, id_of(&plan)?);
    let view = view(&ctx, &visits, &mut tx, of, &asked).await?;
    let status = if view.refusal.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    render_status(status, &view)
}

pub(super) async fn submit(
    ctx: Ctx,
    visits: Held,
    Path((id, plan)): Path<(String, String)>,
    posted: Posted,
) -> PageResult {
    let (id, plan) = (id_of(&id)?, id_of(&plan)?);
    let form = posted.0;
    let by = By::viewer(ctx.signed_in()?);
    let asked = Asked {
        visit: form.text("visit"),
        team: form.text("team"),
        session: form.text("session"),
    };
    let wish = asked.wish().ok_or(PageError::FormExpired)?;
    let location = format!("/desk/rounds/{id}/plans/{plan}?done=visits-plan-moved");
    let mut tx = match claim(&visits.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let now_in = ops::move_stop(&visits, &mut tx, &by, (id, plan), wish).await?;
    tx.commit().await?;
    Ok(redirect(&format!(
        "/desk/rounds/{id}/plans/{now_in}?done=visits-plan-moved"
    )))
}
