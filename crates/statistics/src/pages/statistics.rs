use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_web::{Ctx, Page, PageResult, render};

use crate::Statistics;
use crate::look::Look;
use crate::rules::SMALL_GROUP;
use crate::rules::catalogue::Chapter;
use crate::rules::filter::Asked;
use crate::said::{self, Choices, Row};
use crate::store::facts;

#[derive(Template)]
#[template(path = "statistics.html")]
struct View {
    page: Page,
    filter: String,
    query: String,
    before: String,
    a_year_before: String,
    choices: Choices,
    chapters: Vec<Part>,
    is_public: bool,
    small_group: u64,
}

struct Part {
    id: &'static str,
    title: String,
    rows: Vec<Row>,
}

/// The figures of the district under a filter.
pub(crate) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let look = Look::of(&ctx, &mut tx, &asked).await?;
    let sources = facts::sources(&mut tx, "matter.received").await?;
    drop(tx);
    render(&View {
        filter: said::filter(&ctx, &look),
        query: look.filter.query(),
        before: said::period(&ctx, look.filter.period.before()),
        a_year_before: said::period(&ctx, look.filter.period.a_year_before()),
        choices: Choices::of(&ctx, &look, &sources),
        chapters: parts(&ctx, &look),
        is_public: look.is_public,
        small_group: SMALL_GROUP,
        page: ctx.page(),
    })
}

fn parts(ctx: &Ctx, look: &Look) -> Vec<Part> {
    let told = look.told();
    let chapters = [
        ("district", Chapter::District),
        ("matters", Chapter::Matters),
        ("visits", Chapter::Visits),
        ("compounds", Chapter::Compounds),
        ("later", Chapter::Later),
    ];
    chapters
        .map(|(id, chapter)| Part {
            id,
            title: said::chapter(ctx, chapter),
            rows: told
                .iter()
                .filter(|it| it.figure.chapter == chapter)
                .map(|it| said::row(ctx, it))
                .collect(),
        })
        .into()
}
