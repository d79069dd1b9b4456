//! All matters that somebody may list, and lists and searches as files.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_sheets::Table;
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, XLSX, download, render, written};

use super::inbox::queue_of;
use super::query::{self, Asked, Choices};
use super::rows::{self, Row};
use super::search::readable;
use super::whose;
use crate::export::{self, EXPORT_ROWS, Masking};
use crate::model::Actor;
use crate::store::{self, ListRow, export_rows};
use crate::{Matters, World, acts};

/// Rows read at once for a file.
const EXPORT_PAGE: i64 = 1_000;

#[derive(Template)]
#[template(path = "desk_list.html")]
struct View {
    page: Page,
    title: String,
    rows: Vec<Row>,
    asked: Asked,
    choices: Choices,
    scopes: Vec<Choice>,
    searching: bool,
    filtered: bool,
    next: Option<String>,
    export: String,
    full: bool,
}

/// The scope asked for, else the first; somebody with a district post has only that one.
fn chosen(actor: &Actor, asked: &str) -> Option<store::Scope> {
    let scopes = whose::scopes(actor);
    let wanted = scopes.iter().find(|scope| scope_key(**scope) == asked);
    wanted.or_else(|| scopes.first()).copied()
}

fn scope_key(scope: store::Scope) -> String {
    match scope {
        store::Scope::District => String::new(),
        store::Scope::Street(id) | store::Scope::Body(id) => id.to_string(),
    }
}

fn scope_choices(
    ctx: &Ctx,
    world: &World,
    actor: &Actor,
    here: Option<store::Scope>,
) -> Vec<Choice> {
    let scopes = whose::scopes(actor);
    if scopes.len() < 2 {
        return Vec::new();
    }
    let choice = |scope| {
        let name = whose::scope_name(ctx, world, scope);
        Choice::new(scope_key(scope), name, here == Some(scope))
    };
    scopes.into_iter().map(choice).collect()
}

/// Every matter of the scope, newest first.
pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(ctx.signed_in()?);
    let here = chosen(&actor, &asked.queue);
    let page = rows::page_from(&asked.after, store::Page::NEWEST);
    let found = match here {
        Some(scope) => store::list(&mut tx, scope, &asked.filter(ctx.now), page).await?,
        None => Vec::new(),
    };
    let (found, next) = rows::cut(found, page);
    let title = ctx.t("matters-desk-list-title");
    let sheet = Sheet {
        title,
        searching: false,
        next,
        full: false,
    };
    show_rows(&ctx, &matters, &world, &actor, asked, &found, sheet)
}

pub(super) struct Sheet {
    pub title: String,
    pub searching: bool,
    pub next: Option<String>,
    pub full: bool,
}

pub(super) fn show_rows(
    ctx: &Ctx,
    matters: &Matters,
    world: &World,
    actor: &Actor,
    asked: Asked,
    found: &[ListRow],
    sheet: Sheet,
) -> PageResult {
    let here = chosen(actor, &asked.queue);
    let view = View {
        page: ctx.page(),
        title: sheet.title,
        rows: rows::list_rows(ctx, matters, world, found),
        choices: query::choices(ctx, matters, &asked),
        scopes: scope_choices(ctx, world, actor, here),
        searching: sheet.searching,
        filtered: asked.is_filtered(),
        next: sheet.next,
        export: asked.address(),
        full: sheet.full,
        asked,
    };
    render(&view)
}

pub(super) async fn xlsx(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let table = table(&ctx, &matters, &asked).await?;
    let bytes = written(move || huiyin_sheets::write_xlsx(&[table])).await?;
    let name = format!("matters-{}.xlsx", ctx.now.date());
    Ok(download(XLSX, &name, bytes))
}

pub(super) async fn csv(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let table = table(&ctx, &matters, &asked).await?;
    let bytes = written(move || huiyin_sheets::write_csv(&table)).await?;
    let name = format!("matters-{}.csv", ctx.now.date());
    Ok(download("text/csv; charset=utf-8", &name, bytes))
}

/// The list that was looked at, as a table.
async fn table(ctx: &Ctx, matters: &Matters, asked: &Asked) -> Result<Table, PageError> {
    let viewer = ctx.signed_in()?;
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let actor = world.actor(viewer);
    let mut found = Vec::new();
    for id in wanted(matters, &mut tx, &actor, asked).await? {
        found.extend(export_rows::row(&mut tx, &matters.site.keys, id).await?);
    }
    let masking = if viewer.may(acts::EXPORT) {
        Masking::AsStaff
    } else {
        Masking::AsPublic
    };
    Ok(export::matters_table(ctx, matters, &world, &found, masking))
}

/// The matters of a search, a queue or a list, in their order.
async fn wanted(
    matters: &Matters,
    tx: &mut Tx,
    actor: &Actor,
    asked: &Asked,
) -> Result<Vec<Id>, PageError> {
    let words = asked.words();
    if !words.is_empty() {
        let found = readable(tx, actor, &words).await?;
        return Ok(found.rows.into_iter().map(|row| row.id).collect());
    }
    let desk = queue_of(actor, &asked.queue);
    let Some(scope) = desk
        .map(|desk| desk.scope)
        .or_else(|| chosen(actor, &asked.queue))
    else {
        return Ok(Vec::new());
    };
    let filter = asked.filter(matters.site.now());
    let mut ids: Vec<Id> = Vec::new();
    let first = if desk.is_some() {
        store::Page::FIRST
    } else {
        store::Page::NEWEST
    };
    let mut page = store::Page {
        rows: EXPORT_PAGE,
        ..first
    };
    while ids.len() < EXPORT_ROWS {
        let found = match desk {
            Some(desk) => store::queue(tx, scope, desk.queue, &filter, page).await?,
            None => store::list(tx, scope, &filter, page).await?,
        };
        let (found, next) = rows::cut(found, page);
        for row in found {
            if ids.last() != Some(&row.id) {
                ids.push(row.id);
            }
        }
        match next {
            Some(next) => page = rows::page_from(&next, page),
            None => break,
        }
    }
    ids.truncate(EXPORT_ROWS);
    Ok(ids)
}
