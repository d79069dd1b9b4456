//! The board as files for machines: a table and points for maps.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use huiyin_db::Tx;
use huiyin_kernel::geo::Point;
use huiyin_sheets::{Cell, Column, ColumnKind, Table, write_csv};
use huiyin_web::{Ctx, PageError, PageResult, download};

use super::list::Asked;
use super::row::{self, Row, row};
use crate::store::{self, BoardFilter, BoardRow};
use crate::{Matters, World};

/// Rows of the open-data table at most, the newest.
const CSV_ROWS: usize = 5_000;
/// Rows read from the store at once.
const BATCH_ROWS: i64 = 1_000;
/// Points for maps at most.
const MAP_POINTS: usize = 1_000;

/// The columns of the table, in order; their meaning stands under
/// `matters-resident-column-<name>` and on the board itself.
const COLUMNS: [(&str, ColumnKind); 14] = [
    ("number", ColumnKind::Text),
    ("summary", ColumnKind::LongText),
    ("kind", ColumnKind::Text),
    ("category_code", ColumnKind::Text),
    ("category", ColumnKind::Text),
    ("state", ColumnKind::Text),
    ("outcome", ColumnKind::Text),
    ("street", ColumnKind::Text),
    ("community", ColumnKind::Text),
    ("place", ColumnKind::Text),
    ("received_on", ColumnKind::Date),
    ("closed_on", ColumnKind::Date),
    ("longitude", ColumnKind::Text),
    ("latitude", ColumnKind::Text),
];

/// Name and meaning of each column, for the page.
pub(super) fn columns(ctx: &Ctx) -> Vec<(String, String)> {
    COLUMNS
        .iter()
        .map(|(name, _)| {
            let key = format!("matters-resident-column-{}", name.replace('_', "-"));
            ((*name).to_owned(), ctx.t(&key))
        })
        .collect()
}

pub(in super::super) async fn csv(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(query): Query<BTreeMap<String, String>>,
) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let found = newest(&mut tx, &Asked::read(&query).filter(&world), CSV_ROWS).await?;
    let table = Table {
        title: "board".to_owned(),
        columns: COLUMNS
            .iter()
            .map(|(name, kind)| Column::new(*name, *kind, 20))
            .collect(),
        rows: found
            .iter()
            .map(|found| cells(&ctx, &matters, &world, found))
            .collect(),
    };
    let bytes = write_csv(&table).map_err(|error| {
        tracing::error!(%error, "the open data could not be written");
        PageError::BadRequest {
            key: "web-error-internal",
        }
    })?;
    Ok(download(
        "text/csv; charset=utf-8",
        "huiyin-board.csv",
        bytes,
    ))
}

fn cells(ctx: &Ctx, matters: &Matters, world: &World, found: &BoardRow) -> Vec<Cell> {
    let degrees = |e7: Option<i32>| {
        e7.map_or(Cell::Empty, |e7| {
            Cell::Text(format!("{:.3}", f64::from(e7) / 1e7))
        })
    };
    vec![
        Cell::text(&found.number),
        Cell::text(&found.summary),
        Cell::text(found.kind.name()),
        Cell::Text(
            found
                .category
                .map_or_else(String::new, |code| code.to_string()),
        ),
        Cell::Text(super::super::wording::category(
            matters,
            found.category,
            ctx.lang,
        )),
        Cell::text(found.state.name()),
        Cell::text(found.outcome.map_or("", |outcome| outcome.name())),
        Cell::Text(world.area_name(found.street, ctx.lang)),
        Cell::Text(world.area_name(found.community, ctx.lang)),
        Cell::text(&found.place),
        Cell::Date(found.received_at.date().to_string()),
        found
            .closed_at
            .map_or(Cell::Empty, |at| Cell::Date(at.date().to_string())),
        degrees(found.point.map(Point::lon_e7)),
        degrees(found.point.map(Point::lat_e7)),
    ]
}

/// The newest released matters, read in batches.
async fn newest(
    tx: &mut Tx,
    filter: &BoardFilter,
    most: usize,
) -> huiyin_db::Result<Vec<BoardRow>> {
    let batch = usize::try_from(BATCH_ROWS).unwrap_or(1);
    let mut all: Vec<BoardRow> = Vec::new();
    let mut page = store::Page {
        rows: BATCH_ROWS,
        ..store::Page::NEWEST
    };
    while all.len() < most {
        let found = store::board(tx, filter, page).await?;
        let full = found.len() > batch;
        all.extend(found.into_iter().take(batch));
        let Some(last) = all.last().filter(|_| full) else {
            break;
        };
        page = store::Page {
            after_at: last.public_at,
            after_id: Some(last.id),
            ..page
        };
    }
    all.truncate(most);
    Ok(all)
}

pub(in super::super) async fn geojson(
    ctx: Ctx,
    State(matters): State<Arc<Matters>>,
    Query(query): Query<BTreeMap<String, String>>,
) -> PageResult {
    let mut tx = matters.site.db.read().await?;
    let world = matters.world(&mut tx).await?;
    let found = newest(&mut tx, &Asked::read(&query).filter(&world), MAP_POINTS).await?;
    let rows: Vec<Row> = found
        .iter()
        .map(|found| row(&ctx, &matters, &world, found))
        .collect();
    let text = row::geojson(found.iter().zip(&rows)).to_string();
    let mut response = text.into_response();
    let value = HeaderValue::from_static("application/geo+json");
    response.headers_mut().insert(header::CONTENT_TYPE, value);
    Ok(response)
}
