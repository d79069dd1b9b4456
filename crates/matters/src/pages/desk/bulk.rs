//! One act on many matters at once. Each is a transaction of its own: what one rule refuses does
//! not keep the others from being done, and the page says which were refused and why.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::{Form, Posted, key_of};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, render};

use super::inbox::queue_of;
use super::whose::readable;
use super::wording::category_choices;
use super::{bodies, say};
use crate::model::bounds::NOTE_CHARS;
use crate::model::{Act, Actor, CategoryCode, Role};
use crate::ops::{self, Extra};
use crate::rules::desk::Queue;
use crate::store::Known;
use crate::{Matters, World};

/// Matters of one bulk act at most.
pub(super) const BULK_MATTERS: usize = 100;

/// An act that can be done on many at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct BulkAct {
    pub name: &'static str,
    pub label: String,
    pub icon: &'static str,
}

/// Name, icon, queues in which it is offered, and the roles that may do it.
type Offer = (
    &'static str,
    &'static str,
    &'static [Queue],
    &'static [Role],
);

const DESK: &[Role] = &[Role::Dispatcher, Role::Supervisor];
const OFFERS: &[Offer] = &[
    ("accept", "check", &[Queue::Intake], DESK),
    ("accept_and_dispatch", "send", &[Queue::Intake], DESK),
    ("dispatch", "send", &[Queue::Dispatch], DESK),
    (
        "acknowledge",
        "user-check",
        &[Queue::Work],
        &[Role::Handler],
    ),
    ("start", "wrench", &[Queue::Work], &[Role::Handler]),
    (
        "close",
        "circle-check",
        &[Queue::Close],
        &[Role::Caller, Role::Supervisor],
    ),
    (
        "supervise",
        "eye",
        &[Queue::Raised, Queue::Work],
        &[Role::Supervisor, Role::Leader],
    ),
];

pub(super) fn offered(ctx: &Ctx, actor: &Actor, queue: Queue) -> Vec<BulkAct> {
    let holds = |roles: &[Role]| actor.posts.iter().any(|post| roles.contains(&post.role));
    OFFERS
        .iter()
        .filter(|(_, _, queues, roles)| queues.contains(&queue) && holds(roles))
        .map(|(name, icon, _, _)| BulkAct {
            name,
            label: ctx.t(&format!("matters-desk-bulk-{}", name.replace('_', "-"))),
            icon,
        })
        .collect()
}

/// A matter that was ticked, with the version that was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ticked {
    id: Id,
    version: u32,
}

fn ticked(form: &Form) -> Vec<Ticked> {
    let mut found: Vec<Ticked> = Vec::new();
    for text in form.all("id").into_iter().take(BULK_MATTERS) {
        let Some((id, version)) = text.split_once(':') else {
            continue;
        };
        if let (Ok(id), Ok(version)) = (id.parse::<Id>(), version.parse())
            && found.iter().all(|it| it.id != id)
        {
            found.push(Ticked { id, version });
        }
    }
    found
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Line {
    id: String,
    number: String,
    headline: String,
    /// Empty when it was done.
    refused: String,
}

#[derive(Template)]
#[template(path = "desk_bulk.html")]
struct AskView {
    page: Page,
    act: String,
    title: String,
    queue: String,
    values: Vec<String>,
    lines: Vec<Line>,
    wants_category: bool,
    wants_lead: bool,
    note_required: bool,
    categories: Vec<Choice>,
    leads: Vec<Choice>,
    note: String,
    errors: Vec<(String, String)>,
    most: usize,
}

impl AskView {
    fn error(&self, field: &str) -> &str {
        let found = self.errors.iter().find(|(name, _)| name == field);
        found.map_or("", |(_, sentence)| sentence)
    }
}

#[derive(Template)]
#[template(path = "desk_bulk_done.html")]
struct DoneView {
    page: Page,
    title: String,
    queue: String,
    done: Vec<Line>,
    refused: Vec<Line>,
}

/// What the second form says, where an act needs more than its matters.
struct More {
    category: Option<CategoryCode>,
    lead: Option<Id>,
    note: String,
}

/// Asks for what an act still needs, or does it.
pub(super) async fn post(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Posted(form): Posted,
) -> PageResult {
    let act = form.text("act");
    let ticked = ticked(&form);
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(ctx.signed_in()?);
    let queue = queue_of(&actor, &form.text("queue")).ok_or(PageError::NotFound)?;
    let offered = offered(&ctx, &actor, queue.queue);
    let chosen = offered
        .into_iter()
        .find(|it| it.name == act)
        .ok_or(PageError::NotFound)?;
    if ticked.is_empty() {
        return Err(PageError::Refused {
            key: "matters-desk-nothing-ticked".to_owned(),
            args: Vec::new(),
        });
    }
    let known = readable_ones(&matters, &mut tx, &actor, &ticked).await;
    drop(tx);
    let more = read_more(&ctx, &form, chosen.name);
    let asked = form.is_on("sent") || !needs_more(chosen.name);
    let more = match more {
        Ok(more) if asked => more,
        outcome => {
            let errors = outcome.err().filter(|_| asked).unwrap_or_default();
            let sheet = Sheet {
                matters: &matters,
                world: &world,
                known: &known,
                errors,
            };
            return ask(&ctx, &form, chosen, sheet);
        }
    };
    let key = key_of(&form)?;
    let mut done = DoneView {
        page: ctx.page(),
        title: chosen.label,
        queue: queue.key(),
        done: Vec::new(),
        refused: Vec::new(),
    };
    for (it, known) in known {
        let refused = one(&ctx, &matters, &actor, chosen.name, it, &known, &more, key).await?;
        let line = Line {
            refused: refused.unwrap_or_default(),
            ..line(&known)
        };
        if line.refused.is_empty() {
            done.done.push(line);
        } else {
            done.refused.push(line);
        }
    }
    render(&done)
}

/// What is not this person's to read is left out without a word.
async fn readable_ones(
    matters: &Matters,
    tx: &mut Tx,
    actor: &Actor,
    ticked: &[Ticked],
) -> Vec<(Ticked, Known)> {
    let mut known = Vec::new();
    for it in ticked {
        if let Ok(found) = readable(matters, tx, actor, it.id).await {
            known.push((*it, found));
        }
    }
    known
}

fn line(known: &Known) -> Line {
    Line {
        id: known.matter.id.to_string(),
        number: known.number.clone(),
        headline: known.headline.clone(),
        refused: String::new(),
    }
}

fn needs_more(act: &str) -> bool {
    matches!(
        act,
        "accept" | "accept_and_dispatch" | "dispatch" | "supervise"
    )
}

type Wrong = Vec<(String, String)>;

fn read_more(ctx: &Ctx, form: &Form, act: &str) -> Result<More, Wrong> {
    let mut errors = huiyin_web::forms::Errors::default();
    let note = if act == "supervise" {
        errors.required(ctx, form, "note", NOTE_CHARS)
    } else {
        errors.optional(ctx, form, "note", NOTE_CHARS)
    };
    let lead = form.parse("lead");
    if lead.is_none() && matches!(act, "dispatch" | "accept_and_dispatch") {
        errors.add("lead", ctx.t("matters-desk-choose-one"));
    }
    if errors.is_empty() {
        Ok(More {
            category: CategoryCode::parse(&form.text("category")).ok(),
            lead,
            note,
        })
    } else {
        Err(errors.list().to_vec())
    }
}

struct Sheet<'a> {
    matters: &'a Matters,
    world: &'a World,
    known: &'a [(Ticked, Known)],
    errors: Wrong,
}

fn ask(ctx: &Ctx, form: &Form, act: BulkAct, sheet: Sheet<'_>) -> PageResult {
    let wants_lead = matches!(act.name, "dispatch" | "accept_and_dispatch");
    let wants_category = matches!(act.name, "accept" | "accept_and_dispatch");
    let status = if sheet.errors.is_empty() {
        axum::http::StatusCode::OK
    } else {
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    };
    let view = AskView {
        page: ctx.page(),
        act: act.name.to_owned(),
        title: act.label,
        queue: form.text("queue"),
        values: sheet
            .known
            .iter()
            .map(|(it, _)| format!("{}:{}", it.id, it.version))
            .collect(),
        lines: sheet.known.iter().map(|(_, known)| line(known)).collect(),
        wants_category,
        wants_lead,
        note_required: act.name == "supervise",
        categories: if wants_category {
            category_choices(ctx, sheet.matters, &form.text("category"))
        } else {
            Vec::new()
        },
        leads: if wants_lead {
            leads(ctx, &sheet, &form.text("lead"))
        } else {
            Vec::new()
        },
        note: form.text("note"),
        errors: sheet.errors,
        most: BULK_MATTERS,
    };
    huiyin_web::render_status(status, &view)
}

/// Leads for the one matter, or every body where several places are in play.
fn leads(ctx: &Ctx, sheet: &Sheet<'_>, chosen: &str) -> Vec<Choice> {
    match sheet.known {
        [(_, only)] => {
            bodies::lead_choices(ctx, sheet.matters, sheet.world, &only.matter, &[], chosen)
        }
        _ => bodies::all_choices(ctx, sheet.world, chosen),
    }
}

/// Does the act on one matter; a sentence when it was refused. Every part of it has a key that
/// follows from the form's, so that sending the form twice does nothing twice.
#[expect(
    clippy::too_many_arguments,
    reason = "the whole situation of one act among many"
)]
async fn one(
    ctx: &Ctx,
    matters: &Matters,
    actor: &Actor,
    act: &str,
    ticked: Ticked,
    known: &Known,
    more: &More,
    key: Id,
) -> Result<Option<String>, PageError> {
    let Some(steps) = steps(act, known, more) else {
        return Ok(Some(ctx.t("matters-desk-bulk-no-category")));
    };
    let mut expected = Some(ticked.version);
    for (position, step) in steps.into_iter().enumerate() {
        let extra = Extra {
            expected_version: expected.take(),
            form_key: Some(Id::derived(
                "bulk",
                &format!("{key}/{}/{position}", ticked.id),
            )),
            ..Extra::default()
        };
        if let Err(error) = ops::act(matters, ticked.id, actor, step, extra).await {
            return say::any(ctx, error.into()).map(Some);
        }
    }
    Ok(None)
}

fn steps(act: &str, known: &Known, more: &More) -> Option<Vec<Act>> {
    let category = more.category.or(known.matter.category);
    let accept = |category| Act::Accept {
        category,
        kind: None,
        urgency: None,
        note: more.note.clone(),
    };
    let dispatch = |lead| Act::Dispatch {
        lead,
        supports: Vec::new(),
        note: more.note.clone(),
    };
    Some(match act {
        "accept" => vec![accept(category?)],
        "accept_and_dispatch" => vec![accept(category?), dispatch(more.lead?)],
        "dispatch" => vec![dispatch(more.lead?)],
        "acknowledge" => vec![Act::Acknowledge {}],
        "start" => vec![Act::Start {}],
        "close" => vec![Act::Close {}],
        _ => vec![Act::Supervise {
            note: more.note.clone(),
        }],
    })
}
