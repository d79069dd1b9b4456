use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use huiyin_web::forms::{Claim, Form, Posted, claim};
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render_status};

use super::rows;
use super::scope;
use crate::Statistics;
use crate::rules::ledgers::{Chosen, Layout, LayoutRefused, Ledger};
use crate::store::layouts;

#[derive(Template)]
#[template(path = "ledgers/layout.html")]
struct View {
    page: Page,
    key: &'static str,
    name: String,
    version: i64,
    lines: Vec<Line>,
    gone: Vec<String>,
    error: String,
}

/// One column as it stands in the form.
struct Line {
    key: &'static str,
    usual: String,
    /// Its place, or nothing where it is left out.
    place: String,
    title: String,
}

/// Which columns a ledger has for one's body.
pub(super) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Path(key): Path<String>,
) -> PageResult {
    let ledger = rows::open(&ctx, &statistics, &key)?;
    let mut tx = statistics.site.db.read().await?;
    let (layout, gone, kept) = rows::layout(&ctx, &mut tx, ledger).await?;
    let lines = lines(&ctx, ledger, &layout);
    let view = view(&ctx, ledger, kept.version, lines);
    render_status(StatusCode::OK, &View { gone, ..view })
}

fn view(ctx: &Ctx, ledger: &'static Ledger, version: i64, lines: Vec<Line>) -> View {
    View {
        key: ledger.key,
        name: rows::name(ctx, ledger),
        version,
        lines,
        gone: Vec::new(),
        error: String::new(),
        page: ctx.page(),
    }
}

/// Chosen columns in their order, then the others.
fn lines(ctx: &Ctx, ledger: &'static Ledger, layout: &Layout) -> Vec<Line> {
    let chosen = (1..)
        .zip(layout.columns())
        .map(|(place, (field, title))| Line {
            key: field.key,
            usual: rows::heading(ctx, field),
            place: place.to_string(),
            title: title.clone(),
        });
    let left = ledger
        .fields
        .iter()
        .filter(|field| layout.columns().iter().all(|it| it.0 != *field));
    let left = left.map(|field| Line {
        key: field.key,
        usual: rows::heading(ctx, field),
        place: String::new(),
        title: String::new(),
    });
    chosen.chain(left).collect()
}

/// As it was typed, in the order of the ledger.
fn typed(ctx: &Ctx, ledger: &'static Ledger, form: &Form) -> Vec<Line> {
    let line = |field: &'static crate::rules::ledgers::Field| Line {
        key: field.key,
        usual: rows::heading(ctx, field),
        place: form.text(&format!("place-{}", field.key)),
        title: form.text(&format!("title-{}", field.key)),
    };
    ledger.fields.iter().map(line).collect()
}

/// Columns with a number, by their numbers; equal numbers keep the order of the ledger. Nothing
/// where something is no number.
fn chosen(lines: &[Line]) -> Option<Vec<Chosen>> {
    let mut placed = Vec::new();
    for line in lines.iter().filter(|it| !it.place.is_empty()) {
        let place: u32 = line.place.parse().ok()?;
        placed.push((place, line));
    }
    placed.sort_by_key(|it| it.0);
    let chosen = placed.into_iter().map(|(_, line)| Chosen {
        field: line.key.to_owned(),
        title: line.title.clone(),
    });
    Some(chosen.collect())
}

/// Keeps the layout, or goes back to the usual one.
pub(super) async fn keep(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Path(key): Path<String>,
    Posted(form): Posted,
) -> PageResult {
    let ledger = rows::open(&ctx, &statistics, &key)?;
    let version: i64 = form.parse("version").unwrap_or(-1);
    let lines = typed(&ctx, ledger, &form);
    let columns = if form.is_on("usual") {
        Vec::new()
    } else {
        let Some(columns) = chosen(&lines) else {
            let error = ctx.t("statistics-ledgers-layout-no-number");
            return again(&ctx, ledger, version, lines, error);
        };
        match Layout::of(ledger, &columns) {
            Ok(layout) => layout.chosen(),
            Err(why) => return again(&ctx, ledger, version, lines, said(&ctx, &why)),
        }
    };
    let scope = scope::own(&ctx)?;
    let location = format!("/desk/statistics/ledgers/{}", ledger.key);
    let mut tx = match claim(&statistics.site, &form, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let actor = scope::actor(&ctx)?;
    let stands = layouts::load(&mut tx, &scope, ledger.key).await?;
    if stands.version != version {
        return Err(PageError::Conflict);
    }
    let by = (actor.as_str(), ctx.now);
    layouts::keep(&mut tx, (&scope, ledger.key), version, &columns, by).await?;
    tx.commit().await?;
    Ok(redirect(&format!(
        "{location}?done=statistics-ledgers-layout"
    )))
}

fn again(
    ctx: &Ctx,
    ledger: &'static Ledger,
    version: i64,
    lines: Vec<Line>,
    error: String,
) -> PageResult {
    let view = view(ctx, ledger, version, lines);
    render_status(StatusCode::UNPROCESSABLE_ENTITY, &View { error, ..view })
}

fn said(ctx: &Ctx, why: &LayoutRefused) -> String {
    let detail = why.detail().to_owned();
    ctx.say(
        &format!("statistics-ledgers-layout-{}", why.code()),
        &[("detail", detail.into())],
    )
}
