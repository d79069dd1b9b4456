//! When the stops of a route begin, and how late they could: what makes trying a place cheap. A
//! change is followed along the route in both directions as far as it changes something.

use crate::fixed::{Fixed, NONE, at};
use crate::routes::Routes;

/// All that trying an insertion beside a stop asks of it, in one line of the cache.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
pub(crate) struct Node {
    /// Neighbours in the round; [`NONE`] at its ends.
    pub(crate) before: u32,
    pub(crate) after: u32,
    /// When the service begins, and the latest arrival that keeps the rest in time.
    pub(crate) begin: i32,
    pub(crate) latest: i32,
    /// Seconds on foot from the stop before.
    pub(crate) leg: i32,
    /// To the stop after.
    pub(crate) onward: i32,
    pub(crate) service: i32,
    /// First and last second at which its service may begin in its session, where it is one span;
    /// else the first lies behind the last.
    span: (i32, i32),
    pub(crate) point: (f64, f64),
}

const MANY_SPANS: (i32, i32) = (1, 0);

impl Node {
    pub(crate) fn new(fixed: &Fixed, stop: u32) -> Self {
        Self {
            before: NONE,
            after: NONE,
            begin: 0,
            latest: 0,
            leg: 0,
            onward: 0,
            service: fixed.service[at(stop)],
            span: MANY_SPANS,
            point: fixed.point(stop),
        }
    }

    /// Remembers when the door is open in the session of its route.
    pub(crate) fn set_span(&mut self, fixed: &Fixed, stop: u32, session: usize) {
        self.span = match fixed.windows(stop, session) {
            [one] => *one,
            _ => MANY_SPANS,
        };
    }

    /// When the service begins after an arrival. What is too late begins at once: nothing is put
    /// where that would happen.
    fn begin_after(&self, fixed: &Fixed, stop: u32, slot: u32, arrival: i32) -> i32 {
        let (first, last) = self.span;
        if first <= last {
            return arrival.max(first);
        }
        let begin = fixed.begin(stop, fixed.session(slot), arrival);
        begin.unwrap_or(arrival)
    }

    fn latest_for(&self, fixed: &Fixed, stop: u32, slot: u32, begin: i32) -> i32 {
        let (first, last) = self.span;
        if first <= last && first <= begin {
            return begin.min(last);
        }
        let latest = fixed.latest_arrival(stop, fixed.session(slot), begin);
        latest.unwrap_or(i32::MIN / 2)
    }
}

impl Routes {
    /// Makes two stops neighbours; how far they are apart on foot. An end of a route has no way.
    pub(crate) fn link(&mut self, fixed: &Fixed, before: u32, after: u32) -> i32 {
        let mut leg = 0;
        if before != NONE {
            let known = &mut self.nodes[at(before)];
            known.after = after;
            known.onward = 0;
        }
        if after != NONE {
            let known = &mut self.nodes[at(after)];
            known.before = before;
            known.leg = 0;
        }
        if before != NONE && after != NONE {
            let (from, to) = (self.nodes[at(before)].point, self.nodes[at(after)].point);
            leg = fixed.seconds(from, to);
            self.nodes[at(before)].onward = leg;
            self.nodes[at(after)].leg = leg;
        }
        leg
    }

    /// Begins of services from this stop on, until one stays as it was. This stop itself may be
    /// new, so it is looked at whatever it says.
    pub(crate) fn time_from(&mut self, fixed: &Fixed, slot: u32, from: u32) {
        let node = &self.nodes[at(from)];
        let mut arrival = node.leg;
        if node.before != NONE {
            let before = &self.nodes[at(node.before)];
            arrival += before.begin + before.service;
        }
        let mut stop = from;
        loop {
            let node = &mut self.nodes[at(stop)];
            let begin = node.begin_after(fixed, stop, slot, arrival);
            if begin == node.begin && stop != from {
                break;
            }
            node.begin = begin;
            arrival = begin + node.service + node.onward;
            stop = node.after;
            if stop == NONE {
                break;
            }
        }
    }

    /// Latest arrivals from this stop back, until one stays as it was.
    pub(crate) fn time_back_from(&mut self, fixed: &Fixed, slot: u32, from: u32) {
        let node = &self.nodes[at(from)];
        let mut begin = i32::MAX;
        if node.after != NONE {
            begin = self.nodes[at(node.after)].latest - node.onward - node.service;
        }
        let mut stop = from;
        loop {
            let node = &mut self.nodes[at(stop)];
            let latest = node.latest_for(fixed, stop, slot, begin);
            if latest == node.latest && stop != from {
                break;
            }
            node.latest = latest;
            let leg = node.leg;
            stop = node.before;
            if stop == NONE {
                break;
            }
            begin = latest - leg - self.nodes[at(stop)].service;
        }
    }
}
