//! The counts as a file: no door, no person, no visitor.

use std::sync::Arc;

use axum::extract::{Path, State};
use huiyin_sheets::{Cell, Column, ColumnKind, Table, WriteError, write_csv, write_xlsx};
use huiyin_web::{Ctx, PageError, PageResult, download};

use super::table::{self, Line};
use crate::Visits;
use crate::model::VisitStateName;
use huiyin_web::XLSX;

fn columns(ctx: &Ctx) -> Vec<Column> {
    let number = |key: String| Column::new(ctx.t(&key), ColumnKind::Number, 12);
    let states = VisitStateName::ALL.iter();
    let mut columns = vec![Column::new(
        ctx.t("visits-progress-place"),
        ColumnKind::Text,
        24,
    )];
    columns.push(number("visits-progress-doors".to_owned()));
    columns.extend(states.map(|state| number(format!("visits-state-{}", state.key()))));
    columns
        .extend(["matters", "closed", "early"].map(|it| number(format!("visits-progress-{it}"))));
    columns
}

fn row(line: &Line) -> Vec<Cell> {
    let states = VisitStateName::ALL
        .iter()
        .map(|state| line.doors.of(*state));
    let found = [
        line.found.matters,
        line.found.closed,
        line.found.within_thirty_days,
    ];
    let numbers = std::iter::once(line.doors.all()).chain(states).chain(found);
    let cells = numbers.map(|it| Cell::Integer(i64::try_from(it).unwrap_or(i64::MAX)));
    std::iter::once(Cell::text(&line.name))
        .chain(cells)
        .collect()
}

async fn counted(ctx: &Ctx, visits: &Visits, id: &str) -> Result<(String, Table), PageError> {
    let mut tx = visits.site.db.read().await?;
    let (round, by) = super::round_of(ctx, &mut tx, id).await?;
    let counted = table::count(ctx, &mut tx, round.id, &by, None).await?;
    let lines = counted.lines.iter().chain([&counted.all]);
    let table = Table {
        title: ctx.t("visits-progress-title"),
        columns: columns(ctx),
        rows: lines.map(row).collect(),
    };
    Ok((format!("visits-{}", ctx.now.date()), table))
}

fn unwritten(error: &WriteError) -> PageError {
    tracing::error!(%error, "the counts of a round could not be written as a file");
    PageError::BadRequest {
        key: "web-error-internal",
    }
}

pub(super) async fn xlsx(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<String>,
) -> PageResult {
    let (name, table) = counted(&ctx, &visits, &id).await?;
    let bytes = write_xlsx(&[table]).map_err(|error| unwritten(&error))?;
    Ok(download(XLSX, &format!("{name}.xlsx"), bytes))
}

pub(super) async fn csv(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Path(id): Path<String>,
) -> PageResult {
    let (name, table) = counted(&ctx, &visits, &id).await?;
    let bytes = write_csv(&table).map_err(|error| unwritten(&error))?;
    Ok(download(
        "text/csv; charset=utf-8",
        &format!("{name}.csv"),
        bytes,
    ))
}
