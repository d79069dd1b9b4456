//! Calling back: who is next, what to say to them, and what they said. Never by somebody who
//! handled the matter (rule M8).

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::forms::{Errors, Form, Posted, key_of, percent};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render, render_status};

use super::answered::{self, Given};
use super::facts;
use super::matter::{self, Loaded};
use super::person::{self, People};
use super::query::Asked;
use super::say;
use super::whose::{self, id_of};
use super::wording::{named_choices, optional_choices};
use super::{rows, wording};
use crate::Matters;
use crate::model::bounds::{CALL_BACK_DAYS, NOTE_CHARS};
use crate::model::{Act, ActName, Actor, CallBackResult, Channel, Matter, Rating};
use crate::ops::{self, Extra};
use crate::rules;
use crate::rules::desk::Queue;
use crate::store::{self, ListRow};

/// Matters looked through to find the next one.
const LOOKED_THROUGH: i64 = 200;

const RESULTS: &[CallBackResult] = &[
    CallBackResult::Solved,
    CallBackResult::Partly,
    CallBackResult::NotSolved,
];
const CHANNELS: &[Channel] = &[
    Channel::Phone,
    Channel::Door,
    Channel::Counter,
    Channel::Message,
];

#[derive(Template)]
#[template(path = "desk_call_none.html")]
struct NoneView {
    page: Page,
    skipped: bool,
}

/// Leads to the next one to call; `?after=` goes past those looked at before.
pub(super) async fn next(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(ctx.signed_in()?);
    let first = rows::page_from(&asked.after, store::Page::FIRST);
    let page = store::Page {
        rows: LOOKED_THROUGH,
        ..first
    };
    let desks = whose::desks(&actor)
        .into_iter()
        .filter(|desk| desk.queue == Queue::Call);
    for desk in desks {
        let filter = store::Filter::default();
        for row in store::queue(&mut tx, desk.scope, Queue::Call, &filter, page).await? {
            if is_ours(&ctx, &matters, &mut tx, &actor, row.id).await? {
                return Ok(redirect(&address(&ctx, &row)));
            }
        }
    }
    render(&NoneView {
        page: ctx.page(),
        skipped: !asked.after.is_empty(),
    })
}

fn address(ctx: &Ctx, row: &ListRow) -> String {
    // The flash of the call before belongs on the page that follows it.
    let done = ctx.here.contains("done=desk-call-back");
    let done = if done { "&done=desk-call-back" } else { "" };
    format!("/desk/call/{}?after={}{done}", row.id, rows::cursor(row))
}

/// Whether this person may call here today.
async fn is_ours(
    ctx: &Ctx,
    matters: &Matters,
    tx: &mut Tx,
    actor: &Actor,
    id: Id,
) -> Result<bool, PageError> {
    let known = store::load(tx, &matters.site.keys, id).await?;
    Ok(known.is_some_and(|known| {
        let today = ctx.now.date();
        let tried = known.matter.counters.call_back_tries.contains(&today);
        !tried && may_call(&known.matter, actor, ctx)
    }))
}

fn may_call(matter: &Matter, actor: &Actor, ctx: &Ctx) -> bool {
    rules::available(matter, actor, ctx.now).contains(&ActName::CallBack)
}

#[derive(Template)]
#[template(path = "desk_call.html")]
struct View {
    page: Page,
    id: String,
    number: String,
    version: u32,
    text: String,
    given: Given,
    category: String,
    place: String,
    received: String,
    people: People,
    contactable: bool,
    tries: usize,
    tries_needed: usize,
    round: u16,
    channels: Vec<Choice>,
    results: Vec<Choice>,
    ratings: Vec<Choice>,
    note: String,
    errors: Vec<(String, String)>,
    refused: String,
    after: String,
    others: Vec<facts::Link>,
}

impl View {
    fn error(&self, field: &str) -> &str {
        let found = self.errors.iter().find(|(name, _)| name == field);
        found.map_or("", |(_, sentence)| sentence)
    }
}

/// The same page on paper, to take along to the door.
#[derive(Template)]
#[template(path = "desk_call_door.html")]
struct DoorView {
    page: Page,
    number: String,
    text: String,
    given: Given,
    place: String,
    results: Vec<Choice>,
    ratings: Vec<Choice>,
}

#[derive(Default)]
pub(super) struct Shown {
    status: StatusCode,
    form: Form,
    errors: Vec<(String, String)>,
    refused: String,
    revealed: bool,
    after: String,
}

impl Shown {
    pub(super) fn revealed() -> Self {
        Self {
            revealed: true,
            ..Self::default()
        }
    }
}

/// A matter on which this person may call back.
async fn callable(ctx: &Ctx, matters: &Matters, id: &str) -> Result<Loaded, PageError> {
    let loaded = matter::load(ctx, matters, id_of(id)?).await?;
    if may_call(&loaded.known.matter, &loaded.actor, ctx) {
        return Ok(loaded);
    }
    Err(PageError::Refused {
        key: if loaded.known.matter.state_name() == crate::model::StateName::Answered {
            "matters-refused-handler-may-not-call".to_owned()
        } else {
            "matters-refused-wrong-state".to_owned()
        },
        args: Vec::new(),
    })
}

pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let loaded = callable(&ctx, &matters, &id).await?;
    let shown = Shown {
        after: asked.after,
        ..Shown::default()
    };
    page(&ctx, &matters, &loaded, shown).await
}

pub(super) async fn page(
    ctx: &Ctx,
    matters: &Matters,
    loaded: &Loaded,
    shown: Shown,
) -> PageResult {
    let known = &loaded.known;
    let matter = &known.matter;
    let form = &shown.form;
    let channel = form
        .some("channel")
        .unwrap_or_else(|| Channel::Phone.name().to_owned());
    let channels = CHANNELS.iter().map(|it| it.name());
    let view = View {
        page: ctx.page(),
        id: matter.id.to_string(),
        number: known.number.clone(),
        version: matter.version,
        text: loaded.report_text(),
        given: answered::given(ctx, matters, loaded).await?,
        category: wording::category_path(ctx, matters, matter.category),
        place: facts::place(known, shown.revealed),
        received: wording::moment(ctx, matter.received_at),
        people: person::people(
            ctx,
            &loaded.actor,
            matter,
            &loaded.reporters,
            !loaded.known.place.text.is_empty(),
            shown.revealed,
        ),
        contactable: matter.contactable,
        tries: matter.counters.call_back_tries.len(),
        tries_needed: CALL_BACK_DAYS,
        round: matter.counters.reopened.saturating_add(1),
        channels: named_choices(ctx, "matters-channel", channels, &channel),
        results: results(ctx, &form.text("result")),
        ratings: ratings(ctx, matters, &form.text("rating")),
        note: form.text("note"),
        errors: shown.errors,
        refused: shown.refused,
        after: shown.after,
        others: loaded.links.clone(),
    };
    render_status(shown.status, &view)
}

fn results(ctx: &Ctx, chosen: &str) -> Vec<Choice> {
    let names = RESULTS.iter().map(|it| it.name());
    let mut choices = named_choices(ctx, "matters-result", names, chosen);
    for choice in &mut choices {
        choice.hint = ctx.t(&format!(
            "matters-desk-result-{}",
            choice.value.replace('_', "-")
        ));
    }
    choices
}

fn ratings(ctx: &Ctx, matters: &Matters, chosen: &str) -> Vec<Choice> {
    let offered = matters.limits.rating_scale.grades();
    let names = offered.iter().map(|it| it.name());
    optional_choices(ctx, "matters-rating-none", "matters-rating", names, chosen)
}

pub(super) async fn door(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
) -> PageResult {
    let loaded = callable(&ctx, &matters, &id).await?;
    render(&DoorView {
        page: ctx.page(),
        number: loaded.known.number.clone(),
        text: loaded.report_text(),
        given: answered::given(&ctx, &matters, &loaded).await?,
        place: facts::place(&loaded.known, false),
        results: results(&ctx, ""),
        ratings: ratings(&ctx, &matters, ""),
    })
}

/// Writes down what was heard, or that nobody was reached, and leads to the next one.
pub(super) async fn post(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Path(id): Path<String>,
    Posted(form): Posted,
) -> PageResult {
    let loaded = matter::load(&ctx, &matters, id_of(&id)?).await?;
    let after = form.text("after");
    let act = match read(&ctx, &form) {
        Ok(act) => act,
        Err(errors) => {
            let shown = Shown {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                errors: errors.list().to_vec(),
                form,
                after,
                ..Shown::default()
            };
            return page(&ctx, &matters, &loaded, shown).await;
        }
    };
    let extra = Extra {
        expected_version: Some(form.parse("version").ok_or(PageError::FormExpired)?),
        form_key: Some(key_of(&form)?),
        ..Extra::default()
    };
    let id = loaded.known.matter.id;
    match ops::act(&matters, id, &loaded.actor, act, extra).await {
        Ok(_) => Ok(redirect(&format!(
            "/desk/call?after={}&done=desk-call-back",
            percent(&after)
        ))),
        Err(error) => {
            let refused = say::any(&ctx, error.into())?;
            let loaded = matter::load(&ctx, &matters, id).await?;
            let shown = Shown {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                form,
                refused,
                after,
                ..Shown::default()
            };
            page(&ctx, &matters, &loaded, shown).await
        }
    }
}

fn read(ctx: &Ctx, form: &Form) -> Result<Act, Errors> {
    let mut errors = Errors::default();
    let note = errors.optional(ctx, form, "note", NOTE_CHARS);
    let channel = Channel::from_name(&form.text("channel")).unwrap_or(Channel::Phone);
    let missed = form.is_on("missed");
    let result = if missed {
        Some(CallBackResult::NotReached)
    } else {
        CallBackResult::from_name(&form.text("result"))
    };
    if result.is_none() {
        errors.add("result", ctx.t("matters-desk-choose-one"));
    }
    match result {
        Some(result) if errors.is_empty() => Ok(Act::CallBack {
            channel,
            result,
            rating: Rating::from_name(&form.text("rating")).filter(|_| !missed),
            note,
        }),
        _ => Err(errors),
    }
}
