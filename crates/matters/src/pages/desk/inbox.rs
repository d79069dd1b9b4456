//! The inbox: what lies on somebody's desk, in the order of what falls due.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_db::Tx;
use huiyin_kernel::Instant;
use huiyin_web::{Ctx, Page, PageError, PageResult, render};

use super::bulk::{self, BulkAct};
use super::query::{self, Asked, Choices};
use super::rows::{self, Row};
use super::whose::{self, Desk};
use super::wording::{self, Due};
use crate::model::Actor;
use crate::rules::desk::Queue;
use crate::rules::due::DueWithin;
use crate::store::filters::{self, SavedFilter};
use crate::store::{self, inbox_notices};
use crate::{Matters, World, acts};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tab {
    pub key: String,
    pub label: String,
    pub count: String,
    pub current: bool,
    /// When the first in it falls due, once that is soon or past.
    pub pressing: Option<Due>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Saved {
    id: String,
    name: String,
    href: String,
}

/// How much falls due, as a way to the list of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pressing {
    due: &'static str,
    label: String,
}

#[derive(Template)]
#[template(path = "desk_inbox.html")]
struct View {
    page: Page,
    pressing: Vec<Pressing>,
    tabs: Vec<Tab>,
    title: String,
    hint: String,
    rows: Vec<Row>,
    asked: Asked,
    choices: Choices,
    filtered: bool,
    saved: Vec<Saved>,
    may_save: bool,
    bulk: Vec<BulkAct>,
    next: Option<String>,
    unread: i64,
    may_take_in: bool,
    export: String,
}

pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(mut asked): Query<Asked>,
) -> PageResult {
    let viewer = ctx.signed_in()?;
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(viewer);
    let desks = whose::desks(&actor);
    let counts = counts(&mut tx, &desks).await?;
    let here = choose(&desks, &counts, &asked.queue);
    asked.queue = here.map(Desk::key).unwrap_or_default();
    let page = rows::page_from(&asked.after, store::Page::FIRST);
    let filter = asked.filter(ctx.now);
    let found = match here {
        Some(desk) => store::queue(&mut tx, desk.scope, desk.queue, &filter, page).await?,
        None => Vec::new(),
    };
    let (found, next) = rows::cut(found, page);
    let latest = match (here, whose::scopes(&actor).first()) {
        (None, Some(scope)) => latest(&mut tx, *scope).await?,
        _ => Vec::new(),
    };
    let saved = filters::of_account(&mut tx, viewer.account_id).await?;
    let queue = here.map(|desk| desk.queue);
    let view = View {
        page: ctx.page(),
        pressing: pressing(&ctx, &mut tx, &actor).await?,
        tabs: tabs(&ctx, &matters, &world, &desks, &counts, here),
        title: queue.map_or_else(|| ctx.t("matters-desk-title"), |it| queue_name(&ctx, it)),
        hint: queue.map_or_else(
            || ctx.t("matters-desk-no-queue"),
            |it| ctx.t(&format!("matters-desk-queue-hint-{}", it.key())),
        ),
        rows: queue.map_or_else(
            || rows::list_rows(&ctx, &matters, &world, &latest),
            |it| rows::queue_rows(&ctx, &matters, &world, it, &found),
        ),
        choices: query::choices(&ctx, &matters, &asked),
        filtered: asked.is_filtered(),
        may_save: asked.is_filtered() && saved.len() < filters::SAVED_FILTERS,
        saved: saved.into_iter().map(saved_link).collect(),
        bulk: queue.map_or_else(Vec::new, |it| bulk::offered(&ctx, &actor, it)),
        next,
        unread: inbox_notices::unread(&mut tx, viewer.account_id).await?,
        may_take_in: viewer.may(acts::INTAKE),
        export: asked.address(),
        asked,
    };
    render(&view)
}

/// What came in last, for those whose post has no queue.
async fn latest(tx: &mut Tx, scope: store::Scope) -> Result<Vec<store::ListRow>, PageError> {
    let page = store::Page::NEWEST;
    let found = store::list(tx, scope, &store::Filter::default(), page).await?;
    Ok(rows::cut(found, page).0)
}

/// What falls due today or is overdue, in the scope that the list of all matters begins with.
async fn pressing(ctx: &Ctx, tx: &mut Tx, actor: &Actor) -> Result<Vec<Pressing>, PageError> {
    let mut found = Vec::new();
    let Some(scope) = whose::scopes(actor).first().copied() else {
        return Ok(found);
    };
    for due in [DueWithin::Today, DueWithin::Overdue] {
        let number = store::due_count(tx, scope, due.span(ctx.now)).await?;
        if number > 0 {
            let key = format!("matters-desk-due-count-{}", due.key());
            found.push(Pressing {
                due: due.name(),
                label: ctx.say(&key, &[("number", shown(number).into())]),
            });
        }
    }
    Ok(found)
}

fn saved_link(filter: SavedFilter) -> Saved {
    Saved {
        id: filter.id.to_string(),
        name: filter.name,
        href: format!("/desk?{}", filter.query),
    }
}

pub(super) fn queue_name(ctx: &Ctx, queue: Queue) -> String {
    ctx.t(&format!("matters-desk-queue-{}", queue.key()))
}

type Counts = BTreeMap<String, (i64, Instant)>;

/// How many tasks lie in each queue, and when the first falls due.
async fn counts(tx: &mut Tx, desks: &[Desk]) -> Result<Counts, PageError> {
    let mut found = Counts::new();
    for desk in desks {
        if let Some(size) = store::queue_size(tx, desk.scope, desk.queue).await? {
            found.insert(desk.key(), size);
        }
    }
    Ok(found)
}

/// A number as far as it was counted.
fn shown(number: i64) -> String {
    if number < store::COUNTED_MOST {
        return number.to_string();
    }
    format!("{}+", store::COUNTED_MOST - 1)
}

/// The queue asked for, else the first in which something lies, else the first.
fn choose(desks: &[Desk], counts: &Counts, asked: &str) -> Option<Desk> {
    let wanted = desks.iter().find(|desk| desk.key() == asked);
    let filled = || desks.iter().find(|desk| counts.contains_key(&desk.key()));
    wanted.or_else(filled).or_else(|| desks.first()).copied()
}

fn tabs(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    desks: &[Desk],
    counts: &Counts,
    here: Option<Desk>,
) -> Vec<Tab> {
    desks
        .iter()
        .map(|desk| {
            let twice = desks
                .iter()
                .filter(|other| other.queue == desk.queue)
                .count()
                > 1;
            let name = queue_name(ctx, desk.queue);
            let found = counts.get(&desk.key());
            let due = found.and_then(|(_, at)| wording::limit_of(matters, world, desk.queue, *at));
            let due = due.filter(|_| desk.queue != Queue::Parked);
            Tab {
                key: desk.key(),
                label: if twice {
                    format!("{name} · {}", whose::scope_name(ctx, world, desk.scope))
                } else {
                    name
                },
                count: shown(found.map_or(0, |(number, _)| *number)),
                current: here == Some(*desk),
                pressing: due
                    .map(|before| wording::due_badge(ctx, before))
                    .filter(|due| due.state != "in_time"),
            }
        })
        .collect()
}

/// A choice among the queues, for forms that come back to one.
pub(super) fn queue_of(actor: &Actor, key: &str) -> Option<Desk> {
    whose::desks(actor)
        .into_iter()
        .find(|desk| desk.key() == key)
}
