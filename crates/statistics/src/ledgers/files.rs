use std::sync::Arc;

use axum::extract::{Path, Query, State};
use huiyin_sheets::{Table, write_csv, write_xlsx};
use huiyin_web::{Ctx, PageError, PageResult, XLSX, download, written};

use super::asked::{Asked, Wanted};
use super::rows;
use crate::Statistics;

/// A ledger as a workbook of one sheet, its header in sight.
pub(super) async fn xlsx(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let (table, name) = table(&ctx, &statistics, &key, &asked).await?;
    let bytes = written(move || write_xlsx(&[table])).await?;
    Ok(download(XLSX, &format!("{name}.xlsx"), bytes))
}

/// A ledger as text, as Excel reads it.
pub(super) async fn csv(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let (table, name) = table(&ctx, &statistics, &key, &asked).await?;
    let bytes = written(move || write_csv(&table)).await?;
    let name = format!("{name}.csv");
    Ok(download("text/csv; charset=utf-8", &name, bytes))
}

async fn table(
    ctx: &Ctx,
    statistics: &Statistics,
    key: &str,
    asked: &Asked,
) -> Result<(Table, String), PageError> {
    let ledger = rows::open(ctx, statistics, key)?;
    let mut tx = statistics.site.db.read().await?;
    let wanted = Wanted::of(ctx, &mut tx, asked).await?;
    let (layout, _, _) = rows::layout(ctx, &mut tx, ledger).await?;
    let found = rows::read(ctx, &mut tx, statistics, ledger, &wanted).await?;
    if found.is_cut {
        return Err(PageError::BadRequest {
            key: "statistics-ledgers-error-many",
        });
    }
    let name = format!("{}-{}", ledger.key, wanted.span.as_text());
    Ok((rows::table(ctx, ledger, &layout, found.rows), name))
}
