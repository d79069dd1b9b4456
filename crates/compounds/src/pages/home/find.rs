//! Find my compound: by any of its names, without an account.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_kernel::Id;
use huiyin_registry::areas;
use huiyin_web::{Ctx, Page, PageResult, render};
use serde::Deserialize;

use crate::Compounds;
use crate::pages::place;
use crate::rules::register::place_key;
use crate::store::register::estates;

/// Compounds that one page shows; a name finds the others.
const SHOWN: i64 = 60;
/// Letters of a name.
const SEARCH_CHARS: usize = 60;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
}

struct Row {
    id: Id,
    name: String,
    place: String,
}

#[derive(Template)]
#[template(path = "compounds/home/find.html")]
struct View {
    page: Page,
    q: String,
    rows: Vec<Row>,
    /// There are more than the page shows.
    is_cut: bool,
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let q: String = asked.q.chars().take(SEARCH_CHARS).collect();
    let mut tx = compounds.site.db.read().await?;
    let found = estates::named(&mut tx, &place_key(&q), SHOWN + 1).await?;
    let areas = areas::all(&mut tx).await?;
    let shown = usize::try_from(SHOWN).unwrap_or(usize::MAX);
    let is_cut = found.len() > shown;
    let rows = found.into_iter().take(shown).map(|it| Row {
        id: it.id,
        place: place(&ctx, &areas, &it.area_path),
        name: it.name,
    });
    render(&View {
        page: ctx.page(),
        q,
        rows: rows.collect(),
        is_cut,
    })
}
