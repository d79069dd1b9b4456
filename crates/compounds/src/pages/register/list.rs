//! The estates within one's reach.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use huiyin_db::{Result, Tx};
use huiyin_kernel::Id;
use huiyin_web::{Ctx, Page, PageResult, render};

use crate::model::register::Estate;
use crate::ops::By;
use crate::pages::by;
use crate::store::register::estates;
use crate::{Compounds, LOOK};

/// Estates of one answer; a district has some hundreds.
pub(super) const MOST: i64 = 2_000;

struct Row {
    id: Id,
    name: String,
}

#[derive(Template)]
#[template(path = "compounds/register/list.html")]
struct View {
    page: Page,
    rows: Vec<Row>,
}

pub(super) async fn within(tx: &mut Tx, by: &By) -> Result<Vec<Estate>> {
    let mut found = Vec::new();
    for path in &by.reach {
        found.extend(estates::below(tx, path, None, MOST).await?);
    }
    Ok(found)
}

pub(super) async fn show(ctx: Ctx, State(compounds): State<Arc<Compounds>>) -> PageResult {
    let by = by(&ctx, LOOK)?;
    let mut tx = compounds.site.db.read().await?;
    let found = within(&mut tx, &by).await?;
    let rows = found
        .into_iter()
        .map(|it| Row {
            id: it.id,
            name: it.name,
        })
        .collect();
    render(&View {
        page: ctx.page(),
        rows,
    })
}
