use huiyin_kernel::{Date, Id, Instant};
use serde::{Deserialize, Serialize};

use super::{
    CallBackResult, Channel, OutcomeName, Rating, Refused, RefusedCode, RejectCode, ReopenCause,
    StateName,
};

/// Days on which the clock stands; `until` is the first day on which it runs again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    pub from: Date,
    pub until: Date,
}

/// The limits of one round of handling. An event is in time when it happens *before* `_before`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueClock {
    pub started_at: Instant,
    pub working_days: u16,
    pub extension_working_days: u16,
    pub pauses: Vec<Pause>,
    pub contact_before: Instant,
    pub return_before: Instant,
    pub due_before: Instant,
    /// The due time as first set for this matter; extensions and later rounds leave it alone.
    pub first_due_before: Instant,
}

/// Who handles a matter and until when. Every state after dispatch owns one, so a dispatched
/// matter without a lead or a due time cannot be written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    pub lead: Id,
    pub supports: Vec<Id>,
    pub dispatched_at: Instant,
    pub clock: DueClock,
}

/// What a refused return goes back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnedFrom {
    Dispatched,
    Acknowledged { at: Instant },
}

/// A parked matter (挂账): publicly shown, with somebody answerable and a day of return. Cause
/// and plan are texts of the event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    pub since: Instant,
    pub review_on: Date,
    pub person: Id,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub at: Instant,
    pub outcome: OutcomeName,
    pub by: Id,
    pub body: Id,
    pub in_time: bool,
}

/// What the reporter said to the answer, or that nobody could reach them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub at: Instant,
    pub result: CallBackResult,
    pub rating: Option<Rating>,
    pub channel: Channel,
    /// The caller's account; nobody when the reporter answered for themselves.
    pub by: Option<Id>,
}

/// The state of a matter. Each variant owns exactly what is true in it, and each transition
/// takes the state by value, so that no half-moved state exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum State {
    Received,
    Accepted {
        at: Instant,
    },
    Rejected {
        at: Instant,
        code: RejectCode,
    },
    Merged {
        at: Instant,
        into: Id,
    },
    Dispatched {
        work: Work,
    },
    Acknowledged {
        work: Work,
        at: Instant,
    },
    Returned {
        work: Work,
        at: Instant,
        by: Id,
        from: ReturnedFrom,
    },
    Contacted {
        work: Work,
        at: Instant,
    },
    InProgress {
        work: Work,
        since: Instant,
    },
    Suspended {
        work: Work,
        suspension: Suspension,
    },
    Answered {
        work: Work,
        answer: Answer,
    },
    Verified {
        work: Work,
        answer: Answer,
        verdict: Verdict,
    },
    Closed {
        work: Work,
        answer: Answer,
        verdict: Verdict,
        at: Instant,
    },
    Reopened {
        work: Work,
        previous: Answer,
        cause: ReopenCause,
        at: Instant,
    },
    Withdrawn {
        at: Instant,
        work: Option<Work>,
    },
}

type Moved = Result<State, Refused>;

impl State {
    pub const fn name(&self) -> StateName {
        match self {
            Self::Received => StateName::Received,
            Self::Accepted { .. } => StateName::Accepted,
            Self::Rejected { .. } => StateName::Rejected,
            Self::Merged { .. } => StateName::Merged,
            Self::Dispatched { .. } => StateName::Dispatched,
            Self::Acknowledged { .. } => StateName::Acknowledged,
            Self::Returned { .. } => StateName::Returned,
            Self::Contacted { .. } => StateName::Contacted,
            Self::InProgress { .. } => StateName::InProgress,
            Self::Suspended { .. } => StateName::Suspended,
            Self::Answered { .. } => StateName::Answered,
            Self::Verified { .. } => StateName::Verified,
            Self::Closed { .. } => StateName::Closed,
            Self::Reopened { .. } => StateName::Reopened,
            Self::Withdrawn { .. } => StateName::Withdrawn,
        }
    }

    pub const fn work(&self) -> Option<&Work> {
        match self {
            Self::Dispatched { work }
            | Self::Acknowledged { work, .. }
            | Self::Returned { work, .. }
            | Self::Contacted { work, .. }
            | Self::InProgress { work, .. }
            | Self::Suspended { work, .. }
            | Self::Answered { work, .. }
            | Self::Verified { work, .. }
            | Self::Closed { work, .. }
            | Self::Reopened { work, .. } => Some(work),
            Self::Withdrawn { work, .. } => work.as_ref(),
            Self::Received
            | Self::Accepted { .. }
            | Self::Rejected { .. }
            | Self::Merged { .. } => None,
        }
    }

    /// The answer in force; a reopened matter has none until it is answered anew.
    pub const fn answer_given(&self) -> Option<&Answer> {
        match self {
            Self::Answered { answer, .. }
            | Self::Verified { answer, .. }
            | Self::Closed { answer, .. } => Some(answer),
            _ => None,
        }
    }

    pub const fn verdict(&self) -> Option<&Verdict> {
        match self {
            Self::Verified { verdict, .. } | Self::Closed { verdict, .. } => Some(verdict),
            _ => None,
        }
    }

    fn cannot(self) -> Moved {
        Err(Refused::new(RefusedCode::WrongState).with("state", self.name().name()))
    }

    pub fn accept(self, at: Instant) -> Moved {
        match self {
            Self::Received => Ok(Self::Accepted { at }),
            other => other.cannot(),
        }
    }

    pub fn reject(self, at: Instant, code: RejectCode) -> Moved {
        match self {
            Self::Received | Self::Accepted { .. } => Ok(Self::Rejected { at, code }),
            other => other.cannot(),
        }
    }

    pub fn merge(self, at: Instant, into: Id) -> Moved {
        match self {
            Self::Received | Self::Accepted { .. } => Ok(Self::Merged { at, into }),
            other => other.cannot(),
        }
    }

    pub fn dispatch(self, work: Work) -> Moved {
        match self {
            Self::Accepted { .. } => Ok(Self::Dispatched { work }),
            other => other.cannot(),
        }
    }

    pub fn acknowledge(self, at: Instant) -> Moved {
        match self {
            Self::Dispatched { work } => Ok(Self::Acknowledged { work, at }),
            other => other.cannot(),
        }
    }

    /// Files a return. The work, and with it lead and clock, stays (rule M2).
    pub fn hand_back(self, returned_at: Instant, by: Id) -> Moved {
        match self {
            Self::Dispatched { work } => {
                let from = ReturnedFrom::Dispatched;
                Ok(Self::Returned {
                    work,
                    at: returned_at,
                    by,
                    from,
                })
            }
            Self::Acknowledged { work, at } => {
                let from = ReturnedFrom::Acknowledged { at };
                Ok(Self::Returned {
                    work,
                    at: returned_at,
                    by,
                    from,
                })
            }
            other => other.cannot(),
        }
    }

    pub fn accept_return(self, at: Instant) -> Moved {
        match self {
            Self::Returned { .. } => Ok(Self::Accepted { at }),
            other => other.cannot(),
        }
    }

    pub fn refuse_return(self) -> Moved {
        match self {
            Self::Returned {
                work,
                from: ReturnedFrom::Dispatched,
                ..
            } => Ok(Self::Dispatched { work }),
            Self::Returned {
                work,
                from: ReturnedFrom::Acknowledged { at },
                ..
            } => Ok(Self::Acknowledged { work, at }),
            other => other.cannot(),
        }
    }

    pub fn contact(self, at: Instant) -> Moved {
        match self {
            Self::Acknowledged { work, .. } => Ok(Self::Contacted { work, at }),
            other => other.cannot(),
        }
    }

    pub fn start(self, since: Instant) -> Moved {
        match self {
            Self::Acknowledged { work, .. }
            | Self::Contacted { work, .. }
            | Self::Reopened { work, .. } => Ok(Self::InProgress { work, since }),
            other => other.cannot(),
        }
    }

    /// The clock is left as it is; the days that passed are taken out when work resumes.
    pub fn suspend(self, suspension: Suspension) -> Moved {
        match self {
            Self::Contacted { work, .. } | Self::InProgress { work, .. } => Ok(Self::Suspended { work, suspension }),
            other => other.cannot(),
        }
    }

    pub fn resume(self, since: Instant, clock: DueClock) -> Moved {
        match self {
            Self::Suspended { work, .. } => Ok(Self::InProgress {
                work: Work { clock, ..work },
                since,
            }),
            other => other.cannot(),
        }
    }

    pub fn answer(self, answer: Answer) -> Moved {
        match self {
            Self::Acknowledged { work, .. }
            | Self::Contacted { work, .. }
            | Self::InProgress { work, .. }
            | Self::Reopened { work, .. } => Ok(Self::Answered { work, answer }),
            other => other.cannot(),
        }
    }

    pub fn verify(self, verdict: Verdict) -> Moved {
        match self {
            Self::Answered { work, answer } => Ok(Self::Verified {
                work,
                answer,
                verdict,
            }),
            other => other.cannot(),
        }
    }

    pub fn close(self, at: Instant) -> Moved {
        match self {
            Self::Verified {
                work,
                answer,
                verdict,
            } => Ok(Self::Closed {
                work,
                answer,
                verdict,
                at,
            }),
            other => other.cannot(),
        }
    }

    /// Back to the same lead with a new, shorter clock.
    pub fn reopen(self, at: Instant, cause: ReopenCause, clock: DueClock) -> Moved {
        match self {
            Self::Answered { work, answer }
            | Self::Verified { work, answer, .. }
            | Self::Closed { work, answer, .. } => Ok(Self::Reopened {
                work: Work { clock, ..work },
                previous: answer,
                cause,
                at,
            }),
            other => other.cannot(),
        }
    }

    pub fn withdraw(self, at: Instant) -> Moved {
        if !self.name().is_open() {
            return self.cannot();
        }
        Ok(Self::Withdrawn {
            at,
            work: self.work().cloned(),
        })
    }

    /// The same state with another clock (an extension, a corrected category).
    pub(crate) fn with_clock(mut self, clock: DueClock) -> Self {
        match &mut self {
            Self::Dispatched { work }
            | Self::Acknowledged { work, .. }
            | Self::Returned { work, .. }
            | Self::Contacted { work, .. }
            | Self::InProgress { work, .. }
            | Self::Suspended { work, .. }
            | Self::Reopened { work, .. } => work.clock = clock,
            _ => {}
        }
        self
    }
}
