use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_kernel::Instant;
use huiyin_matters::store;
use huiyin_web::{Ctx, Page, PageResult, render};
use serde::Deserialize;

use crate::Privacy;

/// Consents of one page.
const SHOWN: i64 = 100;

struct Row {
    number: String,
    version: u16,
    how: String,
    given: String,
    withdrawn: String,
}

#[derive(Template)]
#[template(path = "consents.html")]
struct View {
    page: Page,
    rows: Vec<Row>,
    /// Where older ones begin; empty at the end.
    older: String,
}

#[derive(Deserialize, Default)]
pub(in crate::pages) struct Wanted {
    #[serde(default)]
    before: String,
}

/// Every separate consent: for which matter, to which version, how, when, and until when.
pub(in crate::pages) async fn show(
    ctx: Ctx,
    State(privacy): State<Arc<Privacy>>,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let place = wanted.before.split_once('_');
    let place = place.and_then(|(at, id)| Some((at.parse::<i64>().ok()?, id)));
    let (at, id) = place.unwrap_or((i64::MAX, ""));
    let mut tx = privacy.matters.site.db.read().await?;
    let found = store::consents_after(&mut tx, Instant::from_micros(at), id, SHOWN).await?;
    let full = i64::try_from(found.len()).unwrap_or(i64::MAX) == SHOWN;
    let older = found
        .last()
        .filter(|_| full)
        .map_or_else(String::new, |it| {
            format!("{}_{}", it.given_at.as_micros(), it.id)
        });
    render(&View {
        page: ctx.page(),
        rows: found
            .into_iter()
            .map(|it| Row {
                number: it.number,
                version: it.version,
                how: ctx.t(&format!("matters-channel-{}", it.how)),
                given: ctx.moment(it.given_at),
                withdrawn: it
                    .withdrawn_at
                    .map_or_else(String::new, Instant::to_display),
            })
            .collect(),
        older,
    })
}
