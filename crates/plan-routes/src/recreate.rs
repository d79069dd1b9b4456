//! Recreate: each absent stop goes where it costs least, next to a near one or on a new route.

use crate::chance::Chance;
use crate::cost::ABSENT;
use crate::fixed::{NONE, at, index, session_bit};
use crate::routes::Spot;
use crate::search::Part;

/// Near stops beside which a place is tried.
const BESIDE: usize = 64;
/// What seeking a place counts beside those that are tried.
const PLACE_TRIES: u64 = 16;
/// How often in a thousand a place is passed over unseen, so that the greedy choice varies.
const BLINK: usize = 10;
/// Stops that found no place before and are tried again in one round.
const AGAIN_MOST: usize = 6;

/// The best place found so far for one stop.
#[derive(Clone, Copy)]
struct Best {
    cost: i64,
    spot: Option<Spot>,
}

impl Part<'_> {
    /// Puts back what is in `self.out`, and a few of those that found no place before. Whether the
    /// plan is within the limit: where it cannot be any more, the rest is not put back at all, since
    /// all of it is about to be undone.
    pub(crate) fn recreate(&mut self, limit: i64, chance: &mut Chance) -> bool {
        let mut waiting = std::mem::take(&mut self.out);
        for _ in 0..AGAIN_MOST.min(self.routes.absent.len()) {
            let place = chance.below(self.routes.absent.len());
            waiting.push(self.routes.absent.swap_remove(place));
        }
        self.order(&mut waiting, chance);
        let mut is_within = true;
        let mut left: i64 = waiting.iter().map(|it| self.worth_most(*it)).sum();
        for stop in waiting.drain(..) {
            if self.routes.cost(self.fixed) - left >= limit {
                is_within = false;
                break;
            }
            left -= self.worth_most(stop);
            match self.best_place(stop, chance) {
                Some(spot) => {
                    self.routes.save(spot.slot);
                    self.routes.insert(self.fixed, stop, spot);
                }
                None => self.routes.absent.push(stop),
            }
        }
        self.out = waiting;
        is_within && self.routes.cost(self.fixed) < limit
    }

    /// What a plan can win at most when a stop finds a place: that it is not absent any more, and
    /// that a route becomes fuller.
    fn worth_most(&self, stop: u32) -> i64 {
        ABSENT + self.routes.tally.fill_most(self.fixed, stop)
    }

    /// In random order, those with the least choice first, or far or near ones first.
    fn order(&mut self, waiting: &mut [u32], chance: &mut Chance) {
        for last in (1..waiting.len()).rev() {
            waiting.swap(last, chance.below(last + 1));
        }
        let fixed = self.fixed;
        match chance.below(10) {
            0..=3 => {}
            4..=6 => waiting.sort_by_key(|stop| self.choice[at(*stop)]),
            side => {
                let Some(first) = waiting.first().copied() else {
                    return;
                };
                waiting.sort_by_cached_key(|stop| {
                    let way = i64::from(fixed.walk(first, *stop));
                    if side < 9 { way } else { -way }
                });
            }
        }
    }

    pub(crate) fn best_place(&mut self, stop: u32, chance: &mut Chance) -> Option<Spot> {
        self.stamp += 1;
        let mut best = Best {
            cost: i64::MAX,
            spot: None,
        };
        let fixed = self.fixed;
        // Most routes are full, and some are in sessions when the door is closed: neither is worth
        // a look at its stops.
        let (service, open) = (fixed.service[at(stop)], fixed.open_bits(stop));
        self.tries += PLACE_TRIES;
        for (beside, way) in fixed.near.with_seconds(stop).iter().copied().take(BESIDE) {
            // The rest is farther. A long leg that passes close by may still be cheaper, but what is
            // won by looking for it is less than what the time wins elsewhere.
            if i64::from(way) >= best.cost {
                break;
            }
            let slot = self.routes.slot_of[at(beside)];
            if slot == NONE || self.routes.free[at(slot)] < service || !self.is_mine[at(slot)] {
                continue;
            }
            if open & session_bit(fixed.session(slot)) == 0 {
                continue;
            }
            let node = &self.routes.nodes[at(beside)];
            // Whatever else a place lies beside is no nearer than this stop, or was looked at
            // before: so the detour is at least twice this way without the leg that falls away.
            let worth = |other: u32, leg: i32| {
                let least = if other == NONE { way } else { 2 * way - leg };
                i64::from(least) < best.cost
            };
            let (front, behind) = (worth(node.before, node.leg), worth(node.after, node.onward));
            if !front && !behind {
                continue;
            }
            let (before, after) = (node.before, node.after);
            if front {
                let place = Spot {
                    slot,
                    behind: before,
                };
                self.try_place(stop, (place, beside), (None, Some(way)), chance, &mut best);
            }
            if behind {
                let place = Spot {
                    slot,
                    behind: beside,
                };
                self.try_place(stop, (place, after), (Some(way), None), chance, &mut best);
            }
        }
        if best.cost > fixed.price_least {
            self.try_new_routes(stop, chance, &mut best);
        }
        best.spot
    }

    /// Places are known by the stop before them, or by the slot at the front.
    fn is_tried(&mut self, before: u32, slot: u32) -> bool {
        let mark = if before == NONE {
            &mut self.tried_front[at(slot)]
        } else {
            &mut self.tried_after[at(before)]
        };
        std::mem::replace(mark, self.stamp) == self.stamp
    }

    fn try_place(
        &mut self,
        stop: u32,
        (spot, after): (Spot, u32),
        known: (Option<i32>, Option<i32>),
        chance: &mut Chance,
        best: &mut Best,
    ) {
        if self.is_tried(spot.behind, spot.slot) || chance.permille(BLINK) {
            return;
        }
        self.tries += 1;
        let (fixed, routes) = (self.fixed, &self.routes);
        let detour = routes.detour(fixed, stop, (spot.behind, after), known);
        let way = i64::from(detour.way);
        if way >= best.cost {
            return;
        }
        let holds = detour.holds(fixed, stop, fixed.session(spot.slot));
        if !holds || !fixed.may_come(stop, fixed.team(spot.slot)) {
            return;
        }
        let longer = way + i64::from(fixed.service[at(stop)]);
        let cost = way + routes.tally.extra(fixed, stop, spot.slot, longer);
        if cost < best.cost {
            *best = Best {
                cost,
                spot: Some(spot),
            };
        }
    }

    /// A route of its own, in a session drawn by lot, with a team that knows the door or the
    /// compound, or with the one that has least to do.
    fn try_new_routes(&mut self, stop: u32, chance: &mut Chance, best: &mut Best) {
        let fixed = self.fixed;
        let first = chance.below(fixed.sessions);
        let mut teams = std::mem::take(&mut self.teams);
        teams.clear();
        if fixed.know_teams {
            teams.extend(
                Some(fixed.familiar[at(stop)])
                    .filter(|it| *it != NONE)
                    .map(at),
            );
            let compound = fixed.compound[at(stop)];
            teams.extend(self.routes.tally.teams_of(compound));
            let announced = fixed.announced[at(stop)];
            teams.extend(
                Some(announced)
                    .filter(|it| *it != NONE)
                    .map(|it| fixed.team(it)),
            );
        }
        let offset = chance.below(fixed.teams);
        let anybody = (offset..fixed.teams).chain(0..offset);
        if fixed.know_teams {
            let load = &self.routes.tally.load;
            teams.extend(anybody.min_by_key(|team| load[*team]));
            teams.push(offset);
        } else {
            teams.extend(anybody);
        }
        let sessions = (0..fixed.sessions).map(|it| (it + first) % fixed.sessions);
        for session in sessions {
            if self.routes.empty_in[session] == 0 || fixed.windows(stop, session).is_empty() {
                continue;
            }
            for team in &teams {
                let slot = index(session * fixed.teams + team);
                let is_free = self.is_mine[at(slot)] && self.routes.stops[at(slot)].is_empty();
                if !is_free || !fixed.fits(stop, slot) {
                    continue;
                }
                self.tries += 1;
                let seconds = i64::from(fixed.service[at(stop)]);
                let extra = self.routes.tally.extra(fixed, stop, slot, seconds);
                let cost = fixed.price(slot) + extra;
                if cost < best.cost {
                    *best = Best {
                        cost,
                        spot: Some(Spot { slot, behind: NONE }),
                    };
                }
                // Without preferences among teams the first one is as good as any.
                if !fixed.know_teams {
                    break;
                }
            }
        }
        self.teams = teams;
    }
}
