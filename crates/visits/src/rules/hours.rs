//! When people may be called on (rule V1).

use huiyin_kernel::Date;

use crate::model::{Minute, Refused, Span, Window};

const WEEKDAY: Span = Span::new(Minute::at(9, 0), Minute::at(20, 30));
const WEEKEND: Span = Span::new(Minute::at(9, 30), Minute::at(20, 0));
/// Nobody is called on after this who did not ask for it, whatever a district sets.
const NEVER_AFTER: Minute = Minute::at(21, 0);

/// The hours of a district.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    weekday: Span,
    weekend: Span,
}

impl Default for Hours {
    fn default() -> Self {
        Self {
            weekday: WEEKDAY,
            weekend: WEEKEND,
        }
    }
}

impl Hours {
    /// Hours that a district chose for itself; none may reach beyond nine in the evening.
    pub fn new(weekday: Span, weekend: Span) -> Result<Self, Refused> {
        for span in [weekday, weekend] {
            if span.is_empty() {
                return Err(Refused::WindowEmpty);
            }
            if span.to > NEVER_AFTER {
                return Err(Refused::SessionOutsideHours);
            }
        }
        Ok(Self { weekday, weekend })
    }

    pub fn of(&self, day: Date) -> Span {
        if day.weekday() >= 6 {
            self.weekend
        } else {
            self.weekday
        }
    }

    /// Whether a call in this window needs nobody's invitation.
    pub fn allow(&self, window: Window) -> bool {
        self.of(window.on).holds(window.span)
    }
}
