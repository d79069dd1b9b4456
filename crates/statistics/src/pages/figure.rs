use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_web::{Ctx, Page, PageError, PageResult, render};
use serde::Deserialize;

use crate::look::Look;
use crate::rules::catalogue::{Figure, Measure};
use crate::rules::filter::{Asked, By};
use crate::rules::{Hidden, judged};
use crate::said::{self, Row, Words};
use crate::store::facts::{self, Behind};
use crate::{Point, Statistics};

/// Rows of one page.
const ROWS: i64 = 50;
/// Behind every day and every subject.
const LATEST: (&str, &str) = ("9999-99-99", "~");

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct More {
    /// The row after which the list goes on.
    day: String,
    after: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "figure.html")]
struct View {
    page: Page,
    row: Row,
    meaning: String,
    unit: String,
    /// How a share or a mean comes about.
    made: String,
    filter: String,
    query: String,
    before: String,
    a_year_before: String,
    /// Kinds of fact that are added up, and those of the whole of a share.
    numerator: Vec<String>,
    denominator: Vec<String>,
    tables: Vec<Groups>,
    /// Nothing for the public.
    rows: Option<Rows>,
}

struct Groups {
    id: &'static str,
    title: String,
    rows: Vec<(String, Words)>,
}

struct Rows {
    kind: String,
    kinds: Vec<(&'static str, String, bool)>,
    lines: Vec<Line>,
    /// The address of the next page.
    next: Option<String>,
}

struct Line {
    day: String,
    place: String,
    /// Where it can be opened; whether one may is decided there.
    link: Option<String>,
    count: i64,
}

/// One figure: what it means, what it is made of, and the rows behind it.
pub(crate) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
    Query(more): Query<More>,
) -> PageResult {
    let figure = Figure::named(&key).ok_or(PageError::NotFound)?;
    let mut tx = statistics.site.db.read().await?;
    let look = Look::of(&ctx, &mut tx, &asked).await?;
    if look.is_public && !figure.is_public {
        return Err(PageError::NotFound);
    }
    let names = |kinds: &[&str]| kinds.iter().map(|it| said::kind(&ctx, it)).collect();
    let view = View {
        row: said::row(&ctx, &look.tell(figure)),
        meaning: said::meaning(&ctx, figure),
        unit: said::unit(&ctx, figure.unit),
        made: said::made(&ctx, look.tell(figure).now),
        filter: said::filter(&ctx, &look),
        query: look.filter.query(),
        before: said::period(&ctx, look.filter.period.before()),
        a_year_before: said::period(&ctx, look.filter.period.a_year_before()),
        numerator: names(figure.kinds()),
        denominator: names(figure.among()),
        tables: tables(&ctx, &mut tx, &look, figure).await?,
        rows: rows(&ctx, &statistics, &mut tx, &look, figure, &more).await?,
        page: ctx.page(),
    };
    drop(tx);
    render(&view)
}

/// The figure told apart by place, class and way in. The public sees that of the whole district
/// only: told apart within a filter, small groups could be worked out.
async fn tables(
    ctx: &Ctx,
    tx: &mut Tx,
    look: &Look,
    figure: &Figure,
) -> Result<Vec<Groups>, PageError> {
    let is_counted = matches!(figure.measure, Measure::Count(_));
    if !is_counted || (look.is_public && look.filter.narrowed_by() > 0) {
        return Ok(Vec::new());
    }
    let mut tables = Vec::new();
    for (id, by) in [
        ("place", By::Area),
        ("class", By::Class),
        ("source", By::Source),
    ] {
        let points = Statistics::series(tx, figure.kinds(), &look.filter, by).await?;
        let is_told_apart = points.iter().any(|it| !it.key.is_empty());
        if is_told_apart {
            tables.push(Groups {
                id,
                title: ctx.t(&format!("statistics-figures-by-{id}")),
                rows: in_order(ctx, look, by, &points),
            });
        }
    }
    Ok(tables)
}

/// Places in the order of the register, codes in their own; what belongs to none comes last.
fn in_order(ctx: &Ctx, look: &Look, by: By, points: &[Point]) -> Vec<(String, Words)> {
    let counts: Vec<i64> = points.iter().map(|it| it.sum.count).collect();
    let hidden = if look.is_public {
        judged::among(&counts)
    } else {
        vec![None; points.len()]
    };
    let mut rows: Vec<(usize, String, Words)> = points
        .iter()
        .zip(hidden)
        .map(|(point, why)| {
            let (at, name) = named(ctx, look, by, &point.key);
            (at, name, words(ctx, point.sum.count, why))
        })
        .collect();
    rows.sort_by_key(|(at, ..)| *at);
    rows.into_iter()
        .map(|(_, name, words)| (name, words))
        .collect()
}

fn words(ctx: &Ctx, count: i64, why: Option<Hidden>) -> Words {
    use crate::look::Shown;
    said::words(ctx, why.map_or(Shown::Count(count), Shown::Hidden))
}

fn named(ctx: &Ctx, look: &Look, by: By, key: &str) -> (usize, String) {
    if key.is_empty() && by == By::Area {
        return (usize::MAX, ctx.t("statistics-figures-no-place"));
    }
    match by {
        By::Area => {
            let at = look
                .places
                .order
                .iter()
                .position(|id| id.to_string() == key);
            let name = look.places.name(key, ctx.lang);
            let unknown = || ctx.t("statistics-figures-no-place");
            (at.unwrap_or(usize::MAX), name.unwrap_or_else(unknown))
        }
        By::Source => (usize::from(key.is_empty()), said::source(ctx, key)),
        _ => (usize::from(key.is_empty()), said::class(ctx, key)),
    }
}

async fn rows(
    ctx: &Ctx,
    statistics: &Statistics,
    tx: &mut Tx,
    look: &Look,
    figure: &Figure,
    more: &More,
) -> Result<Option<Rows>, PageError> {
    let reach = look.reach(ctx);
    let Some(first) = figure.kinds().first() else {
        return Ok(None);
    };
    if reach.is_empty() {
        return Ok(None);
    }
    let all = figure.kinds().iter().chain(figure.among());
    let kind = all.clone().find(|it| **it == more.kind).unwrap_or(first);
    let behind = if more.day.is_empty() {
        LATEST
    } else {
        (more.day.as_str(), more.after.as_str())
    };
    let found = facts::behind(tx, kind, &look.filter, behind, ROWS).await?;
    let query = look.filter.query();
    let is_full = i64::try_from(found.len()) == Ok(ROWS);
    let next = found.last().filter(|_| is_full).map(|last| {
        format!(
            "/statistics/{}?{query}&kind={kind}&day={}&after={}",
            figure.key, last.day, last.subject
        )
    });
    let seen = found.iter().filter(|row| reaches(look, &reach, row));
    Ok(Some(Rows {
        kind: said::kind(ctx, kind),
        kinds: all
            .map(|it| (*it, said::kind(ctx, it), it == kind))
            .collect(),
        lines: seen.map(|row| line(ctx, statistics, look, row)).collect(),
        next,
    }))
}

/// A row is shown where the posts of whoever looks reach; what lies nowhere belongs to the whole
/// district.
fn reaches(look: &Look, reach: &[String], row: &Behind) -> bool {
    let id = if row.community.is_empty() {
        &row.street
    } else {
        &row.community
    };
    let area = id
        .parse::<Id>()
        .ok()
        .and_then(|id| look.places.areas.get(&id));
    if let Some(area) = area {
        return area.lies_in(reach);
    }
    let district = look.places.areas.values().find(|it| it.parent_id.is_none());
    district.is_some_and(|it| reach.contains(&it.path))
}

fn line(ctx: &Ctx, statistics: &Statistics, look: &Look, row: &Behind) -> Line {
    let id = if row.community.is_empty() {
        &row.street
    } else {
        &row.community
    };
    let place = look.places.name(id, ctx.lang);
    let day = row.day.parse::<Date>();
    Line {
        day: day.map_or_else(|_| row.day.clone(), |day| ctx.day(day)),
        place: place.unwrap_or_else(|| ctx.t("statistics-figures-no-place")),
        link: statistics.link(&row.slice, &row.subject),
        count: row.count,
    }
}
