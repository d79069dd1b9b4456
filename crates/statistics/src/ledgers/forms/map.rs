use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use huiyin_sheets::form::{Form as Sheets, FormSheet};
use huiyin_web::forms::{Claim, Form, Posted, claim};
use huiyin_web::{Choice, Ctx, Page, PageError, PageResult, redirect, render_status};
use serde::Deserialize;

use super::super::scope;
use super::choices::{self, CellLine, ColumnLine, Seen};
use super::{address, one, taken};
use crate::Statistics;
use crate::rules::ledgers::{CellMap, ColumnMap, Mapping, TableMap, holds};
use crate::store::forms::{self, Change, Kept};

/// Single cells that one form of the page offers.
pub(super) const CELL_LINES: usize = 12;
/// Columns of a form that are shown.
const COLUMNS_MOST: u32 = 500;

/// What somebody is about to map; empty is what was kept.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    sheet: String,
    ledger: String,
    row: String,
}

#[derive(Template)]
#[template(path = "ledgers/map.html")]
struct View {
    page: Page,
    id: String,
    title: String,
    version: i64,
    sheet: String,
    ledger: String,
    row: u32,
    sheets: Vec<Choice>,
    ledgers: Vec<Choice>,
    columns: Vec<ColumnLine>,
    cells: Vec<CellLine>,
    seen: Vec<Seen>,
    months: Vec<Choice>,
    is_ready: bool,
    error: String,
}

/// Sheets and headings of a form, and what each takes.
pub(super) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let kept = one(&ctx, &mut tx, &id).await?;
    let form = taken::kept(&statistics, &mut tx, &kept).await?;
    drop(tx);
    let held = holds(&kept.mapping, &form);
    let was_mapped = kept
        .mapping
        .table
        .as_ref()
        .is_some_and(|it| !it.columns.is_empty());
    let error = match &held {
        Err(why) if was_mapped => taken::unmapped(&ctx, why),
        _ => String::new(),
    };
    let mapping = chosen(&kept.mapping, &form, &asked);
    let is_ready = held.is_ok() && mapping == kept.mapping;
    let view = view(&ctx, &statistics, &kept, &form, &mapping)?;
    let view = View {
        is_ready,
        error,
        ..view
    };
    render_status(StatusCode::OK, &view)
}

/// The mapping that the page shows: what was kept, with another sheet, row or ledger where one is
/// asked for. Another sheet or ledger begins without columns.
fn chosen(kept: &Mapping, form: &Sheets, asked: &Asked) -> Mapping {
    let mut mapping = kept.clone();
    if !asked.sheet.is_empty() && asked.sheet != mapping.sheet {
        mapping = Mapping {
            sheet: asked.sheet.clone(),
            ..Mapping::default()
        };
    }
    let first_row = asked.row.parse().ok();
    let guessed = form.sheet(&mapping.sheet).and_then(FormSheet::heading);
    let guessed = guessed.map_or(2, |it| it.first_row);
    let table = mapping.table.get_or_insert_with(|| TableMap {
        ledger: String::new(),
        first_row: guessed,
        columns: Vec::new(),
    });
    if !asked.ledger.is_empty() && asked.ledger != table.ledger {
        table.ledger.clone_from(&asked.ledger);
        table.columns.clear();
    }
    if let Some(row) = first_row {
        table.first_row = row;
    }
    mapping
}

fn view(
    ctx: &Ctx,
    statistics: &Statistics,
    kept: &Kept,
    form: &Sheets,
    mapping: &Mapping,
) -> Result<View, PageError> {
    let table = mapping.table.clone().unwrap_or(TableMap {
        ledger: String::new(),
        first_row: 2,
        columns: Vec::new(),
    });
    let sheet = form.sheet(&mapping.sheet);
    Ok(View {
        id: kept.id.to_string(),
        title: kept.title.clone(),
        version: kept.version,
        sheet: mapping.sheet.clone(),
        ledger: table.ledger.clone(),
        row: table.first_row,
        sheets: choices::sheets(form, &mapping.sheet),
        ledgers: choices::ledgers(ctx, statistics, &table.ledger)?,
        columns: sheet.map_or_else(Vec::new, |it| choices::columns(ctx, it, &table)),
        cells: choices::cells(ctx, &mapping.cells),
        seen: sheet.map_or_else(Vec::new, choices::seen),
        months: choices::months(ctx),
        is_ready: false,
        error: String::new(),
        page: ctx.page(),
    })
}

/// Keeps what goes where.
pub(super) async fn save(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let kept = one(&ctx, &mut tx, &id).await?;
    let form = taken::kept(&statistics, &mut tx, &kept).await?;
    drop(tx);
    let version: i64 = posted.parse("version").unwrap_or(-1);
    let mapping = typed(&posted);
    if let Err(why) = holds(&mapping, &form) {
        let view = view(&ctx, &statistics, &kept, &form, &mapping)?;
        let view = View {
            error: taken::unmapped(&ctx, &why),
            version,
            ..view
        };
        return render_status(StatusCode::UNPROCESSABLE_ENTITY, &view);
    }
    let location = address(kept.id);
    let mut tx = match claim(&statistics.site, &posted, &location).await? {
        Claim::Mine(tx) => tx,
        Claim::Before(response) => return Ok(response),
    };
    let mut kept = one(&ctx, &mut tx, &id).await?;
    if kept.version != version {
        return Err(PageError::Conflict);
    }
    kept.mapping = mapping;
    let actor = scope::actor(&ctx)?;
    forms::save(&mut tx, &kept, Change::Mapped, (&actor, ctx.now)).await?;
    tx.commit().await?;
    Ok(redirect(&format!(
        "{location}?done=statistics-forms-mapped"
    )))
}

/// The mapping as it was typed. A table without columns is none.
fn typed(form: &Form) -> Mapping {
    let columns: Vec<ColumnMap> = (1..=COLUMNS_MOST)
        .filter_map(|column| {
            let field = form.some(&format!("field-{column}"))?;
            Some(ColumnMap { column, field })
        })
        .collect();
    let cells = (0..CELL_LINES).filter_map(|line| {
        let place = form.text(&format!("place-{line}"));
        let what = form.text(&format!("what-{line}"));
        // One of the two alone is a slip, which is told.
        (!place.is_empty() || !what.is_empty()).then(|| CellMap {
            place: place.to_uppercase(),
            what,
        })
    });
    let table = TableMap {
        ledger: form.text("ledger"),
        first_row: form.parse("row").unwrap_or(0),
        columns,
    };
    Mapping {
        sheet: form.text("sheet"),
        table: (!table.columns.is_empty()).then_some(table),
        cells: cells.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_a_mapping() {
        let pairs = [
            ("sheet", "表"),
            ("ledger", "matters"),
            ("row", "5"),
            ("field-1", "serial"),
            ("field-2", ""),
            ("field-4", "item"),
            ("place-0", "b2"),
            ("what-0", "period"),
        ];
        let pairs = pairs.map(|it| (it.0.to_owned(), it.1.to_owned()));
        let mapping = typed(&Form::from_pairs(pairs.into()));
        let table = mapping.table.unwrap();
        let columns: Vec<u32> = table.columns.iter().map(|it| it.column).collect();
        assert_eq!((table.first_row, columns), (5, vec![1, 4]));
        assert_eq!(mapping.cells[0].place, "B2");
        assert_eq!(typed(&Form::default()).table, None);
    }
}
