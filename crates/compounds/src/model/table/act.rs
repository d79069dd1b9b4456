use std::collections::BTreeMap;

use huiyin_kernel::{Date, Id};
use serde::{Deserialize, Serialize};

use super::{AgendaFacts, Appointment, Attendance, DecisionOwner, Month, Side, Topic, WayName};
use huiyin_kernel::named;

named! {
    MeetingActName {
        Appoint = "appoint",
        Remind = "remind",
        Hold = "hold",
        Minute = "minute",
        Decide = "decide",
        Withdraw = "withdraw",
        Turn = "turn",
        Complete = "complete",
        Drop = "drop",
        Postpone = "postpone",
        Agree = "agree",
        Amend = "amend",
        Publish = "publish",
        Correct = "correct",
    }
}

/// What is done about a meeting or one of its decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeetingAct {
    Appoint(Appointment),
    /// The month is nearly over and nothing has happened.
    Remind,
    Hold {
        on: Date,
        attendance: BTreeMap<Side, Attendance>,
        facts: Box<AgendaFacts>,
    },
    Minute {
        notes: BTreeMap<Topic, String>,
    },
    Decide {
        id: Id,
        text: String,
        owner: DecisionOwner,
        due: Date,
    },
    Withdraw {
        decision: Id,
    },
    /// A decision becomes a matter or a proposal for a vote.
    Turn {
        decision: Id,
        into: Into,
    },
    Complete {
        decision: Id,
        on: Date,
        note: String,
    },
    Drop {
        decision: Id,
        why: String,
    },
    Postpone {
        decision: Id,
        to: Date,
    },
    Agree {
        side: Side,
        on: Date,
    },
    /// The minutes are taken up again before they are published.
    Amend,
    Publish,
    Correct {
        reason: String,
    },
}

/// What a decision is made into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Into {
    Matter {
        id: Id,
        number: String,
    },
    Proposal,
    /// A vote has taken the proposal up.
    Vote(Id),
}

impl MeetingAct {
    pub const fn name(&self) -> MeetingActName {
        match self {
            Self::Appoint(_) => MeetingActName::Appoint,
            Self::Remind => MeetingActName::Remind,
            Self::Hold { .. } => MeetingActName::Hold,
            Self::Minute { .. } => MeetingActName::Minute,
            Self::Decide { .. } => MeetingActName::Decide,
            Self::Withdraw { .. } => MeetingActName::Withdraw,
            Self::Turn { .. } => MeetingActName::Turn,
            Self::Complete { .. } => MeetingActName::Complete,
            Self::Drop { .. } => MeetingActName::Drop,
            Self::Postpone { .. } => MeetingActName::Postpone,
            Self::Agree { .. } => MeetingActName::Agree,
            Self::Amend => MeetingActName::Amend,
            Self::Publish => MeetingActName::Publish,
            Self::Correct { .. } => MeetingActName::Correct,
        }
    }
}

/// What happened: identifiers, days and counts, never free text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MeetingEvent {
    Due {
        estate: Id,
        month: Month,
    },
    Appointed {
        on: Date,
    },
    Reminded {},
    Held {
        on: Date,
        sides: Vec<Side>,
    },
    Minuted {
        topics: Vec<Topic>,
    },
    Decided {
        decision: Id,
        due: Date,
    },
    Withdrawn {
        decision: Id,
    },
    Turned {
        decision: Id,
        into: WayName,
        id: Option<Id>,
    },
    Completed {
        decision: Id,
        on: Date,
    },
    Dropped {
        decision: Id,
    },
    Postponed {
        decision: Id,
        to: Date,
    },
    Agreed {
        side: Side,
        on: Date,
    },
    Amended {},
    Published {
        edition: u32,
    },
    Correcting {
        edition: u32,
    },
}

impl MeetingEvent {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Due { .. } => "due",
            Self::Appointed { .. } => "appointed",
            Self::Reminded {} => "reminded",
            Self::Held { .. } => "held",
            Self::Minuted { .. } => "minuted",
            Self::Decided { .. } => "decided",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Turned { .. } => "turned",
            Self::Completed { .. } => "completed",
            Self::Dropped { .. } => "dropped",
            Self::Postponed { .. } => "postponed",
            Self::Agreed { .. } => "agreed",
            Self::Amended {} => "amended",
            Self::Published { .. } => "published",
            Self::Correcting { .. } => "correcting",
        }
    }
}
