use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use huiyin_web::{Ctx, Page, PageResult, render};

use crate::Privacy;
use crate::model::Purpose;
use crate::ops;
use crate::pages::notices::{Card, card};
use crate::store::records;

struct AssessmentLine {
    id: String,
    title: String,
    cause: String,
    on: String,
    keep_until: String,
}

struct BreachLine {
    id: String,
    what: String,
    found: String,
    people: i64,
    told: bool,
}

#[derive(Template)]
#[template(path = "records.html")]
struct View {
    page: Page,
    cards: Vec<(String, Card)>,
    assessments: Vec<AssessmentLine>,
    breaches: Vec<BreachLine>,
}

/// Letters of a breach that its line shows.
const LINE_CHARS: usize = 60;

pub(in crate::pages) async fn show(ctx: Ctx, State(privacy): State<Arc<Privacy>>) -> PageResult {
    let mut tx = privacy.matters.site.db.read().await?;
    let mut cards = Vec::new();
    for purpose in Purpose::ALL {
        let notice = ops::current_notice(&privacy, &mut tx, *purpose, ctx.lang).await?;
        cards.push((purpose.name().to_owned(), card(&ctx, &notice)));
    }
    let assessments = records::assessments(&mut tx).await?;
    let breaches = records::breaches(&mut tx).await?;
    render(&View {
        page: ctx.page(),
        cards,
        assessments: assessments
            .into_iter()
            .map(|it| AssessmentLine {
                id: it.id.to_string(),
                title: it.title,
                cause: ctx.t(&format!("privacy-cause-{}", it.cause.key())),
                on: it.concluded_on.to_string(),
                keep_until: it.keep_until.to_string(),
            })
            .collect(),
        breaches: breaches
            .into_iter()
            .map(|it| BreachLine {
                id: it.id.to_string(),
                what: it.what.chars().take(LINE_CHARS).collect(),
                found: ctx.moment(it.found_at),
                people: it.people,
                told: it.authority_told_at.is_some()
                    && (it.people_told_at.is_some() || !it.not_told_reason.is_empty()),
            })
            .collect(),
    })
}
