//! What the street looks at: where a table did not meet, and where what it decided is overdue. In
//! the order of the register; nobody is ranked.

use askama::Template;
use axum::extract::Query;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, Page, PageResult, render};

use super::Held;
use super::agenda::month;
use crate::OVERSEE;
use crate::ops::table as ops;
use crate::pages::by;

struct Line {
    estate: Id,
    name: String,
    missing: Vec<String>,
    met_now: bool,
    overdue: i64,
}

#[derive(Template)]
#[template(path = "compounds/table/overview.html")]
struct View {
    page: Page,
    lines: Vec<Line>,
    all: usize,
    is_whole: bool,
    month: String,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    all: String,
}

pub(super) async fn show(ctx: Ctx, compounds: Held, Query(asked): Query<Asked>) -> PageResult {
    let by = by(&ctx, OVERSEE)?;
    let found = ops::gaps(&compounds, &by).await?;
    let all = found.len();
    let is_whole = asked.all == "1";
    let needs = |it: &ops::Gap| is_whole || !it.missing.is_empty() || it.overdue > 0;
    let lines = found.into_iter().filter(needs).map(|it| Line {
        estate: it.estate.id,
        name: it.estate.name,
        missing: it.missing.into_iter().map(|it| month(&ctx, it)).collect(),
        met_now: it.met_now,
        overdue: it.overdue,
    });
    let this = crate::model::table::Month::of(ctx.now.date());
    render(&View {
        page: ctx.page(),
        lines: lines.collect(),
        all,
        is_whole,
        month: month(&ctx, this),
    })
}
