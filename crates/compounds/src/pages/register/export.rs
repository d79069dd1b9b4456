//! The units of an estate as a workbook, with owners masked as the desk shows them. Taken in
//! again, it changes nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Id, mask};
use huiyin_sheets::{Cell, Column, ColumnKind, Table, write_xlsx};
use huiyin_web::{Ctx, PageError, PageResult, download};

use super::unit::masked;
use crate::model::register::bounds::BUILDINGS_MOST;
use crate::model::register::{Building, OwnerId};
use crate::pages::{XLSX, estate_of};
use crate::store::register::{buildings, holdings, owners, units};
use crate::{Compounds, LOOK};

pub(super) async fn xlsx(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(id): Path<Id>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, id, LOOK).await?;
    let table = table(&ctx, &compounds, &mut tx, estate.id).await?;
    drop(tx);
    let task = tokio::task::spawn_blocking(move || write_xlsx(&[table]));
    let bytes = task.await.map_err(StoreError::inconsistent)?;
    let bytes = bytes.map_err(StoreError::inconsistent)?;
    let name = format!("units-{}.xlsx", ctx.now.date());
    Ok(download(XLSX, &name, bytes))
}

async fn table(
    ctx: &Ctx,
    compounds: &Compounds,
    tx: &mut Tx,
    estate: Id,
) -> Result<Table, PageError> {
    let today = ctx.now.date();
    let known: BTreeMap<Id, Building> = buildings::of_estate(tx, estate, BUILDINGS_MOST)
        .await?
        .into_iter()
        .map(|it| (it.id, it))
        .collect();
    let mut shown: BTreeMap<OwnerId, (String, String)> = BTreeMap::new();
    let mut held: BTreeMap<Id, Vec<OwnerId>> = BTreeMap::new();
    for holding in holdings::on_day(tx, estate, today).await? {
        held.entry(holding.unit).or_default().push(holding.owner);
    }
    for owner in held.values().flatten() {
        if !shown.contains_key(owner)
            && let Some(found) = owners::load(tx, &compounds.site.keys, *owner).await?
        {
            let phone = found.phone.as_deref().map(mask::mask_phone);
            shown.insert(*owner, (masked(ctx, &found), phone.unwrap_or_default()));
        }
    }
    let column = |key: &str, kind, width| {
        Column::new(ctx.t(&format!("compounds-column-{key}")), kind, width)
    };
    let text = |key: &str, width| column(key, ColumnKind::Text, width);
    let mut rows = Vec::new();
    for unit in units::all(tx, estate).await? {
        let building = known.get(&unit.building);
        let of_unit = held.get(&unit.id).into_iter().flatten();
        let people: Vec<&(String, String)> = of_unit.filter_map(|it| shown.get(it)).collect();
        let joined = |part: fn(&(String, String)) -> &str| {
            let parts: Vec<&str> = people.iter().map(|it| part(it)).collect();
            Cell::text(parts.join("、").trim_end_matches('、'))
        };
        let word =
            |prefix: &str, key: String| Cell::text(ctx.t(&format!("compounds-{prefix}-{key}")));
        rows.push(vec![
            Cell::text(building.map_or("", |it| it.phase.as_str())),
            Cell::text(building.map_or("", |it| it.name.as_str())),
            Cell::text(&unit.label),
            word("kind", unit.kind.key()),
            Cell::Hundredths(unit.area_centi),
            word("source", unit.source.key()),
            word("delivery", unit.delivery.key()),
            Cell::text(ctx.t(if unit.in_dispute {
                "compounds-yes"
            } else {
                "compounds-no"
            })),
            joined(|it| &it.0),
            joined(|it| &it.1),
        ]);
    }
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
