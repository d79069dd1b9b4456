//! How a state becomes another: each way takes the state by value and gives the next, so that a
//! half-moved matter does not exist.

use huiyin_kernel::{Id, Instant};

use super::{
    Answer, DueClock, Refused, RefusedCode, RejectCode, ReopenCause, ReturnedFrom, State,
    Suspension, Verdict, Work,
};

type Moved = Result<State, Refused>;

impl State {
    fn cannot(self) -> Moved {
        Err(Refused::new(RefusedCode::WrongState).with("state", self.name().name()))
    }

    /// Somebody else answers for a parked matter from now on; it stays parked (rule M7).
    pub fn answered_for_by(self, person: Id) -> Moved {
        match self {
            Self::Suspended { work, suspension } => Ok(Self::Suspended {
                work,
                suspension: Suspension {
                    person,
                    ..suspension
                },
            }),
            other => other.cannot(),
        }
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
            Self::Contacted { work, .. } | Self::InProgress { work, .. } => {
                Ok(Self::Suspended { work, suspension })
            }
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
