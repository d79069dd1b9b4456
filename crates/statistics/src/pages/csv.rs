use std::sync::Arc;

use axum::extract::{Query, State};
use huiyin_sheets::{Cell, Column, ColumnKind, Table, write_csv};
use huiyin_web::{Ctx, PageError, PageResult, download};

use crate::Statistics;
use crate::figures::{Asked, Line, Report, Veil, Veils};
use crate::rules::{RateSettings, Rates};

/// The shares, in the order of the columns; each has three: part, whole and percent.
const SHARES: [&str; 7] = [
    "response",
    "resolution",
    "satisfaction",
    "coverage",
    "closing",
    "in-time",
    "done",
];

/// The table of the page as a file. Every group has two lines: what counts, and everything.
pub(crate) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let report = Report::of(&ctx, &statistics, &asked).await?;
    let rows = report
        .lines
        .iter()
        .zip(&report.veils)
        .flat_map(|(line, veils)| rows(&ctx, &report, line, veils))
        .collect();
    let table = Table {
        title: ctx.t("statistics-title"),
        columns: columns(&ctx),
        rows,
    };
    let bytes = write_csv(&table).map_err(|error| {
        tracing::error!(%error, "the rates could not be written as a file");
        PageError::BadRequest {
            key: "web-error-internal",
        }
    })?;
    let name = format!(
        "rates-{}-{}{}.csv",
        report.period_name(),
        report.dimension.name(),
        report.class.as_deref().unwrap_or_default()
    );
    Ok(download("text/csv; charset=utf-8", &name, bytes))
}

fn columns(ctx: &Ctx) -> Vec<Column> {
    let text = |key: &str| Column::new(ctx.t(key), ColumnKind::Text, 20);
    let number = |title: String| Column::new(title, ColumnKind::Number, 10);
    let mut columns = vec![
        text("statistics-csv-period"),
        text("statistics-csv-code"),
        text("statistics-csv-name"),
        text("statistics-csv-scope"),
        text("statistics-csv-matters"),
    ];
    for share in SHARES {
        let title = ctx.t(&format!("statistics-{share}"));
        for part in ["part", "whole", "percent"] {
            let part = ctx.t(&format!("statistics-csv-{part}"));
            columns.push(number(format!("{title} · {part}")));
        }
    }
    columns.push(number(ctx.t("statistics-median")));
    columns.push(number(ctx.t("statistics-ninetieth")));
    columns
}

fn rows(ctx: &Ctx, report: &Report, line: &Line, veils: &Veils) -> Vec<Vec<Cell>> {
    let (counted, everything) = Rates::both(&line.group, RateSettings::default());
    let [of_counted, of_everything] = veils;
    [
        ("counted", counted, of_counted),
        ("everything", everything, of_everything),
    ]
    .map(|(scope, rates, veil)| {
        let mut row = vec![
            Cell::text(report.period_name()),
            Cell::text(&line.code),
            Cell::text(&line.name),
            Cell::text(ctx.t(&format!("statistics-csv-{scope}"))),
        ];
        match line.hidden {
            Some(_) => row.push(Cell::text(ctx.t("statistics-hidden"))),
            None => row.extend(figures(ctx, &rates, *veil)),
        }
        row
    })
    .into()
}

fn figures(ctx: &Ctx, rates: &Rates, veil: Veil) -> Vec<Cell> {
    let number = |number: u64| i64::try_from(number).map_or(Cell::Empty, Cell::Integer);
    let mut cells = vec![number(rates.matters)];
    let hidden = || Cell::text(ctx.t("statistics-hidden"));
    for (share, why) in rates.shares().into_iter().zip(&veil) {
        if why.is_some() {
            cells.extend([hidden(), Cell::Empty, Cell::Empty]);
            continue;
        }
        let percent = share
            .basis_points()
            .and_then(|points| i64::try_from(points).ok());
        cells.push(number(share.numerator));
        cells.push(number(share.denominator));
        // A share of nothing is an empty cell: a lone dash would be taken for a formula.
        cells.push(percent.map_or(Cell::Empty, Cell::Hundredths));
    }
    match rates.days {
        _ if veil[Rates::DAYS_PART].is_some() => cells.extend([hidden(), Cell::Empty]),
        Some(days) => {
            cells.push(Cell::text(days.median()));
            cells.push(number(u64::from(days.ninetieth_percentile)));
        }
        None => cells.extend([Cell::Empty, Cell::Empty]),
    }
    cells
}
