//! Doors in the order of the register, by community, with a search.

use std::fmt::Write as _;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use huiyin_db::{Result, Tx};
use huiyin_kernel::Id;
use huiyin_registry::{Area, areas, folded};
use huiyin_web::forms::percent;
use huiyin_web::{Choice, Ctx, Page, PageResult, render};
use serde::Deserialize;

use super::{communities, community_name, reach};
use crate::Visits;
use crate::model::DwellingKind;
use crate::ops::doors::Reach;
use crate::store::dwellings::{self, Door};

/// Doors of one page.
const ROWS: usize = 50;
/// Doors that are looked at for one page; a search goes on from there.
const LOOKED_AT: usize = 5_000;
/// Doors read at once.
const READ: i64 = 250;
/// Letters of a search.
const SEARCH_CHARS: usize = 60;

#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub(super) struct Asked {
    /// A community; empty for all within reach.
    pub area: String,
    pub kind: String,
    pub q: String,
    pub after: String,
}

impl Asked {
    /// The same question without its place in the list, ready for one more value.
    pub fn address(&self) -> String {
        let mut out = String::new();
        for (name, value) in [("area", &self.area), ("kind", &self.kind), ("q", &self.q)] {
            if !value.is_empty() {
                let _ = write!(out, "{name}={}&", percent(value));
            }
        }
        out
    }

    const fn is_filtered(&self) -> bool {
        !(self.area.is_empty() && self.kind.is_empty() && self.q.is_empty())
    }
}

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    pub paths: Vec<String>,
    kind: Option<DwellingKind>,
    words: String,
}

impl Wanted {
    pub fn of(asked: &Asked, areas: &[Area], reach: &Reach) -> Self {
        let chosen = asked.area.parse::<Id>().ok();
        let chosen = chosen.and_then(|id| {
            let within = communities(areas, reach);
            within.into_iter().find(|area| area.id == id)
        });
        let words: String = asked.q.chars().take(SEARCH_CHARS).collect();
        Self {
            paths: chosen.map_or_else(|| reach.paths().to_vec(), |area| vec![area.path.clone()]),
            kind: DwellingKind::from_name(&asked.kind),
            words: folded(&words),
        }
    }

    pub fn fits(&self, door: &Door) -> bool {
        let place = [&door.compound_name, &door.building, &door.door];
        let place: String = place.iter().map(|text| folded(text)).collect();
        self.kind.is_none_or(|kind| kind == door.dwelling.kind)
            && (self.words.is_empty() || place.contains(&self.words))
    }
}

/// One page of doors, and from where the next one goes on. Paths that do not lie below each other
/// follow one another, so a place in the list is a path's number and a door.
pub(super) async fn find(
    tx: &mut Tx,
    visits: &Visits,
    wanted: &Wanted,
    after: &str,
    most: usize,
) -> Result<(Vec<Door>, Option<String>)> {
    let (mut index, mut behind) = read_place(after);
    let mut found = Vec::new();
    let mut looked_at = 0;
    while let Some(path) = wanted.paths.get(index) {
        let keys = &visits.site.keys;
        let doors = dwellings::below(tx, keys, path, behind, READ).await?;
        let is_last = i64::try_from(doors.len()).unwrap_or(READ) < READ;
        for door in doors {
            if found.len() >= most || looked_at >= LOOKED_AT.max(most) {
                return Ok((found, Some(place(index, behind))));
            }
            looked_at += 1;
            behind = Some(door.dwelling.id);
            if wanted.fits(&door) {
                found.push(door);
            }
        }
        if is_last {
            (index, behind) = (index + 1, None);
        }
    }
    Ok((found, None))
}

fn place(index: usize, behind: Option<Id>) -> String {
    let behind = behind.map(|id| id.to_string()).unwrap_or_default();
    format!("{index}_{behind}")
}

fn read_place(text: &str) -> (usize, Option<Id>) {
    let (index, behind) = text.split_once('_').unwrap_or_default();
    (index.parse().unwrap_or(0), behind.parse().ok())
}

pub(super) struct Row {
    pub id: Id,
    pub place: String,
    pub community: String,
    pub kind: &'static str,
    pub resting: bool,
    pub active: bool,
    pub has_phone: bool,
    pub open: String,
}

pub(super) fn row(ctx: &Ctx, areas: &[Area], door: &Door) -> Row {
    let community = areas.iter().find(|it| it.id == door.dwelling.community);
    Row {
        id: door.dwelling.id,
        place: place_words(door),
        community: community
            .map(|area| area.get(ctx.lang).to_owned())
            .unwrap_or_default(),
        kind: door.dwelling.kind.name(),
        resting: door.dwelling.disturb.is_some(),
        active: door.dwelling.active,
        has_phone: door.dwelling.has_phone,
        open: crate::rules::register::open_text(&door.dwelling.open),
    }
}

/// Where a door is, as people say it.
pub(super) fn place_words(door: &Door) -> String {
    let parts = [&door.compound_name, &door.building, &door.door];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    parts.join(" ")
}

#[derive(Template)]
#[template(path = "register_list.html")]
struct View {
    page: Page,
    asked: Asked,
    areas: Vec<Choice>,
    kinds: Vec<Choice>,
    rows: Vec<Row>,
    next: Option<String>,
    filtered: bool,
    /// No post gives this person any area.
    nowhere: bool,
}

pub(super) async fn show(
    ctx: Ctx,
    State(visits): State<Arc<Visits>>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let reach = reach(&ctx)?;
    let mut tx = visits.site.db.read().await?;
    let areas = areas::all(&mut tx).await?;
    let wanted = Wanted::of(&asked, &areas, &reach);
    let (doors, next) = find(&mut tx, &visits, &wanted, &asked.after, ROWS).await?;
    drop(tx);
    let any = Choice::new("", ctx.t("visits-register-all"), asked.area.is_empty());
    let area = |area: &&Area| {
        let id = area.id.to_string();
        let chosen = id == asked.area;
        Choice::new(id, community_name(&areas, area, &ctx), chosen)
    };
    let here = communities(&areas, &reach);
    let view = View {
        page: ctx.page(),
        areas: std::iter::once(any).chain(here.iter().map(area)).collect(),
        kinds: kinds(&ctx, &asked.kind, true),
        rows: doors.iter().map(|door| row(&ctx, &areas, door)).collect(),
        next,
        filtered: asked.is_filtered(),
        nowhere: reach.paths().is_empty(),
        asked,
    };
    render(&view)
}

pub(super) fn kinds(ctx: &Ctx, chosen: &str, any: bool) -> Vec<Choice> {
    let all = any.then(|| Choice::new("", ctx.t("visits-register-all"), chosen.is_empty()));
    let kinds = DwellingKind::ALL.iter().map(|kind| {
        let label = ctx.t(&format!("visits-register-kind-{}", kind.key()));
        Choice::new(kind.name(), label, kind.name() == chosen)
    });
    all.into_iter().chain(kinds).collect()
}
