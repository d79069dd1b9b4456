//! Where a row belongs: by the name or code of an area, else by its point.

use std::collections::HashMap;

use huiyin_kernel::geo::{Point, distance_metres};
use huiyin_registry::{Area, AreaKind, folded};

use crate::model;
use crate::slice::World;

/// A point farther from every community than this belongs to none.
const FARTHEST_COMMUNITY_METRES: u32 = 10_000;

pub(super) struct Places<'a> {
    world: &'a World,
    /// By folded name or code; nothing where two areas share a name.
    by_name: HashMap<String, Option<&'a Area>>,
    communities: Vec<(&'a Area, Point)>,
}

/// A found area and how it is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub area: model::Area,
    pub name: String,
}

impl<'a> Places<'a> {
    pub(super) fn of(world: &'a World) -> Self {
        let mut by_name: HashMap<String, Option<&Area>> = HashMap::new();
        for area in world.areas.values() {
            for name in [&area.name.zh, &area.name.en] {
                let folded = folded(name);
                if folded.is_empty() {
                    continue;
                }
                by_name
                    .entry(folded)
                    .and_modify(|known| *known = known.filter(|it| it.id == area.id))
                    .or_insert(Some(area));
            }
        }
        // A code is unique, so it goes before any name.
        for area in world.areas.values() {
            by_name.insert(folded(&area.code), Some(area));
        }
        let communities = world
            .areas
            .values()
            .filter(|it| it.kind == AreaKind::Community);
        let communities = communities
            .filter_map(|area| Some((area, area.point?)))
            .collect();
        Self {
            world,
            by_name,
            communities,
        }
    }

    /// The area of this name or code, if there is exactly one.
    pub(super) fn named(&self, text: &str) -> Option<Found> {
        let area = self.by_name.get(&folded(text)).copied().flatten()?;
        Some(self.found(area))
    }

    /// The community whose point lies nearest, as for a place tapped on a map.
    pub(super) fn around(&self, point: Point) -> Option<Found> {
        let distances = self
            .communities
            .iter()
            .map(|(area, middle)| (distance_metres(*middle, point), *area));
        let (metres, area) = distances
            .min_by(|left, right| (left.0, &left.1.code).cmp(&(right.0, &right.1.code)))?;
        (metres <= FARTHEST_COMMUNITY_METRES).then(|| self.found(area))
    }

    fn found(&self, area: &Area) -> Found {
        Found {
            area: self.world.within(area),
            name: area.name.zh.clone(),
        }
    }
}
