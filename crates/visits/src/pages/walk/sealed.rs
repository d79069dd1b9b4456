//! What a phone handed over locked, opened for whoever settles it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_kernel::Id;
use huiyin_registry::accounts;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render};

use super::desk::reach;
use crate::Visits;
use crate::notebook::{self, Notebook, SealedRow};
use crate::ops::merge;
use crate::ops::take::AtDoors;
use crate::store::visits;

#[derive(Template)]
#[template(path = "visit_sealed.html")]
struct View {
    page: Page,
    id: Id,
    /// Where the door is, if it is one of ours.
    visit: Option<Id>,
    /// As it says itself; nothing where it does not open, or names nobody of ours.
    author: Option<String>,
    brought: String,
    may_take: bool,
    lines: Vec<(String, String)>,
    opened: bool,
}

fn notebook_of(slice: &Arc<Visits>) -> Notebook {
    Notebook {
        site: Arc::clone(&slice.site),
        doors: Arc::new(AtDoors(Arc::clone(slice))),
    }
}

/// What waits, with the visit that it names where that is there and within reach; one that does
/// not open names none that can be trusted, so what stands beside it decides.
async fn waiting(
    ctx: &Ctx,
    slice: &Visits,
    tx: &mut huiyin_db::Tx,
    id: Id,
) -> Result<(SealedRow, Option<Id>), PageError> {
    let row = notebook::waiting_for(tx, id).await?;
    let row = row.ok_or(PageError::NotFound)?;
    if visits::load(tx, &slice.site.keys, row.visit)
        .await?
        .is_none()
    {
        return Ok((row, None));
    }
    reach(ctx, slice, tx, row.visit).await?;
    let visit = row.visit;
    Ok((row, Some(visit)))
}

pub(super) async fn show(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path(id): Path<Id>,
) -> PageResult {
    let mut tx = slice.site.db.read().await?;
    let (row, visit) = waiting(&ctx, &slice, &mut tx, id).await?;
    let text = notebook::open_for_review(&notebook_of(&slice), &mut tx, id).await?;
    let opened = text.is_some();
    let value: serde_json::Value = text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let author = value.get("author").and_then(serde_json::Value::as_str);
    let author: Option<Id> = author.and_then(|it| it.parse().ok());
    let ids: Vec<Id> = author.into_iter().chain([row.delivered_by]).collect();
    let mut names = accounts::names(&mut tx, &ids).await?;
    let brought = names.get(&row.delivered_by).cloned();
    let mut lines = Vec::new();
    flat("", &value, &mut lines);
    render(&View {
        page: ctx.page(),
        id,
        visit,
        author: author.and_then(|it| names.remove(&it)),
        brought: brought.unwrap_or_default(),
        may_take: visit.is_some() && row.may_be_taken(),
        lines,
        opened,
    })
}

/// Lines of one opened thing at most.
const LINES: usize = 300;

fn flat(path: &str, value: &serde_json::Value, lines: &mut Vec<(String, String)>) {
    if lines.len() >= LINES {
        return;
    }
    match value {
        serde_json::Value::Object(all) => {
            for (name, value) in all {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path} · {name}")
                };
                flat(&path, value, lines);
            }
        }
        serde_json::Value::Array(all) => {
            for (value, number) in all.iter().zip(1..) {
                flat(&format!("{path} {number}"), value, lines);
            }
        }
        serde_json::Value::Null => {}
        serde_json::Value::String(text) => lines.push((path.to_owned(), text.clone())),
        other => lines.push((path.to_owned(), other.to_string())),
    }
}

/// Somebody has read it, and takes it as it stands or has written down what counts; the locked
/// body goes.
pub(super) async fn settle(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path(id): Path<Id>,
    posted: Posted,
) -> PageResult {
    let mut tx = slice.site.db.read().await?;
    let (_, visit) = waiting(&ctx, &slice, &mut tx, id).await?;
    drop(tx);
    if posted.0.text("act") == "take" {
        // Where no door of ours is named nobody's reach says who may.
        visit.ok_or(PageError::NotFound)?;
        let by = ctx.signed_in()?.account_id;
        notebook::take_for_review(&notebook_of(&slice), id, by).await?;
        return Ok(redirect("/desk/visits/review?done=visit-sealed-taken"));
    }
    merge::close_sealed(&slice, id).await?;
    Ok(redirect("/desk/visits/review?done=visit-sealed"))
}
