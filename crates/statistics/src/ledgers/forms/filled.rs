use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use huiyin_db::Tx;
use huiyin_sheets::Cell;
use huiyin_web::{Ctx, PageError, PageResult, XLSX, download};

use super::super::asked::{Asked, Wanted};
use super::super::rows;
use super::{one, taken};
use crate::Statistics;
use crate::look::{Look, Shown};
use crate::rules::filter::Asked as FigureAsked;
use crate::rules::ledgers::{Filled, MapRefused, Mapping, What, filling, holds};
use crate::said;

/// The form with the figures of a month in it.
pub(super) async fn show(
    ctx: Ctx,
    State(statistics): State<Arc<Statistics>>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = statistics.site.db.read().await?;
    let kept = one(&ctx, &mut tx, &id).await?;
    let wanted = Wanted::of(&ctx, &mut tx, &asked).await?;
    let form = taken::kept(&statistics, &mut tx, &kept).await?;
    holds(&kept.mapping, &form).map_err(|why| refused(&why))?;
    let filled = Filled {
        rows: table(&ctx, &mut tx, &statistics, &kept.mapping, &wanted).await?,
        values: values(&ctx, &mut tx, &kept.mapping, &wanted).await?,
    };
    drop(tx);
    let filling = filling(&kept.mapping, filled).map_err(|why| refused(&why))?;
    let bytes = taken::fill(form, filling).await?;
    let name = format!("form-{}.xlsx", wanted.span.as_text());
    Ok(download(XLSX, &name, bytes))
}

fn refused(why: &MapRefused) -> PageError {
    PageError::Refused {
        key: format!("statistics-forms-map-{}", why.code()),
        args: vec![("detail".to_owned(), why.detail().to_owned().into())],
    }
}

async fn table(
    ctx: &Ctx,
    tx: &mut Tx,
    statistics: &Statistics,
    mapping: &Mapping,
    wanted: &Wanted,
) -> Result<Vec<rows::Row>, PageError> {
    let Some(table) = &mapping.table else {
        return Ok(Vec::new());
    };
    let ledger = rows::open(ctx, statistics, &table.ledger)?;
    let found = rows::read(ctx, tx, statistics, ledger, wanted).await?;
    if found.is_cut {
        return Err(PageError::BadRequest {
            key: "statistics-ledgers-error-many",
        });
    }
    Ok(found.rows)
}

/// What single cells take.
async fn values(
    ctx: &Ctx,
    tx: &mut Tx,
    mapping: &Mapping,
    wanted: &Wanted,
) -> Result<BTreeMap<String, Cell>, PageError> {
    let mut values = BTreeMap::new();
    let mut look = None;
    for cell in &mapping.cells {
        let value = match What::named(&cell.what) {
            None => continue,
            Some(What::Period) => Cell::Text(wanted.period(ctx)),
            Some(What::Area) => Cell::Text(wanted.place(ctx)),
            Some(What::Today) => Cell::Date(ctx.now.date().to_string()),
            Some(What::Figure(figure)) => {
                if look.is_none() {
                    look = Some(figures(ctx, tx, wanted).await?);
                }
                look.as_ref()
                    .map_or(Cell::Empty, |it| shown(ctx, it.tell(figure).now))
            }
        };
        values.insert(cell.what.clone(), value);
    }
    Ok(values)
}

/// Figures are of the whole district or of one area, so whoever reaches less than all must say
/// which.
async fn figures(ctx: &Ctx, tx: &mut Tx, wanted: &Wanted) -> Result<Look, PageError> {
    let area = match (&wanted.area, wanted.paths.as_slice()) {
        (Some(area), _) => area.id.to_string(),
        (None, [path]) if wanted.is_whole(path) => String::new(),
        (None, [path]) => {
            let found = wanted.inside().find(|it| it.path == *path);
            found
                .map(|it| it.id.to_string())
                .ok_or(PageError::BadRequest {
                    key: "statistics-ledgers-error-one-area",
                })?
        }
        _ => {
            return Err(PageError::BadRequest {
                key: "statistics-ledgers-error-one-area",
            });
        }
    };
    let asked = FigureAsked {
        period: wanted.span.as_text(),
        area,
        ..FigureAsked::default()
    };
    Look::of(ctx, tx, &asked).await
}

fn shown(ctx: &Ctx, shown: Shown) -> Cell {
    match shown {
        Shown::Count(count) => Cell::Integer(count),
        Shown::Share(ratio) => ratio
            .basis_points()
            .and_then(|it| i64::try_from(it).ok())
            .map_or(Cell::Empty, Cell::Hundredths),
        Shown::Mean(_, 0) | Shown::NoSuch | Shown::NotYet => Cell::Empty,
        Shown::Mean(..) | Shown::Hidden(_) => Cell::Text(said::words(ctx, shown).value),
    }
}
