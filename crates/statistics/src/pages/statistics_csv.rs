use std::sync::Arc;

use axum::extract::{Query, State};
use huiyin_sheets::{Cell, Column, ColumnKind, Table, write_csv};
use huiyin_web::{Ctx, PageError, PageResult, download};

use crate::Statistics;
use crate::look::{Look, Shown, Told};
use crate::rules::filter::Asked;
use crate::said;

/// The figures of the page as a file: value, numerator and denominator for each of three times.
pub(crate) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let look = Look::of(&ctx, &mut tx, &asked).await?;
    drop(tx);
    let table = Table {
        title: ctx.t("statistics-figures-title"),
        columns: columns(&ctx, &look),
        rows: look.told().iter().map(|it| row(&ctx, it)).collect(),
    };
    let bytes = write_csv(&table).map_err(|error| {
        tracing::error!(%error, "the figures could not be written as a file");
        PageError::BadRequest {
            key: "web-error-internal",
        }
    })?;
    let name = format!("statistics-{}.csv", look.filter.period.as_text());
    Ok(download("text/csv; charset=utf-8", &name, bytes))
}

fn columns(ctx: &Ctx, look: &Look) -> Vec<Column> {
    let text = |key: &str| Column::new(ctx.t(key), ColumnKind::Text, 24);
    let mut columns = vec![
        text("statistics-figures-code"),
        text("statistics-figures-figure"),
        text("statistics-figures-unit"),
    ];
    let period = look.filter.period;
    for span in [period, period.before(), period.a_year_before()] {
        for part in ["value", "numerator", "denominator"] {
            let part = ctx.t(&format!("statistics-figures-{part}"));
            let title = format!("{} · {part}", span.as_text());
            columns.push(Column::new(title, ColumnKind::Text, 14));
        }
    }
    columns
}

fn row(ctx: &Ctx, told: &Told) -> Vec<Cell> {
    let mut cells = vec![
        Cell::text(told.figure.key),
        Cell::text(said::name(ctx, told.figure)),
        Cell::text(said::unit(ctx, told.figure.unit)),
    ];
    for shown in [told.now, told.before, told.a_year_before] {
        cells.extend(three(ctx, shown));
    }
    cells
}

fn three(ctx: &Ctx, shown: Shown) -> [Cell; 3] {
    let number = |number: u64| i64::try_from(number).map_or(Cell::Empty, Cell::Integer);
    match shown {
        Shown::Count(count) => [Cell::Integer(count), Cell::Empty, Cell::Empty],
        Shown::Share(ratio) => {
            let percent = ratio.basis_points().and_then(|it| i64::try_from(it).ok());
            [
                // A share of nothing is an empty cell: a lone dash would be taken for a formula.
                percent.map_or(Cell::Empty, Cell::Hundredths),
                number(ratio.numerator),
                number(ratio.denominator),
            ]
        }
        Shown::Mean(_, 0) | Shown::NoSuch => [Cell::Empty, Cell::Empty, Cell::Empty],
        Shown::Mean(sum, count) => [
            Cell::text(said::words(ctx, shown).value),
            Cell::Integer(sum),
            Cell::Integer(count),
        ],
        Shown::Hidden(_) | Shown::NotYet => [
            Cell::text(said::words(ctx, shown).value),
            Cell::Empty,
            Cell::Empty,
        ],
    }
}
