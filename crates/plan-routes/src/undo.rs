//! A way back: routes are remembered before they are changed, with their times, since most trials
//! are given up.

use crate::fixed::{Fixed, NONE, at};
use crate::routes::Routes;
use crate::times::Node;

/// A route as it was.
#[derive(Debug, Clone, Default)]
struct Saved {
    slot: u32,
    free: i32,
    walk: i32,
    stops: Vec<u32>,
    nodes: Vec<Node>,
}

/// What changed since a trial began.
#[derive(Debug, Clone)]
pub(crate) struct Undo {
    saved: Vec<Saved>,
    absent: Vec<u32>,
    is_saved: Vec<bool>,
    spare: Vec<Saved>,
}

impl Undo {
    pub(crate) fn new(slots: usize) -> Self {
        Self {
            saved: Vec::new(),
            absent: Vec::new(),
            is_saved: vec![false; slots],
            spare: Vec::new(),
        }
    }
}

impl Routes {
    /// Remembers a route as it is, before it is changed for the first time since `begin_trial`.
    pub(crate) fn save(&mut self, slot: u32) {
        if std::mem::replace(&mut self.undo.is_saved[at(slot)], true) {
            return;
        }
        let mut copy = self.undo.spare.pop().unwrap_or_default();
        copy.slot = slot;
        copy.free = self.free[at(slot)];
        copy.walk = self.walk[at(slot)];
        copy.stops.clear();
        copy.stops.extend_from_slice(&self.stops[at(slot)]);
        copy.nodes.clear();
        let nodes = copy.stops.iter().map(|stop| self.nodes[at(*stop)]);
        copy.nodes.extend(nodes);
        self.undo.saved.push(copy);
    }

    pub(crate) fn was_saved(&self, slot: u32) -> bool {
        self.undo.is_saved[at(slot)]
    }

    pub(crate) fn begin_trial(&mut self) {
        self.undo.absent.clear();
        self.undo.absent.extend_from_slice(&self.absent);
    }

    pub(crate) fn keep(&mut self) {
        let undo = &mut self.undo;
        for saved in undo.saved.drain(..) {
            undo.is_saved[at(saved.slot)] = false;
            undo.spare.push(saved);
        }
    }

    /// Puts everything back as it was at `begin_trial`.
    pub(crate) fn undo(&mut self, fixed: &Fixed) {
        let mut all = std::mem::take(&mut self.undo.saved);
        for saved in &mut all {
            let slot = saved.slot;
            for (stop, node) in saved.stops.iter().zip(&saved.nodes) {
                self.nodes[at(*stop)] = *node;
                self.put_back(fixed, *stop, slot);
            }
            self.undo.is_saved[at(slot)] = false;
            std::mem::swap(&mut self.stops[at(slot)], &mut saved.stops);
            let walk = saved.walk - self.walk[at(slot)];
            let service = self.free[at(slot)] - saved.free - walk;
            self.count(fixed, slot, walk, service);
        }
        std::mem::swap(&mut self.absent, &mut self.undo.absent);
        for place in 0..self.absent.len() {
            self.put_back(fixed, self.absent[place], NONE);
        }
        self.undo.spare.append(&mut all);
    }

    fn put_back(&mut self, fixed: &Fixed, stop: u32, slot: u32) {
        let now = std::mem::replace(&mut self.slot_of[at(stop)], slot);
        if now == slot {
            return;
        }
        if now != NONE {
            self.tally.remove(fixed, stop, now);
        }
        if slot != NONE {
            self.tally.add(fixed, stop, slot);
        }
    }

    /// Exchanges what two slots hold.
    pub(crate) fn exchange(&mut self, fixed: &Fixed, one: u32, other: u32) {
        let mut lists = [one, other].map(|slot| {
            self.save(slot);
            let mut out = Vec::new();
            let all = 0..self.stops[at(slot)].len();
            self.take(fixed, slot, all, &mut out);
            out
        });
        lists.reverse();
        for (slot, list) in [one, other].into_iter().zip(lists) {
            for stop in list {
                self.put_last(fixed, stop, slot);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::chance::{Chance, Logarithms};
    use crate::fixed::{Fixed, NONE, index};
    use crate::routes::Routes;
    use crate::search::Part;
    use crate::solve::{choices, constructed};
    use crate::{Problem, Session, Stop, Walking, Weights, Window};

    const LENGTH: i32 = 9_000;

    fn spans(of: &[(i32, i32)]) -> Vec<Window> {
        let window = |it: &(i32, i32)| Window {
            from: it.0,
            to: it.1,
        };
        of.iter().map(window).collect()
    }

    /// Doors with one span, with several, and with none in some sessions.
    fn problem(weights: Weights) -> Problem {
        let mut chance = Chance::new(11, 0);
        let mut draw = |below: usize| i32::try_from(chance.below(below)).unwrap();
        let stop = |number: usize| Stop {
            x: draw(900),
            y: draw(900),
            service_seconds: 300 + draw(600),
            windows: vec![
                match draw(3) {
                    0 => spans(&[(0, LENGTH)]),
                    1 => spans(&[(600, 3_000), (5_000, 8_000)]),
                    _ => Vec::new(),
                },
                spans(&[(0, 4_000), (4_500, LENGTH)]),
            ],
            compound: number / 6,
            familiar: Some(number / 6 % 5),
            allowed: None,
            announced: None,
        };
        let session = Session {
            length_seconds: LENGTH,
            present: vec![true; 5],
        };
        Problem {
            teams: 5,
            stops: (0..70).map(stop).collect(),
            sessions: vec![session; 2],
            walking: Walking::default(),
            weights,
        }
    }

    #[test]
    fn what_was_followed_step_by_step_is_what_working_it_out_anew_gives() {
        for weights in [Weights::WALK, Weights::default()] {
            let problem = problem(weights);
            let fixed = Fixed::new(&problem);
            let choice = choices(&fixed);
            let order: Vec<u32> = (0..fixed.stops()).map(index).collect();
            let mut first = constructed(&fixed, &choice, Routes::empty(&fixed), &order, 3);
            first.value_full_ones(&fixed, 1_000);
            let chance = Chance::new(5, 1);
            let is_mine = vec![true; fixed.slots()];
            let mut part = Part::new(&fixed, &choice, first, is_mine, order, chance);
            // Thousands of changes, kept or undone.
            part.anneal(3_000_000, 200.0, &Logarithms::new());
            let kept = &part.routes;
            let mut anew = Routes::of(&fixed, &kept.stops);
            assert_eq!(kept.stops, anew.stops, "somebody is late");
            assert_eq!((&kept.free, &kept.walk), (&anew.free, &anew.walk));
            assert_eq!(kept.slot_of, anew.slot_of);
            assert_eq!(kept.absent.len(), anew.absent.len());
            for stop in (0..fixed.stops()).filter(|it| kept.slot_of[*it] != NONE) {
                assert_eq!(kept.nodes[stop], anew.nodes[stop], "stop {stop}");
            }
            anew.value_full_ones(&fixed, 1_000);
            assert_eq!(kept.tally.load, anew.tally.load);
            assert_eq!(kept.tally.overload, anew.tally.overload);
            assert_eq!(kept.cost(&fixed), anew.cost(&fixed));
        }
    }
}
