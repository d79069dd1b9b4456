//! Ruin: strings of stops are taken out of neighbouring routes.

use crate::chance::Chance;
use crate::fixed::{Fixed, NONE, at};
use crate::search::Part;

/// Stops taken out on average, and in one string at most.
const MEAN_OUT: usize = 20;
const STRING_MOST: usize = 12;
/// How often in a thousand a string spares some stops in its middle, and a whole route is taken.
const SPLIT: usize = 500;
const WHOLE_ROUTE: usize = 60;

impl Part<'_> {
    /// Takes strings out around a seed; what was taken is in `self.out`.
    pub(crate) fn ruin(&mut self, seed: u32, chance: &mut Chance) {
        self.out.clear();
        let slot = self.routes.slot_of[at(seed)];
        let is_own = |slot: u32| slot != NONE && self.is_mine[at(slot)];
        if is_own(slot) && chance.permille(WHOLE_ROUTE) {
            self.take_string(slot, 0, usize::MAX);
            return;
        }
        let length = if is_own(slot) {
            self.routes.stops[at(slot)].len()
        } else {
            STRING_MOST
        };
        let longest = STRING_MOST.min(length).max(1);
        let most = (4 * MEAN_OUT / (1 + longest)).saturating_sub(1).max(1);
        let strings = 1 + chance.below(most);
        let mut ruined = 0;
        let fixed: &Fixed = self.fixed;
        let around = std::iter::once(seed).chain(fixed.near.of(seed));
        for stop in around {
            if ruined == strings {
                break;
            }
            let slot = self.routes.slot_of[at(stop)];
            let is_free = slot != NONE && self.is_mine[at(slot)] && !self.routes.was_saved(slot);
            if !is_free {
                continue;
            }
            self.take_around(stop, slot, longest, chance);
            ruined += 1;
        }
    }

    /// A string of random length and place that holds this stop.
    fn take_around(&mut self, stop: u32, slot: u32, longest: usize, chance: &mut Chance) {
        let size = self.routes.stops[at(slot)].len();
        let place = self.routes.place_of(stop);
        let length = 1 + chance.below(longest.min(size));
        // A split string spans more than it takes.
        let mut spared = 0;
        if length > 1 && length < size && chance.permille(SPLIT) {
            spared = 1;
            while length + spared < size && chance.permille(990) && spared < 3 {
                spared += 1;
            }
        }
        let span = length + spared;
        let first = place.saturating_sub(span - 1);
        let last = place.min(size - span);
        let start = first + chance.below(last - first + 1);
        if spared == 0 {
            self.take_string(slot, start, length);
            return;
        }
        let before = 1 + chance.below(length - 1);
        self.take_string(slot, start + before + spared, length - before);
        self.take_string(slot, start, before);
    }

    fn take_string(&mut self, slot: u32, start: usize, length: usize) {
        self.routes.save(slot);
        let size = self.routes.stops[at(slot)].len();
        let end = start.saturating_add(length).min(size);
        self.routes
            .take(self.fixed, slot, start..end, &mut self.out);
    }
}
