//! What each unit gets of a line that pays out to the owners, as a workbook for whoever pays. It
//! names units and nobody.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_sheets::{Cell, Column, ColumnKind, Table, write_xlsx};
use huiyin_web::{Ctx, PageError, PageResult, XLSX, download, written};

use super::id_of;
use crate::model::register::bounds::BUILDINGS_MOST;
use crate::ops::ledger;
use crate::pages::by;
use crate::store::ledger::shares::{self as rows, Share};
use crate::store::register::{buildings, units};
use crate::{Compounds, LEDGER};

pub(super) async fn xlsx(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path((estate, number)): Path<(String, String)>,
) -> PageResult {
    let by = by(&ctx, LEDGER)?;
    let number: u64 = number.parse().map_err(|_| PageError::NotFound)?;
    let mut tx = compounds.site.db.read().await?;
    let (estate, book) = ledger::book_for(&mut tx, &by, id_of(&estate)?).await?;
    let parts = rows::of_line(&mut tx, book.id, number).await?;
    if parts.is_empty() {
        return Err(PageError::NotFound);
    }
    let table = table(&ctx, &mut tx, estate.id, &parts).await?;
    drop(tx);
    let bytes = written(move || write_xlsx(&[table])).await?;
    Ok(download(XLSX, &format!("shares-{number}.xlsx"), bytes))
}

async fn table(ctx: &Ctx, tx: &mut Tx, estate: Id, parts: &[Share]) -> Result<Table, PageError> {
    let known: BTreeMap<Id, String> = buildings::of_estate(tx, estate, BUILDINGS_MOST)
        .await?
        .into_iter()
        .map(|it| (it.id, format!("{}{}", it.phase, it.name)))
        .collect();
    let units: BTreeMap<Id, (String, String)> = units::all(tx, estate)
        .await?
        .into_iter()
        .map(|it| {
            let building = known.get(&it.building).cloned().unwrap_or_default();
            (it.id, (building, it.label))
        })
        .collect();
    let rows = parts.iter().map(|part| {
        let (building, label) = units.get(&part.unit).cloned().unwrap_or_default();
        vec![
            Cell::text(building),
            Cell::text(label),
            Cell::Hundredths(part.area_centi),
            Cell::Hundredths(part.amount.fen()),
        ]
    });
    let column = |key: &str, kind, width| Column::new(ctx.t(key), kind, width);
    Ok(Table {
        title: ctx.t("compounds-ledger-shares"),
        columns: vec![
            column("compounds-column-building", ColumnKind::Text, 16),
            column("compounds-column-label", ColumnKind::Text, 16),
            column("compounds-column-area", ColumnKind::Number, 12),
            column("compounds-ledger-shares-amount", ColumnKind::Number, 14),
        ],
        rows: rows.collect(),
    })
}
