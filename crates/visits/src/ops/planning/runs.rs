use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use huiyin_kernel::Id;
use huiyin_plan_routes::Figures;
use tokio::sync::Semaphore;

use crate::model::Refused;
use crate::model::bounds::PLANS_WAITING;

/// How far a search is, for whoever looks on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub plan: Option<Id>,
    /// Doors are being looked through, or another plan is sought first.
    pub is_waiting: bool,
    pub permille: u16,
    /// Of the best plan so far.
    pub best: Option<Figures>,
    pub is_stopping: bool,
}

#[derive(Debug, Default)]
pub(super) struct Run {
    stop: AtomicBool,
    shown: Mutex<Progress>,
}

impl Run {
    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
    pub(super) fn show(&self, progress: Progress) {
        *held(&self.shown) = progress;
    }
}

/// A thread that broke down while it held the lock leaves plain numbers behind; they stay usable.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Plans that are sought in this process: one for each round, few at all, one at a time.
#[derive(Debug)]
pub struct Runs {
    by_round: Arc<Mutex<BTreeMap<Id, Arc<Run>>>>,
    pub(super) turn: Arc<Semaphore>,
}

impl Default for Runs {
    fn default() -> Self {
        Self {
            by_round: Arc::default(),
            turn: Arc::new(Semaphore::new(1)),
        }
    }
}

/// A place among the runs; it is given back whatever happens.
#[derive(Debug)]
pub(super) struct Place {
    round: Id,
    by_round: Arc<Mutex<BTreeMap<Id, Arc<Run>>>>,
    pub(super) run: Arc<Run>,
}

impl Drop for Place {
    fn drop(&mut self) {
        held(&self.by_round).remove(&self.round);
    }
}

impl Runs {
    pub(super) fn enter(&self, round: Id, plan: Id) -> Result<Place, Refused> {
        let mut by_round = held(&self.by_round);
        if by_round.contains_key(&round) {
            return Err(Refused::PlanRunning);
        }
        if by_round.len() >= PLANS_WAITING {
            return Err(Refused::PlansWaiting);
        }
        let run = Arc::new(Run::default());
        run.show(Progress {
            plan: Some(plan),
            is_waiting: true,
            ..Progress::default()
        });
        by_round.insert(round, Arc::clone(&run));
        Ok(Place {
            round,
            by_round: Arc::clone(&self.by_round),
            run,
        })
    }

    /// Ends the search for a plan of this round with the best so far; says whether there was one.
    pub fn stop(&self, round: Id) -> bool {
        let run = held(&self.by_round).get(&round).cloned();
        run.is_some_and(|run| {
            run.stop();
            true
        })
    }

    pub fn progress(&self, round: Id) -> Option<Progress> {
        let run = held(&self.by_round).get(&round).cloned()?;
        let shown = *held(&run.shown);
        Some(Progress {
            is_stopping: run.is_stopped(),
            ..shown
        })
    }

    /// Whether this very plan is sought here now; one that says so in the store and is not was
    /// interrupted.
    pub fn seeks(&self, round: Id, plan: Id) -> bool {
        self.progress(round).is_some_and(|it| it.plan == Some(plan))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> Id {
        Id::derived("test", name)
    }

    #[test]
    fn one_plan_for_each_round_and_few_at_all() {
        let runs = Runs::default();
        let first = runs.enter(id("a"), id("p")).unwrap();
        assert!(runs.seeks(id("a"), id("p")));
        assert_eq!(
            runs.enter(id("a"), id("q")).unwrap_err(),
            Refused::PlanRunning
        );
        let others: Vec<Place> = (1..PLANS_WAITING)
            .map(|number| runs.enter(id(&format!("{number}")), id("p")).unwrap())
            .collect();
        let full = runs.enter(id("z"), id("p")).unwrap_err();
        assert_eq!(full, Refused::PlansWaiting);
        assert!(runs.stop(id("a")) && first.run.is_stopped());
        drop((first, others));
        assert!(runs.progress(id("a")).is_none() && !runs.stop(id("a")));
        assert!(runs.enter(id("z"), id("p")).is_ok());
    }
}
