//! What a phone handed over locked, opened for whoever settles it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use huiyin_kernel::Id;
use huiyin_web::forms::Posted;
use huiyin_web::{Ctx, Page, PageError, PageResult, redirect, render};

use super::desk::reach;
use crate::Visits;
use crate::notebook::{self, Notebook};
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
    lines: Vec<(String, String)>,
    opened: bool,
}

fn notebook_of(slice: &Arc<Visits>) -> Notebook {
    Notebook {
        site: Arc::clone(&slice.site),
        doors: Arc::new(AtDoors(Arc::clone(slice))),
    }
}

/// The visit that it names, where that is there and within reach; one that does not open names
/// none that can be trusted, so what stands beside it decides.
async fn visit_of(
    ctx: &Ctx,
    slice: &Visits,
    tx: &mut huiyin_db::Tx,
    id: Id,
) -> Result<Option<Id>, PageError> {
    let named = notebook::waiting_for(tx, id).await?;
    let named = named.ok_or(PageError::NotFound)?;
    if visits::load(tx, &slice.site.keys, named).await?.is_none() {
        return Ok(None);
    }
    reach(ctx, slice, tx, named).await?;
    Ok(Some(named))
}

pub(super) async fn show(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path(id): Path<Id>,
) -> PageResult {
    let mut tx = slice.site.db.read().await?;
    let visit = visit_of(&ctx, &slice, &mut tx, id).await?;
    let text = notebook::open_for_review(&notebook_of(&slice), &mut tx, id).await?;
    let opened = text.is_some();
    let value: serde_json::Value = text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let mut lines = Vec::new();
    flat("", &value, &mut lines);
    render(&View {
        page: ctx.page(),
        id,
        visit,
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

/// Somebody has read it and written down what counts; the locked body goes.
pub(super) async fn close(
    ctx: Ctx,
    State(slice): State<Arc<Visits>>,
    Path(id): Path<Id>,
    _posted: Posted,
) -> PageResult {
    let mut tx = slice.site.db.read().await?;
    visit_of(&ctx, &slice, &mut tx, id).await?;
    drop(tx);
    merge::close_sealed(&slice, id).await?;
    Ok(redirect("/desk/visits/review?done=visit-sealed"))
}
