//! Files between their upload and their import. They are kept in memory only, because they hold
//! residents' words and nobody has decided yet that they belong here; after a restart the file is
//! uploaded again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use huiyin_kernel::{Id, Instant};

use crate::import::ImportPlan;
use crate::ops::import::{ImportReport, ImportStopped};

/// Files held at once, of all staff.
const FILES: usize = 4;
/// A file that nobody has asked for is dropped after this long.
const KEPT_SECONDS: i64 = 3_600;

/// A file that was read, with what would come of it.
#[derive(Debug)]
pub(super) struct Judged {
    pub plan: ImportPlan,
    pub report: ImportReport,
}

/// How far a file has come.
#[derive(Debug, Clone)]
pub(super) enum Stage {
    Judged(Arc<Judged>),
    Running { done: u64, total: u64 },
    Done(Arc<ImportReport>),
    Stopped(Arc<Judged>, Arc<ImportStopped>),
}

#[derive(Debug)]
struct Slot {
    id: Id,
    account: Id,
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

    /// Whether one more file of this person can be held. A new file takes the place of an earlier
    /// one of the same person that is not being imported.
    pub(super) fn has_room(&self, account: Id, now: Instant) -> bool {
        let mut slots = self.slots();
        slots.retain(|slot| {
            let is_old = now.seconds_since(slot.touched_at) > KEPT_SECONDS;
            !is_old && (slot.account != account || slot.is_running())
        });
        slots.len() < FILES
    }

    /// Holds a file; false where others were faster and there is no room.
    pub(super) fn hold(&self, id: Id, account: Id, judged: Judged, now: Instant) -> bool {
        if !self.has_room(account, now) {
            return false;
        }
        self.slots().push(Slot {
            id,
            account,
            touched_at: now,
            stage: Stage::Judged(Arc::new(judged)),
        });
        true
    }

    /// How far a file of this person has come.
    pub(super) fn stage(&self, id: Id, account: Id, now: Instant) -> Option<Stage> {
        let mut slots = self.slots();
        let slot = slots
            .iter_mut()
            .find(|slot| slot.id == id && slot.account == account)?;
        slot.touched_at = now;
        Some(slot.stage.clone())
    }

    /// Marks a file as being imported; nothing where it is already, or done.
    pub(super) fn begin(&self, id: Id, account: Id) -> Option<Arc<Judged>> {
        let mut slots = self.slots();
        let slot = slots
            .iter_mut()
            .find(|slot| slot.id == id && slot.account == account)?;
        let (Stage::Judged(judged) | Stage::Stopped(judged, _)) = &slot.stage else {
            return None;
        };
        let judged = Arc::clone(judged);
        let total = judged.report.taken;
        slot.stage = Stage::Running { done: 0, total };
        Some(judged)
    }

    pub(super) fn advance(&self, id: Id, stage: Stage, now: Instant) {
        if let Some(slot) = self.slots().iter_mut().find(|slot| slot.id == id) {
            slot.touched_at = now;
            slot.stage = stage;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> Id {
        Id::derived("test", name)
    }

    fn judged() -> Judged {
        let plan = ImportPlan {
            source_id: "test".to_owned(),
            accepted: Vec::new(),
            refused: Vec::new(),
            warnings: Vec::new(),
            facts: crate::import::FileFacts::default(),
            records_contact: false,
        };
        let report = ImportReport::by_file_alone(&plan);
        Judged { plan, report }
    }

    fn at(time: &str) -> Instant {
        Instant::parse_local(time).unwrap()
    }

    #[test]
    fn a_file_is_begun_once_and_seen_by_its_owner_only() {
        let (waiting, now) = (Waiting::default(), at("2026-05-09 09:00"));
        assert!(waiting.hold(id("file"), id("anna"), judged(), now));
        assert!(waiting.stage(id("file"), id("bert"), now).is_none());
        assert!(waiting.begin(id("file"), id("bert")).is_none());
        assert!(waiting.begin(id("file"), id("anna")).is_some());
        assert!(
            waiting.begin(id("file"), id("anna")).is_none(),
            "a double click"
        );
        // A new upload does not throw the running one away.
        assert!(waiting.hold(id("next"), id("anna"), judged(), now));
        let running = waiting.stage(id("file"), id("anna"), now);
        assert!(
            matches!(running, Some(Stage::Running { .. })),
            "{running:?}"
        );
    }

    #[test]
    fn few_files_are_held_and_not_for_ever() {
        let (waiting, now) = (Waiting::default(), at("2026-05-09 09:00"));
        for number in 0..FILES {
            let name = number.to_string();
            assert!(waiting.hold(id(&name), id(&name), judged(), now));
        }
        assert!(!waiting.hold(id("more"), id("more"), judged(), now));
        // One's own earlier file makes way for a new one.
        assert!(waiting.hold(id("again"), id("0"), judged(), now));
        assert!(waiting.stage(id("0"), id("0"), now).is_none());
        assert!(waiting.hold(id("more"), id("more"), judged(), at("2026-05-09 10:01")));
        assert!(
            waiting.stage(id("1"), id("1"), now).is_none(),
            "an hour later"
        );
    }
}
