use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::Posted;
use huiyin_web::{Arg, Choice, Ctx, Page, PageError, PageResult, redirect, render_status};

use super::frame::{Frame, Held, round_of};
use super::plan::Figures;
use super::words::{self, Address, door_of};
use super::{Claim, claim, id_of};
use crate::Visits;
use crate::model::{PlanStop, Round, VisitStateName};
use crate::ops::{self, By, MovePreview, Place, Wish};
use crate::store::{plans, teams};

const FIRST: &str = "first";

/// What a move would mean, in words.
struct Shown {
    before: String,
    after: String,
    cost: String,
    is_saving: bool,
    touched: usize,
    figures: Figures,
    route: Vec<Stop>,
}

/// A stop of the route as it would be.
struct Stop {
    seq: u32,
    time: String,
    address: String,
    is_moved: bool,
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
    /// Behind whom it may come; empty until a route is chosen.
    places: Vec<Choice>,
    team: String,
    session: String,
    place: String,
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
    place: String,
}

impl Asked {
    fn wish(&self) -> Option<Wish> {
        Some(Wish {
            visit: self.visit.parse().ok()?,
            session: self.session.parse().ok()?,
            team: self.team.parse().ok()?,
            place: match self.place.as_str() {
                "" => Place::Least,
                FIRST => Place::First,
                behind => Place::After(behind.parse().ok()?),
            },
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
        place: asked.place.clone(),
        places: Vec::new(),
        shown: None,
        refusal: String::new(),
        makes_another: row.confirmed_at.is_some(),
    };
    let Some(wish) = asked.wish() else {
        return Ok(view);
    };
    view.places = places(ctx, visits, tx, plan, (&wish, &asked.place)).await?;
    match ops::preview_move(visits, tx, by, (round.id, plan), wish).await {
        Ok(preview) => view.shown = Some(shown(ctx, visits, tx, (&all, &preview)).await?),
        Err(error) => view.refusal = words::refusal(ctx, error)?,
    }
    Ok(view)
}

/// The places of the route that was chosen: where it costs least, first, or behind one of its
/// doors that are still to be called on.
async fn places(
    ctx: &Ctx,
    visits: &Visits,
    tx: &mut Tx,
    plan: Id,
    (wish, chosen): (&Wish, &str),
) -> Result<Vec<Choice>, PageError> {
    let mut all = vec![
        Choice::new("", ctx.t("visits-plan-move-least"), chosen.is_empty()),
        Choice::new(FIRST, ctx.t("visits-plan-move-first"), chosen == FIRST),
    ];
    for PlanStop { visit, spot, .. } in plans::route(tx, plan, wish.team, wish.session).await? {
        let Some(spot) = spot.filter(|_| visit != wish.visit) else {
            continue;
        };
        let (stored, door) = door_of(tx, &visits.site.keys, visit).await?;
        if !VisitStateName::OPEN.contains(&stored.visit.state.name()) {
            continue;
        }
        let args = [
            ("time", Arg::from(words::clock(spot.arrive_at))),
            ("door", Arg::from(Address::of(&door).line())),
        ];
        let id = visit.to_string();
        let is_chosen = id == chosen;
        all.push(Choice::new(
            id,
            ctx.say("visits-plan-move-after", &args),
            is_chosen,
        ));
    }
    Ok(all)
}

async fn shown(
    ctx: &Ctx,
    visits: &Visits,
    tx: &mut Tx,
    (all, preview): (&[crate::model::Team], &MovePreview),
) -> Result<Shown, PageError> {
    let all_stops = preview.plan.stops.saturating_add(preview.plan.unplaced);
    let placed = all_stops.saturating_sub(preview.unplaced);
    let mut route = Vec::with_capacity(preview.route.len());
    for stop in &preview.route {
        let Some(spot) = stop.spot else { continue };
        let (_, door) = door_of(tx, &visits.site.keys, stop.visit).await?;
        route.push(Stop {
            seq: spot.seq,
            time: words::clock(spot.arrive_at),
            address: Address::of(&door).line(),
            is_moved: spot == preview.after,
        });
    }
    Ok(Shown {
        before: words::spot(ctx, all, preview.before),
        after: words::spot(ctx, all, Some(preview.after)),
        cost: words::duration(ctx, preview.cost.abs()),
        is_saving: preview.cost < 0,
        touched: preview.touched.len().saturating_sub(1),
        figures: Figures::of(ctx, &preview.measures, (placed, preview.unplaced)),
        route,
    })
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
        place: form.text("place"),
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
