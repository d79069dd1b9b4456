use std::collections::BTreeMap;

use huiyin_kernel::{Date, Id, Instant};
use serde::{Deserialize, Serialize};

use super::{AgendaFacts, Decision, Month};
use huiyin_kernel::named;

named! {
    MeetingStateName {
        Planned = "planned",
        Held = "held",
        MinutesAgreed = "minutes_agreed",
        Published = "published",
    }
}

named! {
    /// The three sides of the table (rule 8.6).
    Side {
        Branch = "branch",
        Committee = "committee",
        Manager = "manager",
    }
}

named! {
    /// The fixed agenda, in its order.
    Topic {
        OpenDecisions = "open_decisions",
        Matters = "matters",
        Income = "income",
        Maintenance = "maintenance",
        Votes = "votes",
        Other = "other",
    }
}

/// How far a meeting has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum MeetingState {
    Planned,
    Held { on: Date },
    MinutesAgreed { on: Date },
    Published { on: Date, at: Instant },
}

impl MeetingState {
    pub const fn name(&self) -> MeetingStateName {
        match self {
            Self::Planned => MeetingStateName::Planned,
            Self::Held { .. } => MeetingStateName::Held,
            Self::MinutesAgreed { .. } => MeetingStateName::MinutesAgreed,
            Self::Published { .. } => MeetingStateName::Published,
        }
    }

    /// The day on which the table met.
    pub const fn held_on(&self) -> Option<Date> {
        match self {
            Self::Planned => None,
            Self::Held { on } | Self::MinutesAgreed { on } | Self::Published { on, .. } => {
                Some(*on)
            }
        }
    }
}

/// When and where the table is to meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    pub on: Date,
    /// `19:00`.
    pub time: String,
    pub place: String,
}

/// Who sat there for a side: how many, and in which office; no names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    pub present: bool,
    pub persons: u16,
    pub office: String,
}

/// The meeting of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    pub id: Id,
    pub version: u32,
    pub estate: Id,
    pub month: Month,
    pub state: MeetingState,
    pub appointment: Option<Appointment>,
    pub attendance: BTreeMap<Side, Attendance>,
    /// As they lay on the table that day; while the meeting is planned they are looked up anew.
    pub facts: Option<AgendaFacts>,
    pub notes: BTreeMap<Topic, String>,
    pub decisions: Vec<Decision>,
    /// When each side agreed to the minutes as they stand.
    pub agreed: BTreeMap<Side, Date>,
    /// How often an extract was published.
    pub editions: u32,
    /// Why the published extract is being corrected.
    pub correcting: Option<String>,
    pub reminded_on: Option<Date>,
}

impl Meeting {
    pub fn decision(&self, id: Id) -> Option<&Decision> {
        self.decisions.iter().find(|it| it.id == id)
    }

    pub fn present(&self) -> impl Iterator<Item = Side> + '_ {
        let all = self.attendance.iter();
        all.filter(|(_, it)| it.present).map(|(side, _)| *side)
    }
}
