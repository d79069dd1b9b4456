use axum::extract::Path;
use huiyin_kernel::Id;
use huiyin_sheets::{Cell, Column, ColumnKind, Table};
use huiyin_web::{Ctx, PageError, PageResult, download, written};

use super::frame::{Held, round_of};
use super::id_of;
use super::words::{self, Address, door_of};
use crate::ops;
use crate::store::{plans, teams};
use huiyin_web::XLSX;

const CSV: &str = "text/csv; charset=utf-8";

pub(super) async fn xlsx(ctx: Ctx, visits: Held, Path(of): Path<(String, String)>) -> PageResult {
    let (table, name) = table(&ctx, &visits, &of).await?;
    let bytes = written(move || huiyin_sheets::write_xlsx(&[table])).await?;
    Ok(download(XLSX, &format!("{name}.xlsx"), bytes))
}

pub(super) async fn csv(ctx: Ctx, visits: Held, Path(of): Path<(String, String)>) -> PageResult {
    let (table, name) = table(&ctx, &visits, &of).await?;
    let bytes = written(move || huiyin_sheets::write_csv(&table)).await?;
    Ok(download(CSV, &format!("{name}.csv"), bytes))
}

/// One row a stop; neither name nor phone. What has no place stands at the end with its reason.
async fn table(
    ctx: &Ctx,
    visits: &Held,
    (id, plan): &(String, String),
) -> Result<(Table, String), PageError> {
    let mut tx = visits.site.db.read().await?;
    let (round, ..) = round_of(ctx, &mut tx, id).await?;
    let plan = ops::load_plan(visits, &mut tx, round.id, id_of(plan)?).await?;
    let all = teams::of_round(&mut tx, round.id).await?;
    let number = |team: Id| words::number_of(&all, team);
    let mut stops = plans::stops(&mut tx, plan.id).await?;
    stops.sort_by_key(|it| {
        let spot = it
            .spot
            .map(|it| (it.arrive_at.date(), number(it.team), it.arrive_at, it.seq));
        (spot.is_none(), spot, it.visit)
    });
    let mut rows = Vec::with_capacity(stops.len());
    for stop in &stops {
        let (stored, door) = door_of(&mut tx, &visits.site.keys, stop.visit).await?;
        let address = Address::of(&door);
        let why = words::reason(ctx, &mut tx, &visits.site.keys, stop).await?;
        let window = stored.visit.state.window();
        let spot = stop.spot;
        let when = spot.and_then(|it| round.session(it.session));
        let when = when.map_or_else(String::new, |it| it.span.to_string());
        rows.push(vec![
            spot.map_or(Cell::Empty, |it| {
                Cell::Date(it.arrive_at.date().to_string())
            }),
            Cell::text(when),
            spot.map_or(Cell::Empty, |it| Cell::Integer(number(it.team))),
            spot.map_or(Cell::Empty, |it| Cell::Integer(i64::from(it.seq))),
            Cell::text(spot.map_or_else(String::new, |it| words::clock(it.arrive_at))),
            Cell::text(address.compound),
            Cell::text(address.building),
            Cell::text(address.door),
            Cell::text(window.map_or_else(String::new, |it| it.span.to_string())),
            Cell::text(why),
        ]);
    }
    let table = Table {
        title: ctx.t("visits-plan-sheet-title"),
        columns: columns(ctx),
        rows,
    };
    Ok((table, format!("visit-plan-{}", plan.started_at.date())))
}

fn columns(ctx: &Ctx) -> Vec<Column> {
    let column = |name: &str, kind, width| {
        Column::new(ctx.t(&format!("visits-plan-column-{name}")), kind, width)
    };
    vec![
        column("day", ColumnKind::Date, 12),
        column("session", ColumnKind::Text, 14),
        column("team", ColumnKind::Number, 8),
        column("seq", ColumnKind::Number, 8),
        column("time", ColumnKind::Text, 8),
        column("compound", ColumnKind::Text, 24),
        column("building", ColumnKind::Text, 12),
        column("door", ColumnKind::Text, 16),
        column("window", ColumnKind::Text, 14),
        column("why", ColumnKind::LongText, 40),
    ]
}
