use huiyin_kernel::{Date, Id, Instant};
use serde::{Deserialize, Serialize};

use super::{CallBackResult, Channel, OutcomeName, Rating, RejectCode, ReopenCause, StateName};

/// Days on which the clock stands; `until` is the first day on which it runs again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    pub from: Date,
    pub until: Date,
}

/// A step of a project (design or works) and the day on which it is to be done. What it is stands
/// in the plan's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    pub on: Date,
    pub reached_at: Option<Instant>,
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
    /// The due time as first set by this dispatch; extensions and later rounds leave it alone.
    pub first_due_before: Instant,
    /// The agreed plan of a project; while there is one, its next day is the due time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
}

impl DueClock {
    /// The end of the last day of the plan: until then a project is answered. While there is no
    /// plan, the due time.
    pub fn answer_before(&self) -> Instant {
        self.milestones
            .last()
            .map_or(self.due_before, |last| last.on.plus_days(1).start())
    }

    /// Steps of the plan that are not done.
    pub fn steps_left(&self) -> usize {
        let open = |step: &&Milestone| step.reached_at.is_none();
        self.milestones.iter().filter(open).count()
    }
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

const fn answered_label(outcome: OutcomeName, says_reporter: bool) -> &'static str {
    match outcome {
        OutcomeName::Solved | OutcomeName::Partly if says_reporter => "fixed - user",
        OutcomeName::Solved | OutcomeName::Partly => "fixed - council",
        OutcomeName::Explained | OutcomeName::Refused => "unable to fix",
        OutcomeName::Referred => "internal referral",
    }
}

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

    /// The state label FixMyStreet would show.
    pub const fn fixmystreet_label(&self) -> &'static str {
        match self {
            Self::Received => "unconfirmed",
            Self::Accepted { .. } => "confirmed",
            Self::Rejected {
                code: RejectCode::Repeated,
                ..
            }
            | Self::Merged { .. } => "duplicate",
            Self::Rejected { .. } => "not responsible",
            Self::Dispatched { .. }
            | Self::Acknowledged { .. }
            | Self::Returned { .. }
            | Self::Contacted { .. }
            | Self::Reopened { .. } => "investigating",
            Self::InProgress { .. } => "in progress",
            Self::Suspended { .. } => "action scheduled",
            Self::Answered { answer, .. } => answered_label(answer.outcome, false),
            Self::Verified {
                answer, verdict, ..
            }
            | Self::Closed {
                answer, verdict, ..
            } => {
                let by_reporter =
                    verdict.by.is_none() && matches!(verdict.result, CallBackResult::Solved);
                answered_label(answer.outcome, by_reporter)
            }
            Self::Withdrawn { .. } => "closed",
        }
    }
}
