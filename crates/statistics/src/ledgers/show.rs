use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use huiyin_sheets::{Cell, Table};
use huiyin_web::{Choice, Ctx, Page, PageResult, render};

use super::asked::{Asked, Wanted};
use super::rows;
use crate::Statistics;

/// Rows that the page shows; the files have them all.
const ROWS_SHOWN: usize = 20;

#[derive(Template)]
#[template(path = "ledgers/show.html")]
struct View {
    page: Page,
    key: &'static str,
    name: String,
    means: String,
    filter: String,
    query: String,
    periods: Vec<Choice>,
    areas: Vec<Choice>,
    columns: Vec<Head>,
    rows: Vec<Vec<String>>,
    /// Rows of the file.
    count: usize,
    is_cut: bool,
    gone: Vec<String>,
}

struct Head {
    title: String,
    is_number: bool,
}

/// One ledger: its first rows, and the way to its files.
pub(super) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let ledger = rows::open(&ctx, &statistics, &key)?;
    let mut tx = statistics.site.db.read().await?;
    let wanted = Wanted::of(&ctx, &mut tx, &asked).await?;
    let (layout, gone, _) = rows::layout(&ctx, &mut tx, ledger).await?;
    let found = rows::read(&ctx, &mut tx, &statistics, ledger, &wanted).await?;
    drop(tx);
    let (count, is_cut) = (found.rows.len(), found.is_cut);
    let first = found.rows.into_iter().take(ROWS_SHOWN).collect();
    let table = rows::table(&ctx, ledger, &layout, first);
    let kinds = layout.columns().iter().map(|it| it.0.kind.is_number());
    let columns = table.columns.iter().zip(kinds);
    render(&View {
        key: ledger.key,
        name: table.title.clone(),
        means: ctx.t(&format!("statistics-ledgers-{}-means", ledger.key)),
        filter: wanted.said(&ctx),
        query: wanted.query(),
        periods: wanted.periods(&ctx),
        areas: wanted.areas(&ctx)?,
        columns: columns
            .map(|(column, is_number)| Head {
                title: column.title.clone(),
                is_number,
            })
            .collect(),
        rows: texts(&table),
        count,
        is_cut,
        gone,
        page: ctx.page(),
    })
}

fn texts(table: &Table) -> Vec<Vec<String>> {
    let row = |row: &Vec<Cell>| row.iter().map(text).collect();
    table.rows.iter().map(row).collect()
}

/// A cell as it is read on a page.
pub(super) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Date(text) | Cell::Moment(text) => text.clone(),
        Cell::Integer(number) => number.to_string(),
        Cell::Hundredths(number) => {
            let sign = if *number < 0 { "-" } else { "" };
            let whole = number.unsigned_abs();
            format!("{sign}{}.{:02}", whole / 100, whole % 100)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_with_its_sign() {
        assert_eq!(text(&Cell::Hundredths(-5)), "-0.05");
        assert_eq!(text(&Cell::Hundredths(120_050)), "1200.50");
    }
}
