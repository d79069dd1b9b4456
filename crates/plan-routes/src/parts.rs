//! Dividing the ground, so that parts are searched side by side and each stays in the cache.
//! How many parts there are follows from the problem alone, never from the machine.

use crate::chance::Chance;
use crate::fixed::{Fixed, NONE, at, index};
use crate::routes::Routes;
use crate::search::Part;

/// Stops of one part at most, roughly.
const PART_STOPS: usize = 3_200;

pub(crate) fn count(stops: usize) -> usize {
    (stops / PART_STOPS).clamp(1, 64)
}

/// Which part each slot belongs to, cut along another direction each time.
pub(crate) struct Division {
    part_of_slot: Vec<usize>,
    seeds: Vec<Vec<u32>>,
    /// By part, stops without a place.
    absent: Vec<Vec<u32>>,
}

impl Division {
    pub(crate) fn new(fixed: &Fixed, routes: &Routes, epoch: u64, parts: usize) -> Self {
        let along = |stop: u32| {
            let (x, y) = fixed.point(stop);
            match epoch % 4 {
                0 => x,
                1 => y,
                2 => x + y,
                _ => x - y,
            }
        };
        // A route lies where its middle stop lies; an empty slot is dealt out in turn.
        let mut used: Vec<(f64, u32, usize)> = Vec::new();
        for (slot, stops) in routes.stops.iter().enumerate() {
            if let Some(middle) = stops.get(stops.len() / 2) {
                used.push((along(*middle), index(slot), stops.len()));
            }
        }
        used.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        let total: usize = used.iter().map(|it| it.2).sum();
        let turn = usize::try_from(epoch).unwrap_or(0);
        let mut division = Self {
            part_of_slot: (0..fixed.slots())
                .map(|slot| (slot + turn) % parts)
                .collect(),
            seeds: vec![Vec::new(); parts],
            absent: vec![Vec::new(); parts],
        };
        let mut before = 0;
        for (_, slot, size) in used {
            let part = (before * parts / total.max(1)).min(parts - 1);
            division.part_of_slot[at(slot)] = part;
            division.seeds[part].extend_from_slice(&routes.stops[at(slot)]);
            before += size;
        }
        division.deal_absent(fixed, routes);
        division
    }

    /// A stop without a place goes to the part of the nearest stop that has one.
    fn deal_absent(&mut self, fixed: &Fixed, routes: &Routes) {
        for stop in &routes.absent {
            let part = self.part_of_absent(fixed, routes, *stop);
            self.seeds[part].push(*stop);
            self.absent[part].push(*stop);
        }
    }

    fn part_of_absent(&self, fixed: &Fixed, routes: &Routes, stop: u32) -> usize {
        let near = fixed.near.of(stop);
        let mut slots = near.map(|it| routes.slot_of[at(it)]);
        let slot = slots.find(|slot| *slot != NONE);
        slot.map_or(0, |slot| self.part_of_slot[at(slot)])
    }

    /// One part, with its own copy of the routes.
    pub(crate) fn part<'f>(
        &self,
        fixed: &'f Fixed,
        choice: &'f [i64],
        routes: &Routes,
        (seed, epoch): (u64, u64),
        part: usize,
    ) -> Part<'f> {
        let mut own = routes.clone();
        own.absent.clone_from(&self.absent[part]);
        let is_mine = self.part_of_slot.iter().map(|it| *it == part).collect();
        let stream = epoch * 64 + part as u64 + 1;
        let chance = Chance::new(seed, stream);
        let seeds = self.seeds[part].clone();
        Part::new(fixed, choice, own, is_mine, seeds, chance)
    }

    /// What became of the slots of a part: its copy of all the others is not kept.
    pub(crate) fn found(&self, part: usize, search: Part<'_>) -> Found {
        let mut lists = search.routes.stops;
        let slots = self.part_of_slot.iter().enumerate();
        let own = slots.filter(|(_, of)| **of == part);
        let list = |(slot, _): (usize, &usize)| (slot, std::mem::take(&mut lists[slot]));
        own.map(list).collect()
    }

    /// Puts the parts together again.
    pub(crate) fn merge(fixed: &Fixed, parts: Vec<Found>) -> Routes {
        let mut lists = vec![Vec::new(); fixed.slots()];
        for (slot, stops) in parts.into_iter().flatten() {
            lists[slot] = stops;
        }
        Routes::of(fixed, &lists)
    }
}

/// Slots with their stops.
pub(crate) type Found = Vec<(usize, Vec<u32>)>;
