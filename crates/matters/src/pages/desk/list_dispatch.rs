//! List dispatch (清单化交办): several accepted matters, each with its lead, helpers and note,
//! looked over once more and handed over in one go.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use huiyin_db::StoreError;
use huiyin_kernel::Id;
use huiyin_web::forms::{Form, Posted, key_of};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::query::Asked;
use super::rows::{self, Row};
use super::whose::{self, readable};
use super::wording::{self, Due};
use super::{bodies, say};
use crate::model::bounds::NOTE_CHARS;
use crate::model::{Act, Actor};
use crate::ops::{self, Extra};
use crate::rules;
use crate::rules::desk::Queue;
use crate::store::dispatch_lists::{self, DispatchLine, LIST_LINES};
use crate::store::{self, Known};
use crate::{Matters, World};

/// Helpers of one line; a matter that needs more is dispatched on its own page.
const HELPERS: usize = 2;

#[derive(Template)]
#[template(path = "desk_dispatch_choose.html")]
struct ChooseView {
    page: Page,
    rows: Vec<Row>,
    next: Option<String>,
    lists: Vec<Earlier>,
    most: usize,
}

#[derive(Debug, Clone, Default)]
struct Earlier {
    id: String,
    at: String,
    lines: i64,
}

#[derive(Template)]
#[template(path = "desk_dispatch_plan.html")]
struct PlanView {
    page: Page,
    lines: Vec<PlanLine>,
    /// Every line is in order: what is shown is to be looked over, not to be filled in.
    checking: bool,
}

#[derive(Debug, Clone, Default)]
struct PlanLine {
    id: String,
    version: u32,
    number: String,
    headline: String,
    category: String,
    place: String,
    leads: Vec<Choice>,
    lead: String,
    helpers: Vec<Vec<Choice>>,
    helper_ids: Vec<String>,
    helper_names: String,
    note: String,
    due: Option<Due>,
    error: String,
}

/// Accepted matters to choose from, and the lists made before.
pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let viewer = ctx.signed_in()?;
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(viewer);
    let page = rows::page_from(&asked.after, store::Page::FIRST);
    let desk = whose::desks(&actor)
        .into_iter()
        .find(|desk| desk.queue == Queue::Dispatch);
    let filter = asked.filter(ctx.now);
    let found = match desk {
        Some(desk) => store::queue(&mut tx, desk.scope, desk.queue, &filter, page).await?,
        None => Vec::new(),
    };
    let (found, next) = rows::cut(found, page);
    let lists = dispatch_lists::of_account(&mut tx, viewer.account_id).await?;
    let earlier = lists.into_iter().map(|list| Earlier {
        id: list.id.to_string(),
        at: wording::moment(&ctx, list.created_at),
        lines: list.lines,
    });
    render(&ChooseView {
        page: ctx.page(),
        rows: rows::queue_rows(&ctx, &matters, &world, Queue::Dispatch, &found),
        next,
        lists: earlier.collect(),
        most: LIST_LINES,
    })
}

/// A line as the form has it.
#[derive(Clone)]
struct Wanted {
    id: Id,
    version: u32,
    lead: Option<Id>,
    helpers: Vec<Id>,
    note: String,
}

fn wanted(form: &Form) -> Vec<Wanted> {
    let mut found: Vec<Wanted> = Vec::new();
    for text in form.all("id").into_iter().take(LIST_LINES) {
        let parts = text.split_once(':');
        let Some((Ok(id), Ok(version))) =
            parts.map(|(id, version)| (id.parse::<Id>(), version.parse()))
        else {
            continue;
        };
        if found.iter().any(|it| it.id == id) {
            continue;
        }
        let mut helpers: Vec<Id> = form
            .all(&format!("helper-{id}"))
            .iter()
            .filter_map(|text| text.parse().ok())
            .take(HELPERS)
            .collect();
        helpers.sort_unstable();
        helpers.dedup();
        found.push(Wanted {
            id,
            version,
            lead: form.parse(&format!("lead-{id}")),
            helpers,
            note: form
                .text(&format!("note-{id}"))
                .chars()
                .take(NOTE_CHARS)
                .collect(),
        });
    }
    found
}

fn act(wanted: &Wanted) -> Option<Act> {
    Some(Act::Dispatch {
        lead: wanted.lead?,
        supports: wanted.helpers.clone(),
        note: wanted.note.clone(),
    })
}

/// The three steps of a list: `plan` fills it in, `check` looks it over, `do` hands it out.
pub(super) async fn post(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Posted(form): Posted,
) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(ctx.signed_in()?);
    let mut lines = Vec::new();
    for it in wanted(&form) {
        if let Ok(known) = readable(&matters, &mut tx, &actor, it.id).await {
            lines.push((it, known));
        }
    }
    drop(tx);
    if lines.is_empty() {
        return Err(PageError::Refused {
            key: "matters-desk-nothing-ticked".to_owned(),
            args: Vec::new(),
        });
    }
    let step = form.text("step");
    if step == "do" {
        return hand_out(&ctx, &matters, &actor, key_of(&form)?, lines).await;
    }
    let tried = step == "check";
    let made: Vec<PlanLine> = lines
        .iter()
        .map(|(it, known)| plan_line(&ctx, &matters, &world, &actor, it, known, tried))
        .collect();
    let wrong = made.iter().any(|line| !line.error.is_empty());
    let status = if wrong {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let view = PlanView {
        page: ctx.page(),
        lines: made,
        checking: tried && !wrong,
    };
    render_status(status, &view)
}

/// A line to be filled in or looked over; `tried` asks the rules what they would say to it.
fn plan_line(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    actor: &Actor,
    wanted: &Wanted,
    known: &Known,
    tried: bool,
) -> PlanLine {
    let matter = &known.matter;
    let chosen = wanted.lead.map(|id| id.to_string()).unwrap_or_default();
    let near = bodies::near(world, matter);
    let helper = |position: usize| {
        let chosen = wanted
            .helpers
            .get(position)
            .map(ToString::to_string)
            .unwrap_or_default();
        bodies::choices(ctx, world, near.clone(), &chosen)
    };
    let area = matter.area;
    let mut line = PlanLine {
        id: matter.id.to_string(),
        version: wanted.version,
        number: known.number.clone(),
        headline: known.headline.clone(),
        category: wording::category(matters, matter.category, ctx.lang),
        place: wording::area_text(ctx, world, area.street_id, area.community_id),
        leads: bodies::lead_choices(ctx, matters, world, matter, &[], &chosen),
        lead: wanted
            .lead
            .map(|id| world.body_name(id, ctx.lang))
            .unwrap_or_default(),
        helpers: (0..HELPERS).map(helper).collect(),
        helper_ids: wanted.helpers.iter().map(ToString::to_string).collect(),
        helper_names: wording::body_names(ctx, world, &wanted.helpers),
        note: wanted.note.clone(),
        due: None,
        error: String::new(),
    };
    if !tried {
        return line;
    }
    let Some(act) = act(wanted) else {
        line.error = ctx.t("matters-desk-choose-one");
        return line;
    };
    match rules::decide(matter, actor, act, &matters.facts(world, None), ctx.now) {
        Ok(change) => {
            line.due = change
                .matter
                .due_before()
                .map(|due| wording::due_badge(ctx, due));
        }
        Err(refused) => {
            let error = PageError::from(ops::OpError::Refused(refused));
            line.error = say::any(ctx, error).unwrap_or_default();
        }
    }
    line
}

/// Each line in a transaction of its own; what is refused stays on the list with its reason.
async fn hand_out(
    ctx: &Ctx,
    matters: &Matters,
    actor: &Actor,
    key: Id,
    lines: Vec<(Wanted, Known)>,
) -> PageResult {
    let place = format!("/desk/list-dispatch/{key}");
    let account = ctx.signed_in()?.account_id;
    let mut tx = matters.site.db.write().await?;
    match dispatch_lists::open(&mut tx, key, account, ctx.now).await {
        Err(StoreError::Duplicate(_)) => return Ok(redirect(&place)),
        other => other?,
    }
    tx.commit().await?;
    for (position, (it, known)) in lines.into_iter().enumerate() {
        let Some(act) = act(&it) else {
            continue;
        };
        let extra = Extra {
            expected_version: Some(it.version),
            form_key: Some(Id::derived("list dispatch", &format!("{key}/{}", it.id))),
            ..Extra::default()
        };
        let refused = match ops::act(matters, it.id, actor, act, extra).await {
            Ok(_) => String::new(),
            Err(error) => say::any(ctx, error.into())?,
        };
        let line = DispatchLine {
            matter: known.matter.id,
            lead: it.lead.unwrap_or(it.id),
            supports: it.helpers,
            note: it.note,
            refused,
        };
        let mut tx = matters.site.db.write().await?;
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        dispatch_lists::add_line(&mut tx, key, position, &line).await?;
        tx.commit().await?;
    }
    Ok(redirect(&format!("{place}?done=desk-list-dispatched")))
}
