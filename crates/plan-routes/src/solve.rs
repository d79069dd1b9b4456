//! From a problem to a plan: a first plan, then annealing in epochs, part by part.

use crate::chance::{Chance, Logarithms};
use crate::fixed::{Fixed, at, index};
use crate::parts::{self, Division, Found};
use crate::plan::{Figures, Plan};
use crate::problem::{Invalid, Problem};
use crate::routes::Routes;
use crate::search::{Heat, Part};

/// Tries that one core of a usual machine makes in a second. It turns a wish in seconds into an
/// effort that is the same everywhere; a slower machine takes longer for the same plan.
pub const TRIES_PER_SECOND: u64 = 66_000_000;
/// Steps in which the search cools down, and after which parts are cut anew.
const EPOCHS: u64 = 100;
/// From what heat on, and what it is multiplied with after each epoch: down to 5 in the end, since
/// less heat than that wins less than the time costs.
const COOLING: Cooling = Cooling {
    hot: 300.0,
    each: 0.959_88,
};
/// Costs of teams are higher than those of ways, so the search begins hotter.
const COOLING_WITH_TEAMS: Cooling = Cooling {
    hot: 1_000.0,
    each: 0.948_4,
};

/// What a full team-session is worth at first, in seconds, and the epochs in which that fades:
/// the last ones see nothing but the true cost.
const FULL: i64 = 1_500;
const FULL_EPOCHS: u64 = 60;

fn full_worth(epoch: u64) -> i64 {
    let left = i64::try_from(FULL_EPOCHS.saturating_sub(epoch)).unwrap_or(0);
    let all = i64::try_from(FULL_EPOCHS).unwrap_or(1);
    FULL * left / all
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    pub seed: u64,
    /// Effort; see [`TRIES_PER_SECOND`].
    pub tries: u64,
    /// Parts searched at the same time; the plan does not depend on it.
    pub threads: usize,
}

/// How far a search is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub tries_done: u64,
    pub tries_all: u64,
    /// Of the best plan so far.
    pub figures: Figures,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    Continue,
    /// End with the best plan so far.
    Stop,
}

/// Seeks a plan. `watch` is asked after each epoch.
pub fn solve(
    problem: &Problem,
    options: Options,
    watch: &mut dyn FnMut(&Progress) -> Control,
) -> Result<Plan, Invalid> {
    problem.validate()?;
    let fixed = Fixed::new(problem);
    let choice = choices(&fixed);
    let order = along_the_ground(&fixed);
    let first = constructed(&fixed, &choice, Routes::empty(&fixed), &order, options.seed);
    let schedule = Schedule {
        options,
        cooling: if fixed.know_teams {
            COOLING_WITH_TEAMS
        } else {
            COOLING
        },
        seeds: None,
    };
    let best = schedule.run(&fixed, &choice, first, watch);
    Ok(Plan::new(problem, &fixed, &best))
}

/// Routes with what is absent put in, one by one in this order.
pub(crate) fn constructed(
    fixed: &Fixed,
    choice: &[i64],
    routes: Routes,
    order: &[u32],
    seed: u64,
) -> Routes {
    let is_mine = vec![true; fixed.slots()];
    let chance = Chance::new(seed, 0);
    let mut whole = Part::new(fixed, choice, routes, is_mine, Vec::new(), chance);
    whole.construct(order);
    whole.routes
}

/// By stop, in how many seconds its service could begin.
pub(crate) fn choices(fixed: &Fixed) -> Vec<i64> {
    let of = |stop: usize| {
        (0..fixed.sessions)
            .flat_map(|session| fixed.windows(index(stop), session))
            .map(|(first, last)| i64::from(last - first) + 1)
            .sum()
    };
    (0..fixed.stops()).map(of).collect()
}

/// Compound by compound, and within one from near to near.
fn along_the_ground(fixed: &Fixed) -> Vec<u32> {
    let mut order: Vec<u32> = (0..fixed.stops()).map(index).collect();
    let mut middles = vec![(0.0, 0.0, 0.0); fixed.compounds];
    for stop in &order {
        let (x, y) = fixed.point(*stop);
        let middle = &mut middles[at(fixed.compound[at(*stop)])];
        *middle = (middle.0 + x, middle.1 + y, middle.2 + 1.0);
    }
    let strip = |stop: u32| {
        let compound = at(fixed.compound[at(stop)]);
        let (x, y, count) = middles[compound];
        (crate::chance::whole(y / count / 800.0), x / count, compound)
    };
    order.sort_by(|one, other| {
        let (a, b) = (strip(*one), strip(*other));
        a.0.cmp(&b.0)
            .then(a.1.total_cmp(&b.1))
            .then(a.2.cmp(&b.2))
            .then(one.cmp(other))
    });
    order
}

/// How hot a search begins, and what the heat is multiplied with after each epoch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cooling {
    pub(crate) hot: Heat,
    pub(crate) each: Heat,
}

/// What a search is asked for.
pub(crate) struct Schedule {
    pub(crate) options: Options,
    pub(crate) cooling: Cooling,
    /// Where to search, if not everywhere.
    pub(crate) seeds: Option<Vec<u32>>,
}

impl Schedule {
    pub(crate) fn run(
        &self,
        fixed: &Fixed,
        choice: &[i64],
        first: Routes,
        watch: &mut dyn FnMut(&Progress) -> Control,
    ) -> Routes {
        let logarithms = Logarithms::new();
        let parts = if self.seeds.is_some() {
            1
        } else {
            parts::count(fixed.stops())
        };
        let each = (self.options.tries / EPOCHS / parts as u64).max(1);
        let mut now = first;
        now.tally.share_anew(fixed);
        let mut best = now.clone();
        let mut heat = self.cooling.hot;
        for epoch in 0..EPOCHS {
            // A plan that is only mended is not made fuller by the way.
            let bonus = self.seeds.as_ref().map_or_else(|| full_worth(epoch), |_| 0);
            now.value_full_ones(fixed, bonus);
            best.value_full_ones(fixed, bonus);
            let division = Division::new(fixed, &now, epoch, parts);
            // The last epochs only go downhill.
            let warm = if epoch + 3 >= EPOCHS { 0.0 } else { heat };
            let search = |part: usize| {
                let key = (self.options.seed, epoch);
                let mut search = division.part(fixed, choice, &now, key, part);
                if let Some(seeds) = &self.seeds {
                    search.seed_with(seeds);
                }
                search.anneal(each, warm, &logarithms);
                division.found(part, search)
            };
            let found = search_all(parts, self.options.threads, &search);
            now = Division::merge(fixed, found);
            now.tally.share_anew(fixed);
            now.value_full_ones(fixed, bonus);
            best.tally.share_anew(fixed);
            if now.cost(fixed) <= best.cost(fixed) {
                best.clone_from(&now);
            }
            let progress = Progress {
                tries_done: (epoch + 1) * each * parts as u64,
                tries_all: EPOCHS * each * parts as u64,
                figures: Figures::of(fixed, &best),
            };
            if watch(&progress) == Control::Stop {
                break;
            }
            heat *= self.cooling.each;
        }
        best
    }
}

/// Each thread has one part in memory at a time.
fn search_all(
    parts: usize,
    threads: usize,
    search: &(dyn Fn(usize) -> Found + Sync),
) -> Vec<Found> {
    let mut found: Vec<Found> = vec![Vec::new(); parts];
    let each = parts.div_ceil(threads.clamp(1, parts));
    let search_some = |first: usize, some: &mut [Found]| {
        for (offset, found) in some.iter_mut().enumerate() {
            *found = search(first + offset);
        }
    };
    if each == parts {
        search_some(0, &mut found);
        return found;
    }
    std::thread::scope(|scope| {
        for (chunk, some) in found.chunks_mut(each).enumerate() {
            let search_some = &search_some;
            scope.spawn(move || search_some(chunk * each, some));
        }
    });
    found
}
