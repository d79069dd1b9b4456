//! Released open data, for everybody.

use askama::Template;
use axum::extract::Path;
use huiyin_db::Tx;
use huiyin_web::{Ctx, Page, PageError, PageResult, render};

use super::shown::{Column, Shown, columns, year_said};
use super::{Held, ops};
use crate::rules::open::OpenEdition;
use crate::rules::open::bounds::PEOPLE_LEAST;
use crate::store::open as rows;

/// Editions that the list shows: ten years, each with as many editions as it may have.
pub(super) const EDITIONS_SHOWN: i64 = 200;

#[derive(Template)]
#[template(path = "open/list.html")]
struct ListView {
    page: Page,
    years: Vec<Year>,
    columns: Vec<Column>,
    least: u64,
}

/// One year: its latest edition, and how many there were before.
struct Year {
    name: String,
    latest: Shown,
    earlier: Vec<u32>,
}

pub(super) async fn list(ctx: Ctx, statistics: Held) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let found = rows::list(&mut tx, true, EDITIONS_SHOWN).await?;
    let mut years: Vec<Year> = Vec::new();
    for it in &found {
        let year = it.year.to_string();
        match years.last_mut().filter(|last| last.latest.year == year) {
            Some(last) => last.earlier.push(it.edition),
            None => years.push(Year {
                name: year_said(&ctx.site.texts, ctx.lang, &year),
                latest: Shown::of(&ctx, it),
                earlier: Vec::new(),
            }),
        }
    }
    render(&ListView {
        page: ctx.page(),
        years,
        columns: columns(&ctx),
        least: PEOPLE_LEAST,
    })
}

#[derive(Template)]
#[template(path = "open/show.html")]
struct View {
    page: Page,
    name: String,
    /// Where its files are.
    base: String,
    shown: Shown,
    columns: Vec<Column>,
    is_latest: bool,
    /// Every edition of the year, and whether it is this one.
    editions: Vec<(u32, bool)>,
}

/// A released edition by what stands in an address; the latest of its year where none is named.
pub(super) async fn named(
    tx: &mut Tx,
    year: &str,
    edition: Option<&str>,
) -> Result<OpenEdition, PageError> {
    let year: i16 = year.parse().map_err(|_| PageError::NotFound)?;
    let edition = edition.map(str::parse::<u32>).transpose();
    let edition = edition.map_err(|_| PageError::NotFound)?;
    let found = ops::released(tx, year, edition).await?;
    found.ok_or(PageError::NotFound)
}

pub(super) async fn latest(ctx: Ctx, statistics: Held, Path(year): Path<String>) -> PageResult {
    page(&ctx, &statistics, (&year, None)).await
}

pub(super) async fn show(
    ctx: Ctx,
    statistics: Held,
    Path((year, edition)): Path<(String, String)>,
) -> PageResult {
    page(&ctx, &statistics, (&year, Some(&edition))).await
}

async fn page(ctx: &Ctx, statistics: &Held, (year, edition): (&str, Option<&str>)) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let one = named(&mut tx, year, edition).await?;
    let all = rows::of_year(&mut tx, one.year).await?;
    let released = all.iter().filter(|it| it.state.released().is_some());
    let editions: Vec<(u32, bool)> = released.map(|it| (it.edition, it.id == one.id)).collect();
    let shown = Shown::of(ctx, &one);
    render(&View {
        page: ctx.page(),
        name: year_said(&ctx.site.texts, ctx.lang, &shown.year),
        columns: columns(ctx),
        base: format!("/open-data/{}/{}", shown.year, shown.edition),
        is_latest: editions.first().is_some_and(|it| it.1),
        editions,
        shown,
    })
}
