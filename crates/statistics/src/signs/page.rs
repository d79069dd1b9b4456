use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use huiyin_db::Tx;
use huiyin_registry::{AreaKind, areas};
use huiyin_web::{Ctx, Page, PageError, PageResult, render};

use super::topics::{About, Topic, topics};
use super::{Mention, Opened, behind, weeks};
use crate::Statistics;
use crate::looks::Drawn;

/// Days that are recent, and days before them that say what is usual.
const RECENT_DAYS: i64 = 28;
const BEFORE_DAYS: i64 = 84;
/// Matters that are read for it; a district of usual size has a third of that.
const MENTIONS_MOST: i64 = 20_000;

#[derive(Template)]
#[template(path = "signs.html")]
struct View {
    page: Page,
    chart: Drawn,
    week: String,
    is_beyond: bool,
    topics: Vec<TopicView>,
    /// Somebody tells of the matters themselves; else no topic was looked for.
    are_sought: bool,
    recent_days: i64,
    before_days: i64,
    least: u32,
}

struct TopicView {
    name: String,
    is_place: bool,
    recent: u32,
    /// How many would be usual, with one digit behind the point.
    usual: String,
    matters: Vec<Opened>,
    /// How many more there are that the viewer may not open or that are not listed.
    others: u32,
}

pub(crate) async fn show(ctx: Ctx, State(statistics): State<Arc<Statistics>>) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let weeks = weeks::of(&ctx, &mut tx, "").await?;
    let mentions = spoken(&ctx, &mut tx, &statistics).await?;
    // Cutting thousands of texts into words is not work for the thread that answers requests.
    drop(tx);
    let recent_from = ctx.now.date().plus_days(1 - RECENT_DAYS);
    let found = tokio::task::spawn_blocking(move || topics(&mentions, recent_from))
        .await
        .map_err(|error| {
            PageError::Store(huiyin_db::StoreError::Inconsistent(error.to_string()))
        })?;
    let mut tx = statistics.site.db.read().await?;
    let shown = views(&ctx, &mut tx, &statistics, found).await?;
    render(&View {
        chart: Drawn::of(&ctx, &weeks.chart),
        week: weeks.said,
        is_beyond: weeks.is_beyond,
        topics: shown,
        are_sought: statistics.mentions.is_some(),
        recent_days: RECENT_DAYS,
        before_days: BEFORE_DAYS,
        least: crate::rules::looks::LEAST_RECENT,
        page: ctx.page(),
    })
}

async fn spoken(
    ctx: &Ctx,
    tx: &mut Tx,
    statistics: &Statistics,
) -> huiyin_db::Result<Vec<Mention>> {
    let today = ctx.now.date();
    let from = today.plus_days(1 - RECENT_DAYS - BEFORE_DAYS);
    match &statistics.mentions {
        Some(mentions) => mentions.received(tx, (from, today), MENTIONS_MOST).await,
        None => Ok(Vec::new()),
    }
}

async fn views(
    ctx: &Ctx,
    tx: &mut Tx,
    statistics: &Statistics,
    found: Vec<Topic>,
) -> huiyin_db::Result<Vec<TopicView>> {
    let communities = areas::of_kind(tx, AreaKind::Community).await?;
    let names: BTreeMap<String, String> = communities
        .iter()
        .map(|it| (it.id.to_string(), it.get(ctx.lang).to_owned()))
        .collect();
    let mut views = Vec::new();
    for topic in found {
        let (name, is_place) = match topic.about {
            About::Word(word) => (word, false),
            About::Place(id) => match names.get(&id) {
                Some(name) => (name.clone(), true),
                None => continue,
            },
        };
        let matters = behind::openable(ctx, tx, statistics, &topic.matters).await?;
        let recent = topic.grown.seen.recent;
        let usual = topic.grown.usual_tenths;
        views.push(TopicView {
            name,
            is_place,
            recent,
            usual: format!("{}.{}", usual / 10, usual % 10),
            others: recent.saturating_sub(u32::try_from(matters.len()).unwrap_or(0)),
            matters,
        });
    }
    Ok(views)
}
