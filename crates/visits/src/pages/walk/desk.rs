//! One visit on the coordinator's desk: where, when, what was said, what was found, and the same
//! choices as on the resident's own page, for whoever comes to the counter or calls.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use huiyin_db::{Tx, journal};
use huiyin_kernel::Id;
use huiyin_web::forms::{Form, Posted, key_of};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::found::{self, Line};
use super::{say, visit};
use crate::Visits;
use crate::model::{Actor, Refused, Round, SubmissionState, VisitAct, VisitActName};
use crate::ops::take::form_of;
use crate::ops::{OpError, appoint, forget};
use crate::rules::visit as rules;
use crate::store::dwellings::{self, Door};
use crate::store::visits::{self as rows, Stored};
use crate::store::{photos, results, rounds, submissions, texts};

struct Past {
    at: String,
    what: String,
}

struct Said {
    question: String,
    answer: String,
}

#[derive(Template)]
#[template(path = "visit_desk.html")]
struct View {
    page: Page,
    id: Id,
    version: u32,
    address: String,
    state: String,
    when: String,
    code: String,
    round: String,
    windows: Vec<Choice>,
    acts: Vec<(&'static str, String)>,
    outcome: String,
    said: Vec<Said>,
    notes: Vec<String>,
    waiting: usize,
    lines: Vec<Line>,
    photos: Vec<Id>,
    past: Vec<Past>,
    refused: String,
}

/// A visit with its door and round, where this person's posts reach it.
pub(super) struct Reached {
    pub stored: Stored,
    pub door: Door,
    pub round: Round,
}

/// What one may not know of is not there.
pub(super) async fn reach(
    ctx: &Ctx,
    slice: &Visits,
    tx: &mut Tx,
    id: Id,
) -> Result<Reached, PageError> {
    let keys = &slice.site.keys;
    let stored = rows::load(tx, keys, id).await?;
    let stored = stored.ok_or(PageError::NotFound)?;
    let door = dwellings::load(tx, keys, stored.visit.dwelling).await?;
    let door = door.ok_or(PageError::NotFound)?;
    if !say::reaches(ctx.signed_in()?, &door.area_path) {
        return Err(PageError::NotFound);
    }
    let round = rounds::load(tx, stored.visit.round).await?;
    let round = round.ok_or(PageError::NotFound)?;
    Ok(Reached {
        stored,
        door,
        round,
    })
}

pub(super) async fn show(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path(id): Path<Id>,
) -> PageResult {
    let mut tx = slice.site.db.read().await?;
    let reached = reach(&ctx, &slice, &mut tx, id).await?;
    let view = view(&ctx, &slice, &mut tx, &reached, String::new()).await?;
    render(&view)
}

async fn view(
    ctx: &Ctx,
    slice: &Visits,
    tx: &mut Tx,
    reached: &Reached,
    refused: String,
) -> Result<View, PageError> {
    let Reached {
        stored,
        door,
        round,
    } = reached;
    let keys = &slice.site.keys;
    let (visit, id) = (&stored.visit, stored.visit.id);
    let me = ctx.signed_in()?.account_id;
    let may = rules::available(visit, Actor::Coordinator(me), round);
    let acts = [
        VisitActName::Decline,
        VisitActName::DoNotDisturb,
        VisitActName::TryAgain,
    ];
    let all = submissions::of_visit(tx, keys, id, door.person).await?;
    let waits = |it: &&submissions::Sent| SubmissionState::WAITING.contains(&it.voice.state);
    let (outcome, said) = result(ctx, tx, slice, reached).await?;
    let words = texts::of_visit(tx, keys, id, door.person).await?;
    let pictures = photos::of_visit(tx, id).await?;
    Ok(View {
        page: ctx.page(),
        id,
        version: visit.version,
        address: say::address(door),
        state: ctx.t(&format!("visits-review-state-{}", visit.state.name().key())),
        when: say::when(ctx, round, visit.state, &stored.place),
        code: stored.code.as_str().to_owned(),
        round: round.title.clone(),
        windows: if may.contains(&VisitActName::Appoint) {
            visit::windows(ctx, round, stored)
        } else {
            Vec::new()
        },
        acts: acts
            .into_iter()
            .filter(|it| may.contains(it))
            .map(|it| (it.name(), ctx.t(&format!("visits-review-act-{}", it.key()))))
            .collect(),
        outcome,
        said,
        notes: words.into_iter().map(|it| it.body).collect(),
        waiting: all.iter().filter(waits).count(),
        lines: found::lines(ctx, slice, tx, id).await?,
        photos: pictures.into_iter().map(|it| it.id).collect(),
        past: past(ctx, tx, id).await?,
        refused,
    })
}

async fn past(ctx: &Ctx, tx: &mut Tx, id: Id) -> huiyin_db::Result<Vec<Past>> {
    let all = journal::of_subject(tx, id).await?;
    Ok(all
        .into_iter()
        .map(|it| Past {
            at: say::moment(ctx, it.at),
            what: ctx.t(&format!(
                "visits-review-event-{}",
                it.kind.replace('_', "-")
            )),
        })
        .collect())
}

async fn result(
    ctx: &Ctx,
    tx: &mut Tx,
    slice: &Visits,
    reached: &Reached,
) -> huiyin_db::Result<(String, Vec<Said>)> {
    let id = reached.stored.visit.id;
    let found = results::load(tx, &slice.site.keys, id, reached.door.person).await?;
    let Some(found) = found else {
        return Ok((String::new(), Vec::new()));
    };
    let form = form_of(tx, &slice.site.keys, &found.form.0, found.form.1).await?;
    let Some(said) = found.said else {
        return Ok((ctx.t("visits-review-forgotten"), Vec::new()));
    };
    let key = said.outcome.replace('_', "-");
    let answers = said.answers.iter().map(|(name, value)| Said {
        question: say::question(form.as_ref(), name, ctx.lang),
        answer: say::answer(ctx, form.as_ref(), name, value),
    });
    Ok((
        ctx.t(&format!("visits-review-state-{key}")),
        answers.collect(),
    ))
}

/// What the coordinator does for somebody at the counter or on the phone.
pub(super) async fn act(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path(id): Path<Id>,
    posted: Posted,
) -> PageResult {
    let form = &posted.0;
    let key = key_of(form)?;
    let mut tx = slice.site.db.read().await?;
    let reached = reach(&ctx, &slice, &mut tx, id).await?;
    drop(tx);
    let name = VisitActName::from_name(&form.text("act")).ok_or(PageError::NotFound)?;
    let actor = Actor::Coordinator(ctx.signed_in()?.account_id);
    let location = format!("/desk/visits/{id}?done=visit-{}", name.key());
    let done = match what(&ctx, &reached.round, form, name) {
        Ok(what) => {
            let once = (key, form.parse("version"), location.as_str());
            appoint::decide(&slice, id, actor, &what, once).await
        }
        Err(why) => Err(OpError::from(why)),
    };
    match done {
        Ok(()) => Ok(redirect(&location)),
        Err(error) => {
            let refused = say::refusal(&ctx, error.into())?;
            let mut tx = slice.site.db.read().await?;
            let view = view(&ctx, &slice, &mut tx, &reached, refused).await?;
            render_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
    }
}

fn what(ctx: &Ctx, round: &Round, form: &Form, name: VisitActName) -> Result<VisitAct, Refused> {
    match name {
        VisitActName::Appoint => visit::picked(ctx, round, form)
            .map(|window| VisitAct::Appoint { window })
            .ok_or(Refused::WindowOutsideRound),
        VisitActName::Decline => Ok(VisitAct::Decline),
        VisitActName::DoNotDisturb => Ok(VisitAct::DoNotDisturb),
        VisitActName::TryAgain => Ok(VisitAct::TryAgain),
        _ => Err(Refused::NotAllowed),
    }
}

/// The answer was brought back in person.
pub(super) async fn brought(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path(id): Path<Id>,
    posted: Posted,
) -> PageResult {
    let finding = posted.0.parse("finding").ok_or(PageError::NotFound)?;
    let mut tx = slice.site.db.read().await?;
    reach(&ctx, &slice, &mut tx, id).await?;
    drop(tx);
    let by = ctx.signed_in()?.account_id;
    appoint::brought_back(&slice, id, finding, by, &posted.0.text("note")).await?;
    Ok(redirect(&format!("/desk/visits/{id}?done=visit-brought")))
}

/// Somebody at the door asked to be forgotten (rule P7).
pub(super) async fn forget(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path(id): Path<Id>,
    posted: Posted,
) -> PageResult {
    let mut tx = slice.site.db.read().await?;
    let reached = reach(&ctx, &slice, &mut tx, id).await?;
    drop(tx);
    if !posted.0.is_on("sure") {
        return Err(OpError::from(Refused::ReasonMissing).into());
    }
    let by = ctx.signed_in()?.account_id;
    forget::forget(&slice, reached.door.dwelling.id, by).await?;
    Ok(redirect(&format!("/desk/visits/{id}?done=visit-forgotten")))
}

/// A photo of a visit that this person may see.
pub(super) async fn photo(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path((id, photo)): Path<(Id, Id)>,
) -> PageResult {
    let mut tx = slice.site.db.read().await?;
    reach(&ctx, &slice, &mut tx, id).await?;
    let all = photos::of_visit(&mut tx, id).await?;
    let known = all.into_iter().find(|it| it.id == photo);
    let known = known.ok_or(PageError::NotFound)?;
    let bytes = slice.site.blobs.read(&mut tx, &known.blob).await?;
    let mut response = bytes.ok_or(PageError::NotFound)?.into_response();
    let kind = HeaderValue::from_static("image/jpeg");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}
