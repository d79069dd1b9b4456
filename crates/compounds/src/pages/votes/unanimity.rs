//! The form for what no vote may decide: a dwelling that is to become a shop needs every
//! interested owner, by default all of its building (Civil Code art. 279).

use askama::Template;
use axum::extract::{Path, Query};
use huiyin_kernel::Id;
use huiyin_web::{Ctx, Page, PageResult, render};
use serde::Deserialize;

use super::frame::{Held, area};
use crate::VOTES;
use crate::ops::votes::preview_roll;
use crate::pages::estate_of;

struct Line {
    label: String,
    area: String,
}

#[derive(Template)]
#[template(path = "compounds/votes/unanimity.html")]
struct View {
    page: Page,
    estate: Id,
    estate_name: String,
    buildings: Vec<String>,
    building: String,
    unit: String,
    lines: Vec<Line>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    building: String,
    #[serde(default)]
    unit: String,
}

pub(super) async fn show(
    ctx: Ctx,
    compounds: Held,
    Path(estate): Path<Id>,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, estate, VOTES).await?;
    let units = preview_roll(&mut tx, estate.id, ctx.now.date()).await?;
    let mut buildings: Vec<String> = units.iter().map(|it| it.building.clone()).collect();
    buildings.sort();
    buildings.dedup();
    let lines = units
        .iter()
        .filter(|it| it.building == wanted.building && it.kind != "parking")
        .map(|it| Line {
            label: it.label.clone(),
            area: area(it.area),
        });
    render(&View {
        lines: lines.collect(),
        page: ctx.page(),
        estate: estate.id,
        estate_name: estate.name,
        buildings,
        building: wanted.building,
        unit: wanted.unit.chars().take(60).collect(),
    })
}
