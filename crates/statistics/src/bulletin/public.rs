//! Released bulletins, for everybody, without small numbers.

use askama::Template;
use axum::extract::{Path, Query};
use huiyin_kernel::Id;
use huiyin_web::{Ctx, Page, PageError, PageResult, render};
use serde::Deserialize;

use super::desk::{More, next};
use super::edit::is_chinese;
use super::seen::Read;
use super::{Held, drafted, ops};
use crate::rules::SMALL_GROUP;
use crate::rules::bulletin::Bulletin;
use crate::store::bulletins;

/// Editions of one page of the list.
const ROWS: i64 = 36;

#[derive(Template)]
#[template(path = "bulletin/list.html")]
struct ListView {
    page: Page,
    lines: Vec<Line>,
    next: Option<String>,
}

struct Line {
    month: String,
    code: String,
    edition: u32,
    released: String,
}

pub(super) async fn list(ctx: Ctx, statistics: Held, Query(more): Query<More>) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let found = bulletins::list(&mut tx, &more.behind()?, true, ROWS).await?;
    render(&ListView {
        page: ctx.page(),
        lines: found.iter().map(|it| line(&ctx, it)).collect(),
        next: next("/bulletins", &found, ROWS),
    })
}

fn line(ctx: &Ctx, it: &Bulletin) -> Line {
    let released = it.state.released();
    Line {
        month: drafted::month_said(&ctx.site.texts, ctx.lang, &it.month),
        code: it.month.clone(),
        edition: it.edition,
        released: released.map_or_else(String::new, |hand| ctx.day(hand.at.date())),
    }
}

#[derive(Template)]
#[template(path = "bulletin/one.html")]
struct View {
    page: Page,
    title: String,
    month: String,
    code: String,
    edition: u32,
    released: String,
    is_latest: bool,
    is_chinese: bool,
    to: String,
    issuer: String,
    read: Read,
    editions: Vec<Line>,
    small_group: u64,
}

/// Which edition; empty is the latest.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub edition: String,
}

/// The released edition that is asked for, and all of its month, the latest first.
pub(super) async fn released(
    tx: &mut huiyin_db::Tx,
    month: &str,
    asked: &Asked,
) -> Result<(Id, Vec<Bulletin>), PageError> {
    let all = ops::released(tx, month).await?;
    let found = if asked.edition.is_empty() {
        all.first()
    } else {
        let edition: u32 = asked.edition.parse().map_err(|_| PageError::NotFound)?;
        all.iter().find(|it| it.edition == edition)
    };
    let id = found.ok_or(PageError::NotFound)?.id;
    Ok((id, all))
}

pub(super) async fn show(
    ctx: Ctx,
    statistics: Held,
    Path(month): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let (id, all) = released(&mut tx, &month, &asked).await?;
    let one = all.iter().find(|it| it.id == id);
    let one = one.ok_or(PageError::NotFound)?;
    let read = Read::of(&statistics, &mut tx, one, (ctx.lang, true)).await?;
    let line_of = line(&ctx, one);
    render(&View {
        page: ctx.page(),
        title: one.frame.title.clone(),
        month: line_of.month,
        code: line_of.code,
        edition: one.edition,
        released: line_of.released,
        is_latest: all.first().is_some_and(|it| it.id == id),
        is_chinese: is_chinese(ctx.lang),
        to: one.frame.to.clone(),
        issuer: one.frame.issuer.clone(),
        read,
        editions: all.iter().map(|it| line(&ctx, it)).collect(),
        small_group: SMALL_GROUP,
    })
}
