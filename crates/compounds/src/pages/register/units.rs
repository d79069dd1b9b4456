//! The units of an estate in their order, by building and kind, with a search.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use huiyin_db::{Result, Tx};
use huiyin_kernel::Id;
use huiyin_web::forms::percent;
use huiyin_web::{Choice, Ctx, Page, PageResult, render};
use serde::Deserialize;

use super::words::choices_or;
use crate::model::register::bounds::BUILDINGS_MOST;
use crate::model::register::{Building, Estate, Unit, UnitKind};
use crate::pages::estate_of;
use crate::rules::register::{area_text, place_key};
use crate::store::register::units::{self, Behind};
use crate::store::register::{buildings, frozen_by};
use crate::{Compounds, LOOK, REGISTER};

/// Units of one page.
pub(super) const ROWS: usize = 50;
/// Units that are looked at for one page; a search goes on from there.
const LOOKED_AT: usize = 5_000;
/// Units read at once.
const READ: i64 = 500;
/// Letters of a search.
const SEARCH_CHARS: usize = 60;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub building: String,
    pub kind: String,
    pub q: String,
    pub after: String,
}

impl Asked {
    /// The same question without its place in the list, ready for one more value.
    fn address(&self) -> String {
        let mut out = String::new();
        for (name, value) in [
            ("building", &self.building),
            ("kind", &self.kind),
            ("q", &self.q),
        ] {
            if !value.is_empty() {
                let _ = write!(out, "{name}={}&", percent(value));
            }
        }
        out
    }

    fn fits(&self, unit: &Unit) -> bool {
        let words: String = self.q.chars().take(SEARCH_CHARS).collect();
        (self.building.is_empty() || unit.building.to_string() == self.building)
            && (self.kind.is_empty() || unit.kind.name() == self.kind)
            && place_key(&unit.label).contains(&place_key(&words))
    }
}

/// One page of units, and from where the next one goes on.
pub(super) async fn find(
    tx: &mut Tx,
    estate: Id,
    asked: &Asked,
    most: usize,
) -> Result<(Vec<Unit>, Option<String>)> {
    let (id, sort) = asked.after.split_once('_').unwrap_or_default();
    let mut behind = Behind {
        sort: sort.to_owned(),
        id: id.to_owned(),
    };
    let mut found = Vec::new();
    let mut looked_at = 0;
    loop {
        let page = units::of_estate(tx, estate, &behind, READ).await?;
        let is_last = i64::try_from(page.len()).unwrap_or(READ) < READ;
        for (unit, place) in page {
            if found.len() >= most || looked_at >= LOOKED_AT.max(most) {
                return Ok((found, Some(format!("{}_{}", behind.id, behind.sort))));
            }
            looked_at += 1;
            behind = place;
            if asked.fits(&unit) {
                found.push(unit);
            }
        }
        if is_last {
            return Ok((found, None));
        }
    }
}

/// What the buildings of an estate are called, with the phase before the name.
pub(super) async fn building_names(tx: &mut Tx, estate: Id) -> Result<BTreeMap<Id, String>> {
    let all = buildings::of_estate(tx, estate, BUILDINGS_MOST).await?;
    Ok(all.into_iter().map(|it| (it.id, shown(&it))).collect())
}

pub(super) fn shown(building: &Building) -> String {
    format!("{}{}", building.phase, building.name)
}

struct Row {
    id: Id,
    building: String,
    label: String,
    kind: &'static str,
    area: String,
    source: &'static str,
    delivery: &'static str,
    in_dispute: bool,
}

#[derive(Template)]
#[template(path = "compounds/register/units.html")]
struct View {
    page: Page,
    estate: Estate,
    asked: Asked,
    buildings: Vec<Choice>,
    kinds: Vec<Choice>,
    rows: Vec<Row>,
    next: Option<String>,
    frozen: String,
    keeps: bool,
}

pub(super) async fn show(
    ctx: Ctx,
    State(compounds): State<Arc<Compounds>>,
    Path(id): Path<Id>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut tx = compounds.site.db.read().await?;
    let (estate, _) = estate_of(&ctx, &mut tx, id, LOOK).await?;
    let all = buildings::of_estate(&mut tx, id, BUILDINGS_MOST).await?;
    let names = building_names(&mut tx, id).await?;
    let (found, next) = find(&mut tx, id, &asked, ROWS).await?;
    let frozen = frozen_by(&mut tx, id).await?;
    let any = Choice::new("", ctx.t("compounds-all"), asked.building.is_empty());
    let of_building = |it: &Building| {
        let id = it.id.to_string();
        let chosen = id == asked.building;
        Choice::new(id, shown(it), chosen)
    };
    let kinds = UnitKind::ALL.iter().map(|it| it.name());
    let row = |unit: Unit| Row {
        id: unit.id,
        building: names.get(&unit.building).cloned().unwrap_or_default(),
        label: unit.label,
        kind: unit.kind.name(),
        area: area_text(unit.area_centi),
        source: unit.source.name(),
        delivery: unit.delivery.name(),
        in_dispute: unit.in_dispute,
    };
    render(&View {
        page: ctx.page(),
        buildings: std::iter::once(any)
            .chain(all.iter().map(of_building))
            .collect(),
        kinds: choices_or(
            &ctx,
            ("compounds-all", "compounds-kind"),
            kinds,
            &asked.kind,
        ),
        rows: found.into_iter().map(row).collect(),
        next: next.map(|it| percent(&it)),
        frozen: frozen.map_or_else(String::new, |it| {
            ctx.say("compounds-frozen", &[("day", ctx.day(it.roll_on).into())])
        }),
        keeps: ctx.signed_in()?.may(REGISTER),
        asked,
        estate,
    })
}
