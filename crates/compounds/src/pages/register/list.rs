//! The estates within one's reach.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_db::{Result, Tx};
use huiyin_kernel::Id;
use huiyin_registry::areas;
use huiyin_web::{Ctx, Page, PageResult, render};
use serde::Deserialize;

use crate::model::register::Estate;
use crate::ops::By;
use crate::pages::by;
use crate::pages::place;
use crate::rules::register::place_key;
use crate::store::register::{estates, units};
use crate::{Compounds, LOOK, REGISTER};

/// Estates of one answer; a district has some hundreds.
pub(super) const MOST: i64 = 2_000;
/// Rows of the page; a search finds the others.
const SHOWN: usize = 200;
/// Letters of a search.
const SEARCH_CHARS: usize = 60;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
}

struct Row {
    id: Id,
    name: String,
    community: String,
    units: i64,
    company: String,
}

#[derive(Template)]
#[template(path = "compounds/register/list.html")]
struct View {
    page: Page,
    q: String,
    rows: Vec<Row>,
    more: usize,
    keeps: bool,
}

pub(super) async fn within(tx: &mut Tx, by: &By) -> Result<Vec<Estate>> {
    let mut found = Vec::new();
    for path in &by.reach {
        found.extend(estates::below(tx, path, None, MOST).await?);
    }
    Ok(found)
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let by = by(&ctx, LOOK)?;
    let q: String = asked.q.chars().take(SEARCH_CHARS).collect();
    let wanted = place_key(&q);
    let mut tx = compounds.site.db.read().await?;
    let named: Vec<Id> = if wanted.is_empty() {
        Vec::new()
    } else {
        let named = estates::named(&mut tx, &q, MOST).await?;
        named.into_iter().map(|it| it.id).collect()
    };
    let mut found = within(&mut tx, &by).await?;
    found.retain(|it| it.active && (wanted.is_empty() || named.contains(&it.id)));
    found.sort_by(|one, other| one.area_path.cmp(&other.area_path));
    let areas = areas::all(&mut tx).await?;
    let more = found.len().saturating_sub(SHOWN);
    let mut rows = Vec::new();
    for it in found.into_iter().take(SHOWN) {
        let sums = units::sums(&mut tx, it.id).await?;
        rows.push(Row {
            id: it.id,
            community: place(&ctx, &areas, &it.area_path),
            units: sums.iter().map(|(_, count, _)| count).sum(),
            company: it.facts.company,
            name: it.name,
        });
    }
    render(&View {
        page: ctx.page(),
        q,
        rows,
        more,
        keeps: ctx.signed_in()?.may(REGISTER),
    })
}
