//! Annealing over one part of the stops and slots; other parts stay as they are.

use crate::chance::{Chance, Logarithms, whole};
use crate::fixed::{Fixed, NONE, at, index};
use crate::routes::Routes;

/// How often in a thousand whole routes change their team instead of stops their route.
const EXCHANGES: usize = 60;
/// Rounds that begin near one another, and among how many stops.
const BURST_ROUNDS: u64 = 64;
const BURST_SEEDS: usize = 200;
/// A round counts as this many tries beside those it makes.
const ROUND_TRIES: u64 = 60;

/// The part of a plan that one search may change.
#[derive(Debug)]
pub(crate) struct Part<'f> {
    pub(crate) fixed: &'f Fixed,
    pub(crate) routes: Routes,
    pub(crate) is_mine: Vec<bool>,
    /// Stops around which ruin begins.
    seeds: Vec<u32>,
    /// By stop, in how many seconds its service can begin: those with the least choose first.
    pub(crate) choice: &'f [i64],
    pub(crate) tries: u64,
    rounds: u64,
    /// Where in the seeds rounds begin at present.
    burst: usize,
    pub(crate) out: Vec<u32>,
    pub(crate) tried_after: Vec<u32>,
    pub(crate) tried_front: Vec<u32>,
    pub(crate) stamp: u32,
    pub(crate) teams: Vec<usize>,
    chance: Chance,
}

/// How hot, in seconds of cost.
pub(crate) type Heat = f64;

impl<'f> Part<'f> {
    pub(crate) fn new(
        fixed: &'f Fixed,
        choice: &'f [i64],
        mut routes: Routes,
        is_mine: Vec<bool>,
        seeds: Vec<u32>,
        chance: Chance,
    ) -> Self {
        routes.count_empty(fixed, &is_mine);
        Self {
            tried_after: vec![0; fixed.stops()],
            tried_front: vec![0; fixed.slots()],
            fixed,
            routes,
            is_mine,
            seeds,
            choice,
            tries: 0,
            out: Vec::new(),
            stamp: 0,
            rounds: 0,
            burst: 0,
            teams: Vec::new(),
            chance,
        }
    }

    /// Searches around these stops only.
    pub(crate) fn seed_with(&mut self, seeds: &[u32]) {
        self.seeds = seeds.to_vec();
    }

    /// Puts in what is absent, in an order that follows the ground.
    pub(crate) fn construct(&mut self, order: &[u32]) {
        let mut chance = self.chance.clone();
        self.routes.absent.clear();
        for stop in order {
            if self.routes.slot_of[at(*stop)] != NONE {
                continue;
            }
            match self.best_place(*stop, &mut chance) {
                Some(spot) => self.routes.insert(self.fixed, *stop, spot),
                None => self.routes.absent.push(*stop),
            }
        }
        self.chance = chance;
    }

    /// Searches until so many tries are made.
    pub(crate) fn anneal(&mut self, tries: u64, heat: Heat, logarithms: &Logarithms) {
        if self.seeds.is_empty() {
            return;
        }
        let mut chance = self.chance.clone();
        let end = self.tries + tries;
        let mut now = self.routes.cost(self.fixed);
        while self.tries < end {
            let before = self.tries;
            self.tries += ROUND_TRIES;
            let seed = self.next_seed(&mut chance);
            self.routes.begin_trial();
            // Drawn ahead, so that a trial can be given up as soon as it is known to be too dear.
            let leave = whole(heat * 16.0) * chance.exponential(logarithms) / (4_096 * 16);
            let is_kept = if self.fixed.know_teams && chance.permille(EXCHANGES) {
                self.exchange_teams(seed, &mut chance);
                self.routes.cost(self.fixed) < now + leave
            } else {
                self.ruin(seed, &mut chance);
                self.recreate(now + leave, &mut chance)
            };
            // What a team costs a stop is worked out with every try.
            if self.fixed.know_teams {
                self.tries += (self.tries - before) / 2;
            }
            if is_kept {
                self.routes.keep();
                now = self.routes.cost(self.fixed);
            } else {
                self.routes.undo(self.fixed);
            }
        }
        self.chance = chance;
    }

    /// A stop to begin at. For a while all of them lie near one another, since what was just looked
    /// at is still in the cache; the place changes by lot, so that none is preferred.
    fn next_seed(&mut self, chance: &mut Chance) -> u32 {
        let count = self.seeds.len();
        if self.rounds.is_multiple_of(BURST_ROUNDS) {
            self.burst = chance.below(count);
        }
        self.rounds += 1;
        let seed = self.burst + chance.below(BURST_SEEDS.min(count));
        self.seeds[seed % count]
    }

    /// Gives the route of this stop to a team that knows it or its compound, in exchange for
    /// what that team has in a session of the same hours.
    fn exchange_teams(&mut self, seed: u32, chance: &mut Chance) {
        let fixed = self.fixed;
        let slot = self.routes.slot_of[at(seed)];
        if slot == NONE || !self.is_mine[at(slot)] {
            return;
        }
        let familiar = fixed.familiar[at(seed)];
        let own = fixed.team(slot);
        let compound = fixed.compound[at(seed)];
        let count = self.routes.tally.teams_of(compound).count();
        let neighbour = chance.below(count.max(1));
        let in_compound = self.routes.tally.teams_of(compound).nth(neighbour);
        let team = match chance.below(4) {
            0 => chance.below(fixed.teams),
            1 => in_compound.unwrap_or(own),
            _ if familiar == NONE => in_compound.unwrap_or(own),
            _ => at(familiar),
        };
        let session = if chance.permille(500) {
            fixed.session(slot)
        } else {
            chance.below(fixed.sessions)
        };
        let other = index(session * fixed.teams + team);
        if other == slot || !self.is_mine[at(other)] {
            return;
        }
        if self.may_stand_in(slot, other) && self.may_stand_in(other, slot) {
            self.routes.exchange(fixed, slot, other);
        }
    }

    /// Whether the route of one slot would hold its times in another.
    fn may_stand_in(&self, slot: u32, other: u32) -> bool {
        let fixed = self.fixed;
        let (mut free_at, mut before) = (0, None);
        let session = fixed.session(other);
        self.routes.stops[at(slot)].iter().all(|stop| {
            let leg = before.map_or(0, |it| fixed.walk(it, *stop));
            let begin = fixed.begin(*stop, session, free_at + leg);
            before = Some(*stop);
            free_at = begin.unwrap_or(0) + fixed.service[at(*stop)];
            begin.is_some() && fixed.fits(*stop, other)
        })
    }
}
