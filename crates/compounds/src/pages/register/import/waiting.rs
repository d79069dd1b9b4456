//! Files between their upload and their import. They are kept in memory only: they hold names and
//! phones, and nobody has decided yet that they belong here. After a restart the file is uploaded
//! again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use huiyin_kernel::{Id, Instant};

use crate::ops::register::import::{How, Judged, Report};
use crate::rules::register::import::Columns;

/// Files held at once, of all staff.
const FILES: usize = 4;
/// A file that nobody has asked for is dropped after this long.
const KEPT_SECONDS: i64 = 3_600;

/// A file that was read, with what would come of it.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub bytes: Arc<Vec<u8>>,
    pub header: Arc<Vec<String>>,
    pub columns: Columns,
    pub how: How,
    /// Nothing while a column is missing that every row needs.
    pub judged: Option<Arc<Judged>>,
}

#[derive(Debug, Clone)]
pub(super) enum Stage {
    Judged(Held),
    Running {
        done: usize,
        total: usize,
    },
    Done(Arc<Report>),
    /// Stopped after so many rows, with the key of a sentence that says why.
    Stopped(Held, usize, &'static str),
}

#[derive(Debug)]
struct Slot {
    id: Id,
    account: Id,
    estate: Id,
    touched_at: Instant,
    stage: Stage,
}

impl Slot {
    const fn is_running(&self) -> bool {
        matches!(self.stage, Stage::Running { .. })
    }
}

#[derive(Debug, Default)]
pub(crate) struct Waiting(Mutex<Vec<Slot>>);

impl Waiting {
    fn slots(&self) -> MutexGuard<'_, Vec<Slot>> {
        // No step leaves the list half changed, so a panic elsewhere has not broken it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Holds a file; false where there is no room. A new file takes the place of an earlier one of
    /// the same person that is not being imported.
    pub(super) fn hold(&self, id: Id, account: Id, held: Held, now: Instant) -> bool {
        let mut slots = self.slots();
        slots.retain(|slot| {
            let is_old = now.seconds_since(slot.touched_at) > KEPT_SECONDS;
            slot.is_running() || !is_old && slot.account != account
        });
        if slots.len() >= FILES {
            return false;
        }
        slots.push(Slot {
            id,
            account,
            estate: held.how.estate,
            touched_at: now,
            stage: Stage::Judged(held),
        });
        true
    }

    /// How far a file of this person for this estate has come.
    pub(super) fn stage(&self, (estate, id): (Id, Id), account: Id, now: Instant) -> Option<Stage> {
        let mut slots = self.slots();
        let slot = slots
            .iter_mut()
            .find(|slot| slot.id == id && slot.account == account && slot.estate == estate)?;
        slot.touched_at = now;
        Some(slot.stage.clone())
    }

    /// Marks a file as being imported; nothing where it is already, or done.
    pub(super) fn begin(&self, id: Id, account: Id) -> Option<(Held, Arc<Judged>)> {
        let mut slots = self.slots();
        let slot = slots
            .iter_mut()
            .find(|slot| slot.id == id && slot.account == account)?;
        let (Stage::Judged(held) | Stage::Stopped(held, ..)) = &slot.stage else {
            return None;
        };
        let held = held.clone();
        let judged = held.judged.clone()?;
        slot.stage = Stage::Running {
            done: 0,
            total: judged.ready.len(),
        };
        Some((held, judged))
    }

    pub(super) fn advance(&self, id: Id, stage: Stage, now: Instant) {
        if let Some(slot) = self.slots().iter_mut().find(|slot| slot.id == id) {
            slot.touched_at = now;
            slot.stage = stage;
        }
    }
}
