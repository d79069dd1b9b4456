//! The routes under work, with the times that make trying an insertion cheap, and a way back.

use crate::cost::Tally;
use crate::fixed::{Fixed, NONE, at, index};

#[derive(Debug, Clone)]
pub(crate) struct Routes {
    /// By slot, in the order of the round.
    pub(crate) stops: Vec<Vec<u32>>,
    pub(crate) slot_of: Vec<u32>,
    pub(crate) place: Vec<u32>,
    /// When the service of a stop begins, and the latest arrival at it that keeps the rest in time.
    pub(crate) begin: Vec<i32>,
    pub(crate) latest: Vec<i32>,
    /// Seconds on foot from the stop before.
    pub(crate) leg: Vec<i32>,
    walk: Vec<i32>,
    is_used: Vec<bool>,
    /// Seconds of service, by slot.
    service: Vec<i32>,
    pub(crate) absent: Vec<u32>,
    pub(crate) tally: Tally,
    saved: Vec<(u32, Vec<u32>)>,
    saved_absent: Vec<u32>,
    is_saved: Vec<bool>,
    spare: Vec<Vec<u32>>,
}

/// A place in a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) slot: u32,
    pub(crate) place: usize,
}

impl Routes {
    pub(crate) fn empty(fixed: &Fixed) -> Self {
        let (stops, slots) = (fixed.stops(), fixed.slots());
        Self {
            stops: vec![Vec::new(); slots],
            slot_of: vec![NONE; stops],
            place: vec![0; stops],
            begin: vec![0; stops],
            latest: vec![0; stops],
            leg: vec![0; stops],
            walk: vec![0; slots],
            is_used: vec![false; slots],
            service: vec![0; slots],
            absent: (0..stops).map(index).collect(),
            tally: Tally::new(fixed),
            saved: Vec::new(),
            saved_absent: Vec::new(),
            is_saved: vec![false; slots],
            spare: Vec::new(),
        }
    }

    /// Takes routes over from elsewhere; a stop that no longer fits where it was is left out.
    pub(crate) fn of(fixed: &Fixed, lists: &[Vec<u32>]) -> Self {
        let mut routes = Self::empty(fixed);
        for (slot, list) in lists.iter().enumerate() {
            let slot = index(slot);
            for stop in list {
                let is_new = routes.slot_of[at(*stop)] == NONE;
                if is_new && fixed.fits(*stop, slot) {
                    routes.append(fixed, *stop, slot);
                }
            }
        }
        let slot_of = &routes.slot_of;
        routes.absent.retain(|stop| slot_of[at(*stop)] == NONE);
        routes
    }

    /// At the end of a route, if that keeps everybody in time.
    fn append(&mut self, fixed: &Fixed, stop: u32, slot: u32) {
        let session = fixed.session(slot);
        let arrival = self.stops[at(slot)].last().map_or(0, |last| {
            self.begin[at(*last)] + fixed.service[at(*last)] + fixed.walk(*last, stop)
        });
        if fixed.begin(stop, session, arrival).is_some() {
            let place = self.stops[at(slot)].len();
            self.insert(fixed, stop, Spot { slot, place });
        }
    }

    pub(crate) fn cost(&self, fixed: &Fixed) -> i64 {
        self.tally.total(fixed)
    }

    /// Puts an absent stop in; the list of absent ones is the caller's.
    pub(crate) fn insert(&mut self, fixed: &Fixed, stop: u32, spot: Spot) {
        self.stops[at(spot.slot)].insert(spot.place, stop);
        self.slot_of[at(stop)] = spot.slot;
        self.tally.add(fixed, stop, spot.slot);
        self.time_anew(fixed, spot.slot);
    }

    /// Takes the stops of a range out of a route.
    pub(crate) fn take(
        &mut self,
        fixed: &Fixed,
        slot: u32,
        range: std::ops::Range<usize>,
        out: &mut Vec<u32>,
    ) {
        for stop in self.stops[at(slot)].drain(range) {
            self.slot_of[at(stop)] = NONE;
            self.tally.remove(fixed, stop, slot);
            out.push(stop);
        }
        self.time_anew(fixed, slot);
    }

    /// Places, times, walking and load of a route after a change.
    fn time_anew(&mut self, fixed: &Fixed, slot: u32) {
        let session = fixed.session(slot);
        let list = &self.stops[at(slot)];
        let (mut walk, mut service, mut free_at) = (0, 0, 0);
        for (place, stop) in list.iter().enumerate() {
            let leg = match place.checked_sub(1) {
                Some(before) => fixed.walk(list[before], *stop),
                None => 0,
            };
            let begin = fixed.begin(*stop, session, free_at + leg);
            let begin = begin.unwrap_or(free_at + leg);
            let seconds = fixed.service[at(*stop)];
            self.place[at(*stop)] = index(place);
            self.leg[at(*stop)] = leg;
            self.begin[at(*stop)] = begin;
            free_at = begin + seconds;
            walk += leg;
            service += seconds;
        }
        let mut next: Option<u32> = None;
        for stop in list.iter().rev() {
            let begin = next.map_or(i32::MAX, |next| {
                self.latest[at(next)] - self.leg[at(next)] - fixed.service[at(*stop)]
            });
            self.latest[at(*stop)] = fixed
                .latest_arrival(*stop, session, begin)
                .unwrap_or(i32::MIN / 2);
            next = Some(*stop);
        }
        self.count(fixed, slot, walk, service);
    }

    fn count(&mut self, fixed: &Fixed, slot: u32, walk: i32, service: i32) {
        let before = (self.walk[at(slot)], self.service[at(slot)]);
        self.walk[at(slot)] = walk;
        self.service[at(slot)] = service;
        self.tally.walk += i64::from(walk - before.0);
        let is_used = !self.stops[at(slot)].is_empty();
        let was_used = std::mem::replace(&mut self.is_used[at(slot)], is_used);
        self.tally.used += i64::from(is_used) - i64::from(was_used);
        if fixed.know_teams {
            let more = i64::from(walk + service - before.0 - before.1);
            self.tally.add_load(fixed.team(slot), more);
        }
    }

    /// Remembers a route as it is, before it is changed for the first time since `begin_trial`.
    pub(crate) fn save(&mut self, slot: u32) {
        if self.is_saved[at(slot)] {
            return;
        }
        self.is_saved[at(slot)] = true;
        let mut copy = self.spare.pop().unwrap_or_default();
        copy.clear();
        copy.extend_from_slice(&self.stops[at(slot)]);
        self.saved.push((slot, copy));
    }

    pub(crate) fn was_saved(&self, slot: u32) -> bool {
        self.is_saved[at(slot)]
    }

    pub(crate) fn begin_trial(&mut self) {
        self.saved_absent.clear();
        self.saved_absent.extend_from_slice(&self.absent);
    }

    pub(crate) fn keep(&mut self) {
        for (slot, list) in self.saved.drain(..) {
            self.is_saved[at(slot)] = false;
            self.spare.push(list);
        }
    }

    /// Puts everything back as it was at `begin_trial`.
    pub(crate) fn undo(&mut self, fixed: &Fixed) {
        let mut saved = std::mem::take(&mut self.saved);
        for (slot, _) in &saved {
            for at_place in 0..self.stops[at(*slot)].len() {
                let stop = self.stops[at(*slot)][at_place];
                self.slot_of[at(stop)] = NONE;
                self.tally.remove(fixed, stop, *slot);
            }
        }
        for (slot, list) in saved.drain(..) {
            for stop in &list {
                self.slot_of[at(*stop)] = slot;
                self.tally.add(fixed, *stop, slot);
            }
            self.spare
                .push(std::mem::replace(&mut self.stops[at(slot)], list));
            self.is_saved[at(slot)] = false;
            self.time_anew(fixed, slot);
        }
        self.saved = saved;
        std::mem::swap(&mut self.absent, &mut self.saved_absent);
    }

    /// Exchanges what two slots hold.
    pub(crate) fn exchange(&mut self, fixed: &Fixed, one: u32, other: u32) {
        for slot in [one, other] {
            self.save(slot);
            for place in 0..self.stops[at(slot)].len() {
                let stop = self.stops[at(slot)][place];
                self.tally.remove(fixed, stop, slot);
            }
        }
        self.stops.swap(at(one), at(other));
        for slot in [one, other] {
            for place in 0..self.stops[at(slot)].len() {
                let stop = self.stops[at(slot)][place];
                self.slot_of[at(stop)] = slot;
                self.tally.add(fixed, stop, slot);
            }
            self.time_anew(fixed, slot);
        }
    }
}
