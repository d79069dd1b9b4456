use std::collections::{BTreeMap, BTreeSet};

use huiyin_kernel::{Id, Instant, WorkingCalendar};

/// Until when nothing is due on the open matters that a run has looked at. A run a minute later
/// needs not read them again: what is due follows from the matter, which has a version, from the
/// working days, which are compared, and from limits that do not change while the program runs.
///
/// Nothing rests on this but time. It is lost with the program and made anew by the next run.
#[derive(Debug, Default)]
pub(crate) struct Quiet {
    calendar: WorkingCalendar,
    until: BTreeMap<Id, (i64, Instant)>,
}

impl Quiet {
    /// What was noted under other working days is forgotten.
    pub fn under(&mut self, calendar: &WorkingCalendar) {
        if self.calendar != *calendar {
            self.until.clear();
            self.calendar.clone_from(calendar);
        }
    }

    pub fn is_quiet(&self, matter: Id, version: i64, now: Instant) -> bool {
        let noted = self.until.get(&matter);
        noted.is_some_and(|(of, until)| *of == version && now < *until)
    }

    pub fn note(&mut self, matter: Id, version: i64, until: Instant) {
        self.until.insert(matter, (version, until));
    }

    /// Matters that lie on no desk any more are let go.
    pub fn keep_only(&mut self, seen: &BTreeSet<Id>) {
        self.until.retain(|matter, _| seen.contains(matter));
    }
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::WorkingCalendar;

    use super::*;

    const fn at(micros: i64) -> Instant {
        Instant::from_micros(micros)
    }

    #[test]
    fn a_matter_is_quiet_until_its_time_and_in_its_version() {
        let mut quiet = Quiet::default();
        let matter = Id::derived("quiet", "one");
        assert!(!quiet.is_quiet(matter, 1, at(1)));
        quiet.note(matter, 1, at(5));
        assert!(quiet.is_quiet(matter, 1, at(4)));
        assert!(!quiet.is_quiet(matter, 1, at(5)));
        assert!(!quiet.is_quiet(matter, 2, at(4)));
    }

    #[test]
    fn other_working_days_and_an_emptied_desk_end_the_quiet() {
        let mut quiet = Quiet::default();
        let matter = Id::derived("quiet", "one");
        quiet.note(matter, 1, at(5));
        quiet.under(&WorkingCalendar::default());
        assert!(quiet.is_quiet(matter, 1, at(4)));
        quiet.under(&WorkingCalendar::shipped());
        assert!(!quiet.is_quiet(matter, 1, at(4)));
        quiet.note(matter, 1, at(5));
        quiet.keep_only(&BTreeSet::from([matter]));
        assert!(quiet.is_quiet(matter, 1, at(4)));
        quiet.keep_only(&BTreeSet::new());
        assert!(!quiet.is_quiet(matter, 1, at(4)));
    }
}
