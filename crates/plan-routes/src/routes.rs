//! The routes under work, with the times that make trying an insertion cheap, and a way back.

use crate::cost::Tally;
use crate::fixed::{Fixed, NONE, at, index};

/// All that trying an insertion beside a stop asks of it, in one line of the cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Node {
    pub(crate) slot: u32,
    pub(crate) place: u32,
    /// Neighbours in the round; [`NONE`] at its ends.
    pub(crate) before: u32,
    pub(crate) after: u32,
    /// When the service begins, and the latest arrival that keeps the rest in time.
    pub(crate) begin: i32,
    latest: i32,
    /// Seconds on foot from the stop before.
    pub(crate) leg: i32,
    /// To the stop after.
    pub(crate) onward: i32,
    service: i32,
    point: (f64, f64),
}

impl Node {
    fn new(fixed: &Fixed, stop: u32) -> Self {
        Self {
            slot: NONE,
            place: 0,
            before: NONE,
            after: NONE,
            begin: 0,
            latest: 0,
            leg: 0,
            onward: 0,
            service: fixed.service[at(stop)],
            point: fixed.point(stop),
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Routes {
    /// By slot, in the order of the round.
    pub(crate) stops: Vec<Vec<u32>>,
    pub(crate) nodes: Vec<Node>,
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

/// What a stop would change at a spot.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Detour {
    /// The earliest arrival at the stop, and the latest at the one behind it.
    arrival: i32,
    latest: i32,
    /// Seconds on foot onward, and how much longer the route becomes.
    on: i32,
    pub(crate) way: i32,
}

impl Detour {
    /// Whether everybody stays in time with it.
    pub(crate) fn holds(self, fixed: &Fixed, stop: u32, session: usize) -> bool {
        let begin = fixed.begin(stop, session, self.arrival);
        begin.is_some_and(|begin| begin + fixed.service[at(stop)] + self.on <= self.latest)
    }
}

impl Routes {
    pub(crate) fn empty(fixed: &Fixed) -> Self {
        let (stops, slots) = (fixed.stops(), fixed.slots());
        Self {
            stops: vec![Vec::new(); slots],
            nodes: (0..stops)
                .map(|stop| Node::new(fixed, index(stop)))
                .collect(),
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
                let is_new = routes.nodes[at(*stop)].slot == NONE;
                if is_new && fixed.fits(*stop, slot) {
                    routes.append(fixed, *stop, slot);
                }
            }
        }
        let nodes = &routes.nodes;
        routes.absent.retain(|stop| nodes[at(*stop)].slot == NONE);
        routes
    }

    /// At the end of a route, if that keeps everybody in time.
    fn append(&mut self, fixed: &Fixed, stop: u32, slot: u32) {
        let session = fixed.session(slot);
        let arrival = self.stops[at(slot)].last().map_or(0, |last| {
            self.nodes[at(*last)].begin + fixed.service[at(*last)] + fixed.walk(*last, stop)
        });
        if fixed.begin(stop, session, arrival).is_some() {
            let place = self.stops[at(slot)].len();
            self.insert(fixed, stop, Spot { slot, place });
        }
    }

    /// Counts with another worth of full team-sessions from now on.
    pub(crate) fn value_full_ones(&mut self, fixed: &Fixed, bonus: i64) {
        self.tally.begin_fill(bonus);
        for slot in 0..fixed.slots() {
            let busy = i64::from(self.walk[slot] + self.service[slot]);
            self.tally.add_fill((0, busy), fixed.length(index(slot)));
        }
    }

    pub(crate) fn cost(&self, fixed: &Fixed) -> i64 {
        self.tally.total(fixed)
    }

    /// The stops between which a spot lies; [`NONE`] at an end.
    pub(crate) fn neighbours(&self, spot: Spot) -> (u32, u32) {
        let route = &self.stops[at(spot.slot)];
        let before = spot.place.checked_sub(1).map(|place| route[place]);
        let after = route.get(spot.place).copied();
        (before.unwrap_or(NONE), after.unwrap_or(NONE))
    }

    pub(crate) fn detour(&self, fixed: &Fixed, stop: u32, (before, after): (u32, u32)) -> Detour {
        let here = self.nodes[at(stop)].point;
        // To the first stop of a route nobody walks.
        let (mut arrival, mut to) = (0, 0);
        if before != NONE {
            let node = &self.nodes[at(before)];
            to = fixed.seconds(node.point, here);
            arrival = node.begin + node.service + to;
        }
        let (mut latest, mut on, mut gone) = (i32::MAX, 0, 0);
        if after != NONE {
            let node = &self.nodes[at(after)];
            on = fixed.seconds(here, node.point);
            gone = node.leg;
            latest = node.latest;
        }
        Detour {
            arrival,
            latest,
            on,
            way: to + on - gone,
        }
    }

    /// Puts an absent stop in; the list of absent ones is the caller's.
    pub(crate) fn insert(&mut self, fixed: &Fixed, stop: u32, spot: Spot) {
        self.stops[at(spot.slot)].insert(spot.place, stop);
        self.nodes[at(stop)].slot = spot.slot;
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
            self.nodes[at(stop)].slot = NONE;
            self.tally.remove(fixed, stop, slot);
            out.push(stop);
        }
        self.time_anew(fixed, slot);
    }

    /// Places, times, walking and load of a route after a change.
    fn time_anew(&mut self, fixed: &Fixed, slot: u32) {
        let session = fixed.session(slot);
        let (list, nodes) = (&self.stops[at(slot)], &mut self.nodes);
        let (mut walk, mut service, mut free_at) = (0, 0, 0);
        let mut before = NONE;
        for (place, stop) in list.iter().enumerate() {
            let leg = if before == NONE {
                0
            } else {
                // A way follows from its two ends, so one that was worked out before still holds.
                let known = &nodes[at(*stop)];
                let leg = if known.before == before {
                    known.leg
                } else {
                    fixed.seconds(nodes[at(before)].point, known.point)
                };
                nodes[at(before)].after = *stop;
                nodes[at(before)].onward = leg;
                leg
            };
            let begin = fixed.begin(*stop, session, free_at + leg);
            let node = &mut nodes[at(*stop)];
            node.before = before;
            node.after = NONE;
            node.place = index(place);
            node.leg = leg;
            node.begin = begin.unwrap_or(free_at + leg);
            free_at = node.begin + node.service;
            walk += leg;
            service += node.service;
            before = *stop;
        }
        let mut begin = i32::MAX;
        for stop in list.iter().rev() {
            let latest = fixed.latest_arrival(*stop, session, begin);
            let latest = latest.unwrap_or(i32::MIN / 2);
            let node = &mut nodes[at(*stop)];
            node.latest = latest;
            let (leg, before) = (node.leg, node.before);
            if before != NONE {
                begin = latest - leg - nodes[at(before)].service;
            }
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
        let more = i64::from(is_used) - i64::from(was_used);
        self.tally.used += more;
        self.tally.price += more * fixed.price(slot);
        let busy = (i64::from(before.0 + before.1), i64::from(walk + service));
        self.tally.add_fill(busy, fixed.length(slot));
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
            self.count_out(fixed, *slot);
        }
        for (slot, list) in saved.drain(..) {
            self.spare
                .push(std::mem::replace(&mut self.stops[at(slot)], list));
            self.is_saved[at(slot)] = false;
            self.count_in(fixed, slot);
        }
        self.saved = saved;
        std::mem::swap(&mut self.absent, &mut self.saved_absent);
    }

    /// Exchanges what two slots hold.
    pub(crate) fn exchange(&mut self, fixed: &Fixed, one: u32, other: u32) {
        for slot in [one, other] {
            self.save(slot);
            self.count_out(fixed, slot);
        }
        self.stops.swap(at(one), at(other));
        for slot in [one, other] {
            self.count_in(fixed, slot);
        }
    }

    /// The stops of a slot have no place, while its list is about to be exchanged.
    fn count_out(&mut self, fixed: &Fixed, slot: u32) {
        for stop in &self.stops[at(slot)] {
            self.nodes[at(*stop)].slot = NONE;
            self.tally.remove(fixed, *stop, slot);
        }
    }

    /// The stops that a slot holds now have their place in it.
    fn count_in(&mut self, fixed: &Fixed, slot: u32) {
        for stop in &self.stops[at(slot)] {
            self.nodes[at(*stop)].slot = slot;
            self.tally.add(fixed, *stop, slot);
        }
        self.time_anew(fixed, slot);
    }
}
