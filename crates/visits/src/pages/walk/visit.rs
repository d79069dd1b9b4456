//! The page of a visit for the people at the door: who comes and when, their own choice about it,
//! and afterwards what was found and what became of it. It shows no name.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_web::forms::{Form, Posted, key_of};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, qr, redirect, render, render_status};

use super::found::{self, Line};
use super::holder::{self, Held};
use super::say;
use crate::Visits;
use crate::model::{Actor, Round, VisitAct, VisitActName, Window};
use crate::ops::appoint;
use crate::rules::{offer, visit as rules};
use crate::store::visits::Stored;
use crate::store::{badges, rounds, teams};

#[derive(Template)]
#[template(path = "visit_page.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an act that is open or not"
)]
struct View {
    page: Page,
    code: String,
    shown: String,
    sentence: String,
    when: String,
    team: String,
    badges: Vec<String>,
    windows: Vec<Choice>,
    appointed: bool,
    may_decline: bool,
    may_rest: bool,
    visited: bool,
    lines: Vec<Line>,
    refused: String,
}

#[derive(Template)]
#[template(path = "visit_slip.html")]
struct SlipView {
    page: Page,
    code: String,
    shown: String,
    sentence: String,
    lines: Vec<Line>,
    address: String,
    qr: String,
}

/// The form for a code; with `?code=` it leads to the page of that code.
pub(super) async fn ask(ctx: Ctx, Query(query): Query<BTreeMap<String, String>>) -> PageResult {
    let typed = query
        .get("code")
        .map(|it: &String| it.trim())
        .unwrap_or_default();
    let plain: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(40)
        .collect();
    if plain.is_empty() {
        return holder::ask(&ctx);
    }
    Ok(redirect(&format!("/visit/{plain}")))
}

pub(super) async fn show(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path(code): Path<String>,
) -> PageResult {
    let mut tx = slice.site.db.read().await?;
    match holder::find(&ctx, &slice, &mut tx, &code).await? {
        Held::Answer(answer) => Ok(*answer),
        Held::Visit(stored) => {
            let view = view(&ctx, &slice, &mut tx, &stored, String::new()).await?;
            render(&view)
        }
    }
}

/// The times that may be picked, the agreed one chosen.
pub(super) fn windows(ctx: &Ctx, round: &Round, stored: &Stored) -> Vec<Choice> {
    let agreed = stored.visit.state.window();
    offer::offered(round, ctx.now)
        .into_iter()
        .map(|it| {
            let label = say::window(ctx, it);
            Choice::new(offer::written(it), label, agreed == Some(it))
        })
        .collect()
}

/// The window that a form names, if it is one of those offered.
pub(super) fn picked(ctx: &Ctx, round: &Round, form: &Form) -> Option<Window> {
    let text = form.text("window");
    offer::offered(round, ctx.now)
        .into_iter()
        .find(|it| offer::written(*it) == text)
}

async fn round_of(tx: &mut Tx, stored: &Stored) -> Result<Round, PageError> {
    rounds::load(tx, stored.visit.round)
        .await?
        .ok_or(PageError::NotFound)
}

async fn view(
    ctx: &Ctx,
    slice: &Visits,
    tx: &mut Tx,
    stored: &Stored,
    refused: String,
) -> Result<View, PageError> {
    let round = round_of(tx, stored).await?;
    let state = stored.visit.state;
    let may = rules::available(&stored.visit, Actor::Resident, &round);
    let on = stored
        .place
        .session
        .and_then(|id| round.session(id))
        .map(|it| it.on);
    let mut team = String::new();
    let mut links = Vec::new();
    if let Some(id) = stored.place.team.filter(|_| state.ended_at().is_none())
        && round.state.is_open()
        && let Some(known) = teams::load(tx, id).await?
    {
        team = known.number.to_string();
        let day = state.window().map(|it| it.on).or(on);
        if day == Some(ctx.now.date()) {
            let all = badges::of_day(tx, &slice.site.keys, id, ctx.now.date()).await?;
            links.extend(all.into_iter().map(|it| format!("/badge/{}", it.token)));
        }
    }
    Ok(View {
        page: ctx.page(),
        code: stored.code.as_str().to_owned(),
        shown: stored.code.to_string(),
        sentence: ctx.t(&format!("visits-walk-state-{}", state.name().key())),
        when: say::when(ctx, &round, state, &stored.place),
        team,
        badges: links,
        windows: if may.contains(&VisitActName::Appoint) {
            windows(ctx, &round, stored)
        } else {
            Vec::new()
        },
        appointed: stored.visit.is_invited(),
        may_decline: may.contains(&VisitActName::Decline),
        may_rest: may.contains(&VisitActName::DoNotDisturb),
        visited: state.name() == crate::model::VisitStateName::Visited,
        lines: found::lines(ctx, slice, tx, stored.visit.id).await?,
        refused,
    })
}

pub(super) async fn slip(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path(code): Path<String>,
) -> PageResult {
    let mut tx = slice.site.db.read().await?;
    let stored = match holder::find(&ctx, &slice, &mut tx, &code).await? {
        Held::Answer(answer) => return Ok(*answer),
        Held::Visit(stored) => stored,
    };
    let root = ctx.site.settings.public_address.trim_end_matches('/');
    let address = format!("{root}/visit/{}", stored.code.as_str());
    let state = stored.visit.state.name().key();
    render(&SlipView {
        page: ctx.page(),
        code: stored.code.as_str().to_owned(),
        shown: stored.code.to_string(),
        sentence: ctx.t(&format!("visits-walk-state-{state}")),
        lines: found::lines(&ctx, &slice, &mut tx, stored.visit.id).await?,
        qr: qr::svg(&address).unwrap_or_default(),
        address,
    })
}

type Code = Path<String>;
type Slice = State<Arc<Visits>>;

pub(super) async fn appoint(ctx: Ctx, slice: Slice, code: Code, posted: Posted) -> PageResult {
    decide(&ctx, &slice.0, &code.0, &posted.0, VisitActName::Appoint).await
}

pub(super) async fn decline(ctx: Ctx, slice: Slice, code: Code, posted: Posted) -> PageResult {
    decide(&ctx, &slice.0, &code.0, &posted.0, VisitActName::Decline).await
}

pub(super) async fn rest(ctx: Ctx, slice: Slice, code: Code, posted: Posted) -> PageResult {
    decide(
        &ctx,
        &slice.0,
        &code.0,
        &posted.0,
        VisitActName::DoNotDisturb,
    )
    .await
}

async fn decide(
    ctx: &Ctx,
    slice: &Visits,
    code: &str,
    form: &Form,
    act: VisitActName,
) -> PageResult {
    let key = key_of(form)?;
    let mut tx = slice.site.db.read().await?;
    let stored = match holder::find(ctx, slice, &mut tx, code).await? {
        Held::Answer(answer) => return Ok(*answer),
        Held::Visit(stored) => stored,
    };
    let round = round_of(&mut tx, &stored).await?;
    let what = match act {
        VisitActName::Appoint => {
            picked(ctx, &round, form).map(|window| VisitAct::Appoint { window })
        }
        VisitActName::Decline => Some(VisitAct::Decline),
        _ => Some(VisitAct::DoNotDisturb),
    };
    drop(tx);
    let location = format!("/visit/{}?done=visit-{}", stored.code.as_str(), act.key());
    let id = stored.visit.id;
    let done = match what {
        Some(what) => {
            let once = (key, None, location.as_str());
            let done = appoint::decide(slice, id, Actor::Resident, &what, once).await;
            done.map_err(PageError::from)
        }
        None => Err(PageError::from(crate::ops::OpError::from(
            crate::model::Refused::WindowOutsideRound,
        ))),
    };
    match done {
        Ok(()) => Ok(redirect(&location)),
        Err(error) => {
            let refused = say::refusal(ctx, error)?;
            let mut tx = slice.site.db.read().await?;
            let view = view(ctx, slice, &mut tx, &stored, refused).await?;
            render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
    }
}
