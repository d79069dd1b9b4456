//! The doors that were looked at, as a file: masked as the desk shows them.

use std::sync::Arc;

use axum::extract::{Query, State};
use huiyin_kernel::mask;
use huiyin_registry::areas;
use huiyin_sheets::{Cell, Column, ColumnKind, Table, write_csv, write_xlsx};
use huiyin_web::{Ctx, PageError, PageResult, download, written};

use super::list::{Asked, Wanted, find};
use super::reach;
use crate::Visits;
use crate::rules::register::open_text;
use crate::store::dwellings::Door;
use huiyin_web::XLSX;

/// Doors of one file.
const DOORS: usize = 100_000;

pub(super) async fn xlsx(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let table = table(&ctx, &visits, &asked).await?;
    let bytes = written(move || write_xlsx(&[table])).await?;
    let name = format!("doors-{}.xlsx", ctx.now.date());
    Ok(download(XLSX, &name, bytes))
}

pub(super) async fn csv(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let table = table(&ctx, &visits, &asked).await?;
    let bytes = written(move || write_csv(&table)).await?;
    let name = format!("doors-{}.csv", ctx.now.date());
    Ok(download("text/csv; charset=utf-8", &name, bytes))
}

async fn table(ctx: &Ctx, visits: &Visits, asked: &Asked) -> Result<Table, PageError> {
    let reach = reach(ctx)?;
    let mut tx = visits.site.db.read().await?;
    let areas = areas::all(&mut tx).await?;
    let wanted = Wanted::of(asked, &areas, &reach);
    let (doors, _) = find(&mut tx, visits, &wanted, "", DOORS).await?;
    drop(tx);
    let column = |key: &str, kind, width| {
        Column::new(ctx.t(&format!("visits-register-column-{key}")), kind, width)
    };
    let text = |key: &str, width| column(key, ColumnKind::Text, width);
    let rows = doors.iter().map(|door| {
        let community = areas.iter().find(|it| it.id == door.dwelling.community);
        let community = community.map(|it| it.get(ctx.lang).to_owned());
        row(ctx, door, community.unwrap_or_default())
    });
    Ok(Table {
        title: ctx.t("visits-register-title"),
        rows: rows.collect(),
        columns: vec![
            text("number", 38),
            text("kind", 8),
            text("community", 16),
            text("compound", 24),
            text("building", 12),
            text("door", 16),
            text("name", 10),
            text("phone", 14),
            text("open", 24),
            column("minutes", ColumnKind::Number, 8),
            text("resting", 8),
            text("active", 8),
        ],
    })
}

fn row(ctx: &Ctx, door: &Door, community: String) -> Vec<Cell> {
    let it = &door.dwelling;
    let yes = |is: bool| {
        let key = if is {
            "visits-register-yes"
        } else {
            "visits-register-no"
        };
        Cell::text(ctx.t(key))
    };
    let masked = |text: &Option<String>, mask: fn(&str) -> String| {
        Cell::text(text.as_deref().map(mask).unwrap_or_default())
    };
    vec![
        Cell::text(&door.outside_number),
        Cell::text(ctx.t(&format!("visits-register-kind-{}", it.kind.key()))),
        Cell::text(community),
        Cell::text(&door.compound_name),
        Cell::text(&door.building),
        Cell::text(&door.door),
        masked(&door.name, mask::mask_name),
        masked(&door.phone, mask::mask_phone),
        Cell::text(open_text(&it.open)),
        Cell::Integer(i64::from(it.minutes)),
        yes(it.disturb.is_some()),
        yes(it.active),
    ]
}
