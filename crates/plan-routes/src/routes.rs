//! The routes under work, with the times that make trying an insertion cheap, and a way back.

use crate::cost::Tally;
use crate::fixed::{Fixed, NONE, at, index};
use crate::times::Node;
use crate::undo::Undo;

#[derive(Debug, Clone)]
pub(crate) struct Routes {
    /// By slot, in the order of the round.
    pub(crate) stops: Vec<Vec<u32>>,
    pub(crate) nodes: Vec<Node>,
    /// By stop; [`NONE`] where it has no place. Looked at so often that it stands by itself.
    pub(crate) slot_of: Vec<u32>,
    /// By slot, seconds of its session left beside service and walking.
    pub(crate) free: Vec<i32>,
    /// By slot, seconds on foot.
    pub(crate) walk: Vec<i32>,
    is_used: Vec<bool>,
    /// By session, slots without stops that may be filled.
    pub(crate) empty_in: Vec<i64>,
    pub(crate) absent: Vec<u32>,
    pub(crate) tally: Tally,
    pub(crate) undo: Undo,
}

/// A place in a route: behind this stop, or at the front for [`NONE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) slot: u32,
    pub(crate) behind: u32,
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
            slot_of: vec![NONE; stops],
            free: (0..slots)
                .map(|slot| fixed.length_seconds(index(slot)))
                .collect(),
            walk: vec![0; slots],
            is_used: vec![false; slots],
            empty_in: vec![0; fixed.sessions],
            absent: (0..stops).map(index).collect(),
            tally: Tally::new(fixed),
            undo: Undo::new(slots),
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
            self.nodes[at(*last)].begin + fixed.service[at(*last)] + fixed.walk(*last, stop)
        });
        if fixed.begin(stop, session, arrival).is_some() {
            self.put_last(fixed, stop, slot);
        }
    }

    /// At the end of a route, where it is known to be in time.
    pub(crate) fn put_last(&mut self, fixed: &Fixed, stop: u32, slot: u32) {
        let behind = self.stops[at(slot)].last().copied().unwrap_or(NONE);
        self.insert(fixed, stop, Spot { slot, behind });
    }

    /// Counts with another worth of full team-sessions from now on.
    pub(crate) fn value_full_ones(&mut self, fixed: &Fixed, bonus: i64) {
        self.tally.begin_fill(bonus);
        for slot in 0..fixed.slots() {
            let length = fixed.length(index(slot));
            let busy = length - i64::from(self.free[slot]);
            self.tally.add_fill((0, busy), length);
        }
    }

    /// Counts which of these slots are empty.
    pub(crate) fn count_empty(&mut self, fixed: &Fixed, is_mine: &[bool]) {
        self.empty_in.fill(0);
        for (slot, is_mine) in is_mine.iter().enumerate() {
            let is_empty = self.stops[slot].is_empty() && fixed.is_present(slot);
            self.empty_in[fixed.session(index(slot))] += i64::from(*is_mine && is_empty);
        }
    }

    pub(crate) fn cost(&self, fixed: &Fixed) -> i64 {
        self.tally.total(fixed)
    }

    /// The stops between which a place of a route lies; [`NONE`] at an end.
    pub(crate) fn neighbours(&self, slot: u32, place: usize) -> (u32, u32) {
        let route = &self.stops[at(slot)];
        let before = place.checked_sub(1).map(|place| route[place]);
        let after = route.get(place).copied();
        (before.unwrap_or(NONE), after.unwrap_or(NONE))
    }

    /// How many stops of its route lie before one that has a place.
    pub(crate) fn place_of(&self, stop: u32) -> usize {
        let route = &self.stops[at(self.slot_of[at(stop)])];
        route.iter().position(|it| *it == stop).unwrap_or(0)
    }

    /// What a stop would change between two others; ways that are known need not be worked out.
    pub(crate) fn detour(
        &self,
        fixed: &Fixed,
        stop: u32,
        (before, after): (u32, u32),
        known: (Option<i32>, Option<i32>),
    ) -> Detour {
        let here = self.nodes[at(stop)].point;
        // To the first stop of a route nobody walks.
        let (mut arrival, mut to) = (0, 0);
        if before != NONE {
            let node = &self.nodes[at(before)];
            to = known.0.unwrap_or_else(|| fixed.seconds(node.point, here));
            arrival = node.begin + node.service + to;
        }
        let (mut latest, mut on, mut gone) = (i32::MAX, 0, 0);
        if after != NONE {
            let node = &self.nodes[at(after)];
            on = known.1.unwrap_or_else(|| fixed.seconds(here, node.point));
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
    pub(crate) fn insert(&mut self, fixed: &Fixed, stop: u32, Spot { slot, behind }: Spot) {
        let place = if behind == NONE {
            0
        } else {
            self.place_of(behind) + 1
        };
        let (before, after) = self.neighbours(slot, place);
        self.stops[at(slot)].insert(place, stop);
        self.slot_of[at(stop)] = slot;
        self.tally.add(fixed, stop, slot);
        let known = &mut self.nodes[at(stop)];
        known.set_span(fixed, stop, fixed.session(slot));
        let service = known.service;
        let gone = self.onward(before);
        let longer = self.link(fixed, before, stop) + self.link(fixed, stop, after) - gone;
        self.time_from(fixed, slot, stop);
        self.time_back_from(fixed, slot, stop);
        self.count(fixed, slot, longer, service);
    }

    /// Takes the stops of a range out of a route.
    pub(crate) fn take(
        &mut self,
        fixed: &Fixed,
        slot: u32,
        range: std::ops::Range<usize>,
        out: &mut Vec<u32>,
    ) {
        let before = self.neighbours(slot, range.start).0;
        let after = self.neighbours(slot, range.end).1;
        let (mut gone, mut service) = (self.onward(before), 0);
        for stop in self.stops[at(slot)].drain(range) {
            self.slot_of[at(stop)] = NONE;
            self.tally.remove(fixed, stop, slot);
            gone += self.nodes[at(stop)].onward;
            service += self.nodes[at(stop)].service;
            out.push(stop);
        }
        let longer = self.link(fixed, before, after) - gone;
        if after != NONE {
            self.time_from(fixed, slot, after);
        }
        if before != NONE {
            self.time_back_from(fixed, slot, before);
        }
        self.count(fixed, slot, longer, -service);
    }

    /// Seconds on foot from a stop to the one behind it.
    fn onward(&self, stop: u32) -> i32 {
        if stop == NONE {
            return 0;
        }
        self.nodes[at(stop)].onward
    }

    /// Counts so many more seconds of a route on foot and in service.
    pub(crate) fn count(&mut self, fixed: &Fixed, slot: u32, walk: i32, service: i32) {
        let length = fixed.length_seconds(slot);
        let free = &mut self.free[at(slot)];
        let before = length - *free;
        *free -= walk + service;
        let after = length - *free;
        self.walk[at(slot)] += walk;
        self.tally.walk += i64::from(walk);
        let is_used = !self.stops[at(slot)].is_empty();
        let was_used = std::mem::replace(&mut self.is_used[at(slot)], is_used);
        let more = i64::from(is_used) - i64::from(was_used);
        self.tally.used += more;
        self.empty_in[fixed.session(slot)] -= more;
        self.tally.price += more * fixed.price(slot);
        let busy = (i64::from(before), i64::from(after));
        self.tally.add_fill(busy, fixed.length(slot));
        if fixed.know_teams {
            let more = i64::from(walk + service);
            self.tally.add_load(fixed.team(slot), more);
        }
    }
}
