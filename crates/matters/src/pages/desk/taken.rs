//! How often suggestions were taken, so that whoever trains and whoever relies on them can judge.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_kernel::Ratio;
use huiyin_web::{Choice, Ctx, Page, PageResult, render};

use super::months::{self, Asked};
use crate::Matters;
use crate::suggest::{self, Record};

/// One kind of suggestion in words.
struct Row {
    kind: String,
    matters: u64,
    shown: u64,
    decided: u64,
    taken: u64,
    /// Empty while nothing is decided.
    share: String,
}

#[derive(Template)]
#[template(path = "desk_taken.html")]
struct View {
    page: Page,
    months: Vec<Choice>,
    rows: Vec<Row>,
}

fn row(record: &Record) -> Row {
    let share = Ratio::new(record.taken, record.decided);
    Row {
        kind: record.kind.clone(),
        matters: record.matters,
        shown: record.shown,
        decided: record.decided,
        taken: record.taken,
        share: share
            .basis_points()
            .map_or_else(String::new, |_| share.to_string()),
    }
}

pub(super) async fn show(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let month = asked.month(&ctx)?;
    let (from, until) = month.bounds();
    let mut tx = matters.site.db.read().await?;
    let records = suggest::records_of(&mut tx, from, until).await?;
    render(&View {
        page: ctx.page(),
        months: months::choices(&ctx, month),
        rows: records.iter().map(row).collect(),
    })
}
