use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_web::{Choice, Ctx, Page, PageResult, render};

use super::asked::{Asked, Wanted};
use super::rows;
use crate::Statistics;
use crate::rules::ledgers::LEDGERS;

#[derive(Template)]
#[template(path = "ledgers/list.html")]
struct View {
    page: Page,
    filter: String,
    query: String,
    periods: Vec<Choice>,
    areas: Vec<Choice>,
    ledgers: Vec<Line>,
    later: Vec<String>,
}

struct Line {
    key: &'static str,
    name: String,
    means: String,
}

/// The ledgers that somebody may have, for a time and an area, and those that are to come.
pub(super) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let wanted = Wanted::of(&ctx, &mut tx, &asked).await?;
    let mut ledgers = Vec::new();
    let mut later = Vec::new();
    for ledger in LEDGERS {
        if !ledger.is_in_use() {
            later.push(rows::name(&ctx, ledger));
        } else if rows::may(&ctx, &statistics, ledger)? {
            ledgers.push(Line {
                key: ledger.key,
                name: rows::name(&ctx, ledger),
                means: ctx.t(&format!("statistics-ledgers-{}-means", ledger.key)),
            });
        }
    }
    render(&View {
        filter: wanted.said(&ctx),
        query: wanted.query(),
        periods: wanted.periods(&ctx),
        areas: wanted.areas(&ctx)?,
        ledgers,
        later,
        page: ctx.page(),
    })
}
