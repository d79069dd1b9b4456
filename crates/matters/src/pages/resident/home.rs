use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use huiyin_web::{Ctx, Page, PageResult, render};

use super::board::{Row, row};
use crate::Matters;
use crate::store::{self, BoardFilter};

/// Echoes shown on the front page.
const RECENT_ECHOES: usize = 3;

#[derive(Template)]
#[template(path = "resident_home.html")]
struct View {
    page: Page,
    echoes: Vec<Row>,
}

pub(super) async fn show(ctx: Ctx, State(matters): State<Arc<Matters>>) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let filter = BoardFilter {
        state: "closed".to_owned(),
        ..BoardFilter::default()
    };
    let page = store::Page {
        rows: 3,
        ..store::Page::NEWEST
    };
    let found = store::board(&mut tx, &filter, page).await?;
    let echoes = found
        .iter()
        .take(RECENT_ECHOES)
        .map(|found| row(&ctx, &matters, &world, found))
        .collect();
    render(&View {
        page: ctx.page(),
        echoes,
    })
}
