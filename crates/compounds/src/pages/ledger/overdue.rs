//! What was due to be told to owners and is not, for the street.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use huiyin_kernel::Id;
use huiyin_web::{Ctx, Page, PageResult, render};

use super::{audit, told_of};
use crate::ops::ledger;
use crate::pages::by;
use crate::{Compounds, OVERSEE};

struct Row {
    estate: Id,
    name: String,
    label: String,
    due: String,
    days_late: i64,
}

#[derive(Template)]
#[template(path = "compounds/ledger/overdue.html")]
struct View {
    page: Page,
    rows: Vec<Row>,
    /// Estates whose audit is overdue, with the sentence.
    audits: Vec<(Id, String, String)>,
}

pub(super) async fn show(ctx: Ctx, State(compounds): State<Arc<Compounds>>) -> PageResult {
    let by = by(&ctx, OVERSEE)?;
    let mut tx = compounds.site.db.read().await?;
    let found = ledger::overdue(&mut tx, &by, ctx.now.date()).await?;
    let audits = ledger::audits_overdue(&mut tx, &by, ctx.now.date()).await?;
    let audits = audits
        .into_iter()
        .map(|(estate, due)| (estate.id, estate.name, audit::owed(&ctx, due)))
        .collect();
    let rows = found
        .into_iter()
        .map(|it| Row {
            estate: it.estate.id,
            name: it.estate.name,
            label: told_of(&ctx, it.covers, it.owed.due.period.label()),
            due: ctx.day(it.owed.due.by),
            days_late: it.owed.days_late,
        })
        .collect();
    render(&View {
        page: ctx.page(),
        rows,
        audits,
    })
}
