//! The units of an estate as a workbook, with owners masked as the desk shows them. Taken in
//! again, it changes nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use huiyin_db::Tx;
use huiyin_kernel::{Id, mask};
use huiyin_sheets::{Cell, Column, ColumnKind, Table, write_xlsx};
use huiyin_web::{Ctx, PageError, PageResult, download, written};

use super::unit::masked;
use crate::model::register::bounds::BUILDINGS_MOST;
use crate::model::register::{Building, OwnerId, Unit};
use crate::pages::estate_of;
use crate::store::register::{buildings, holdings, owners, units};
use crate::{Compounds, LOOK};
use huiyin_web::XLSX;

pub(super) async fn xlsx(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(id): Path<Id>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, id, LOOK).await?;
    let table = table(&ctx, &compounds, &mut tx, estate.id).await?;
    drop(tx);
    let bytes = written(move || write_xlsx(&[table])).await?;
    let name = format!("units-{}.xlsx", ctx.now.date());
    Ok(download(XLSX, &name, bytes))
}

/// Who owns each unit today, as the desk shows them: name and phone masked.
async fn people(
    ctx: &Ctx,
    compounds: &Compounds,
    tx: &mut Tx,
    estate: Id,
) -> Result<BTreeMap<Id, Vec<(String, String)>>, PageError> {
    let mut shown: BTreeMap<OwnerId, (String, String)> = BTreeMap::new();
    let mut held: BTreeMap<Id, Vec<(String, String)>> = BTreeMap::new();
    for holding in holdings::on_day(tx, estate, ctx.now.date()).await? {
        if let std::collections::btree_map::Entry::Vacant(free) = shown.entry(holding.owner)
            && let Some(found) = owners::load(tx, &compounds.site.keys, holding.owner).await?
        {
            let phone = found.phone.as_deref().map(mask::mask_phone);
            free.insert((masked(ctx, &found), phone.unwrap_or_default()));
        }
        let person = shown.get(&holding.owner).cloned().unwrap_or_default();
        held.entry(holding.unit).or_default().push(person);
    }
    Ok(held)
}

fn row(
    ctx: &Ctx,
    unit: &Unit,
    building: Option<&Building>,
    people: &[(String, String)],
) -> Vec<Cell> {
    let joined = |part: fn(&(String, String)) -> &str| {
        let parts: Vec<&str> = people.iter().map(part).collect();
        Cell::text(parts.join("、").trim_end_matches('、'))
    };
    let word = |prefix: &str, key: String| Cell::text(ctx.t(&format!("compounds-{prefix}-{key}")));
    let dispute = if unit.in_dispute {
        "compounds-yes"
    } else {
        "compounds-no"
    };
    vec![
        Cell::text(building.map_or("", |it| it.phase.as_str())),
        Cell::text(building.map_or("", |it| it.name.as_str())),
        Cell::text(&unit.label),
        word("kind", unit.kind.key()),
        Cell::Hundredths(unit.area_centi),
        word("source", unit.source.key()),
        word("delivery", unit.delivery.key()),
        Cell::text(ctx.t(dispute)),
        joined(|it| &it.0),
        joined(|it| &it.1),
    ]
}

async fn table(
    ctx: &Ctx,
    compounds: &Compounds,
    tx: &mut Tx,
    estate: Id,
) -> Result<Table, PageError> {
    let known: BTreeMap<Id, Building> = buildings::of_estate(tx, estate, BUILDINGS_MOST)
        .await?
        .into_iter()
        .map(|it| (it.id, it))
        .collect();
    let people = people(ctx, compounds, tx, estate).await?;
    let all = units::all(tx, estate).await?;
    let rows = all.iter().map(|unit| {
        let of_unit = people.get(&unit.id).map_or(&[][..], Vec::as_slice);
        row(ctx, unit, known.get(&unit.building), of_unit)
    });
    let rows = rows.collect();
    let column = |key: &str, kind, width| {
        Column::new(ctx.t(&format!("compounds-column-{key}")), kind, width)
    };
    let text = |key: &str, width| column(key, ColumnKind::Text, width);
    Ok(Table {
        title: ctx.t("compounds-units"),
        columns: vec![
            text("phase", 12),
            text("building", 12),
            text("label", 16),
            text("kind", 8),
            column("area", ColumnKind::Number, 12),
            text("source", 14),
            text("delivery", 14),
            text("dispute", 8),
            text("owners", 24),
            text("phones", 28),
        ],
        rows,
    })
}
