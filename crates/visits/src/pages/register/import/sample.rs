//! A table to begin with: the columns by the names that the import knows, and two rows to be
//! written over. Its community is one of the viewer's own, so that it can be tried as it is.

use std::sync::Arc;

use axum::extract::State;
use huiyin_kernel::Point;
use huiyin_registry::{Area, areas};
use huiyin_sheets::{Cell, Column, ColumnKind, Table, write_csv, write_xlsx};
use huiyin_web::{Ctx, PageError, PageResult, XLSX, download, written};

use super::super::{communities, reach};
use crate::Visits;
use crate::import::Field;

pub(super) async fn xlsx(ctx: Ctx, State(visits): State<Arc<Visits>>) -> PageResult {
    let table = table(&ctx, &visits).await?;
    let bytes = written(move || write_xlsx(&[table])).await?;
    Ok(download(XLSX, "doors-sample.xlsx", bytes))
}

pub(super) async fn csv(ctx: Ctx, State(visits): State<Arc<Visits>>) -> PageResult {
    let table = table(&ctx, &visits).await?;
    let bytes = written(move || write_csv(&table)).await?;
    let kind = "text/csv; charset=utf-8";
    Ok(download(kind, "doors-sample.csv", bytes))
}

async fn table(ctx: &Ctx, visits: &Visits) -> Result<Table, PageError> {
    let reach = reach(ctx)?;
    let mut tx = visits.site.db.read().await?;
    let areas = areas::all(&mut tx).await?;
    drop(tx);
    let community = communities(&areas, &reach).first().copied();
    let columns = Field::ALL.iter().map(|field| {
        let width = match field {
            Field::Compound | Field::Open => 24,
            Field::Community | Field::Lon | Field::Lat => 16,
            _ => 12,
        };
        Column::new(field.heading(ctx.lang), ColumnKind::Text, width)
    });
    let row = |is_shop: bool| {
        let cells = Field::ALL.iter();
        let cells = cells.map(|field| Cell::text(cell(ctx, *field, is_shop, community)));
        cells.collect::<Vec<_>>()
    };
    Ok(Table {
        title: ctx.t("visits-import-sample"),
        columns: columns.collect(),
        rows: vec![row(false), row(true)],
    })
}

fn cell(ctx: &Ctx, field: Field, is_shop: bool, community: Option<&Area>) -> String {
    let either = |home: &str, shop: &str| if is_shop { shop } else { home }.to_owned();
    let words = |home: &str, shop: &str| ctx.t(if is_shop { shop } else { home });
    let point = community.and_then(|area| area.point);
    let degrees = |degrees: Option<f64>| degrees.map_or_else(String::new, |it| format!("{it:.6}"));
    match field {
        Field::Number => either("1", "2"),
        Field::Kind => words(
            "visits-register-kind-household",
            "visits-register-kind-merchant",
        ),
        Field::Community => community.map_or_else(
            || ctx.t("visits-import-field-community"),
            |area| area.get(ctx.lang).to_owned(),
        ),
        Field::Compound => ctx.t("visits-import-sample-compound"),
        Field::Building => ctx.t("visits-import-sample-building"),
        Field::Unit => either("1", ""),
        Field::Door => either("3-2", "101"),
        Field::Name => words("visits-import-sample-resident", "visits-import-sample-shop"),
        Field::Phone => String::new(),
        Field::Open => either("18:00-20:00", "09:00-18:00"),
        Field::Minutes => "15".to_owned(),
        Field::Lon => degrees(point.map(Point::lon)),
        Field::Lat => degrees(point.map(Point::lat)),
        Field::Crs => point.map_or_else(String::new, |_| "WGS-84".to_owned()),
    }
}
