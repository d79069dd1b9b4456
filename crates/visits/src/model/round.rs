use std::collections::BTreeSet;

use huiyin_kernel::{Date, Id, Instant};
use serde::{Deserialize, Serialize};

use super::dwelling::DwellingKind;
use super::window::{Span, Window};
use huiyin_kernel::named;

named! {
    RoundStateName {
        Draft = "draft",
        Planned = "planned",
        Announced = "announced",
        Running = "running",
        Finished = "finished",
        Cancelled = "cancelled",
    }
}

named! {
    /// Why a round does not take place.
    CancelCause {
        Weather = "weather",
        Teams = "teams",
        Emergency = "emergency",
        Merged = "merged",
        Other = "other",
    }
}

/// How far a round has come. Each variant owns exactly what is true in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum RoundState {
    Draft,
    /// A plan was taken; nobody outside knows of it yet.
    Planned {
        plan: Id,
    },
    /// Residents were asked and teams were told.
    Announced {
        plan: Id,
        at: Instant,
    },
    Running {
        plan: Id,
        since: Instant,
    },
    Finished {
        plan: Id,
        at: Instant,
    },
    Cancelled {
        at: Instant,
        cause: CancelCause,
    },
}

impl RoundState {
    pub const fn name(&self) -> RoundStateName {
        match self {
            Self::Draft => RoundStateName::Draft,
            Self::Planned { .. } => RoundStateName::Planned,
            Self::Announced { .. } => RoundStateName::Announced,
            Self::Running { .. } => RoundStateName::Running,
            Self::Finished { .. } => RoundStateName::Finished,
            Self::Cancelled { .. } => RoundStateName::Cancelled,
        }
    }

    /// The plan in force.
    pub const fn plan(&self) -> Option<Id> {
        match self {
            Self::Draft | Self::Cancelled { .. } => None,
            Self::Planned { plan }
            | Self::Announced { plan, .. }
            | Self::Running { plan, .. }
            | Self::Finished { plan, .. } => Some(*plan),
        }
    }

    /// Residents and teams know of it, and calls may be recorded.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Announced { .. } | Self::Running { .. })
    }

    pub const fn ended_at(&self) -> Option<Instant> {
        match self {
            Self::Finished { at, .. } | Self::Cancelled { at, .. } => Some(*at),
            _ => None,
        }
    }
}

/// A morning or an afternoon on which teams go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Session {
    pub on: Date,
    pub span: Span,
    pub id: Id,
}

impl Session {
    pub const fn window(&self) -> Window {
        Window {
            on: self.on,
            span: self.span,
        }
    }
}

/// The form of a round, in one version: a form that changes later changes nothing here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormRef {
    pub id: String,
    pub version: u32,
}

/// One planned series of visits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    pub id: Id,
    pub version: u32,
    pub title: String,
    pub state: RoundState,
    pub kinds: BTreeSet<DwellingKind>,
    /// Where it goes: any areas of the district.
    pub areas: BTreeSet<Id>,
    pub form: Option<FormRef>,
    pub sessions: Vec<Session>,
    pub created_at: Instant,
    pub created_by: Id,
}

impl Round {
    pub fn first_on(&self) -> Option<Date> {
        self.sessions.iter().map(|it| it.on).min()
    }
    pub fn last_on(&self) -> Option<Date> {
        self.sessions.iter().map(|it| it.on).max()
    }
    pub fn session(&self, id: Id) -> Option<&Session> {
        self.sessions.iter().find(|it| it.id == id)
    }
}

named! {
    RoundActName {
        Create = "create",
        Change = "change",
        TakePlan = "take_plan",
        Announce = "announce",
        Start = "start",
        Finish = "finish",
        Cancel = "cancel",
    }
}

/// What a round is made of before it is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundDraft {
    pub title: String,
    pub kinds: BTreeSet<DwellingKind>,
    pub areas: BTreeSet<Id>,
    pub form: Option<FormRef>,
    pub sessions: Vec<Session>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoundAct {
    Change(RoundDraft),
    /// The first plan, or another one after a team dropped out.
    TakePlan {
        plan: Id,
    },
    Announce,
    Start,
    Finish,
    Cancel {
        cause: CancelCause,
    },
}

impl RoundAct {
    pub const fn name(&self) -> RoundActName {
        match self {
            Self::Change(_) => RoundActName::Change,
            Self::TakePlan { .. } => RoundActName::TakePlan,
            Self::Announce => RoundActName::Announce,
            Self::Start => RoundActName::Start,
            Self::Finish => RoundActName::Finish,
            Self::Cancel { .. } => RoundActName::Cancel,
        }
    }
}

/// What happened to a round; never free text, never a person's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RoundEvent {
    Created {},
    Changed { sessions: usize, areas: usize },
    TeamAdded { team: Id },
    TeamChanged { team: Id },
    TeamDropped { team: Id },
    PlanTaken { plan: Id },
    Announced { plan: Id },
    Started {},
    Finished {},
    Cancelled { cause: CancelCause },
}

impl RoundEvent {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Created {} => "created",
            Self::Changed { .. } => "changed",
            Self::TeamAdded { .. } => "team_added",
            Self::TeamChanged { .. } => "team_changed",
            Self::TeamDropped { .. } => "team_dropped",
            Self::PlanTaken { .. } => "plan_taken",
            Self::Announced { .. } => "announced",
            Self::Started {} => "started",
            Self::Finished {} => "finished",
            Self::Cancelled { .. } => "cancelled",
        }
    }
}
