use huiyin_kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

named! {
    /// How far a plan has come.
    PlanState {
        Running = "running",
        Ready = "ready",
        /// Somebody stopped the search: the plan holds, but the seed alone does not give it again.
        Stopped = "stopped",
        Failed = "failed",
        /// The program ended while it was sought.
        Interrupted = "interrupted",
    }
}

impl PlanState {
    /// It has stops, and may be looked at, changed by hand and taken.
    pub const fn is_usable(self) -> bool {
        matches!(self, Self::Ready | Self::Stopped)
    }
}

named! {
    /// Whether a plan begins from nothing or keeps what it can of the plan in force.
    PlanMode {
        Anew = "anew",
        Mend = "mend",
    }
}

named! {
    /// What counts in a plan.
    Priority {
        Default = "default",
        Walk = "walk",
    }
}

named! {
    /// Why a door has no place in a plan.
    NoPlace {
        NeverOpen = "never_open",
        TooLong = "too_long",
        NoTeam = "no_team",
        Full = "full",
        DoNotDisturb = "do_not_disturb",
        CalledLately = "called_lately",
        LeftRound = "left_round",
        NoPoint = "no_point",
    }
}

/// What a coordinator asks for. It is stored with the plan (rule P9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanOrder {
    /// Effort, in seconds of one core of a usual machine.
    pub seconds: u32,
    pub seed: u32,
    pub priority: Priority,
    pub mode: PlanMode,
}

impl Default for PlanOrder {
    fn default() -> Self {
        Self {
            seconds: 20,
            seed: 1,
            priority: Priority::Default,
            mode: PlanMode::Anew,
        }
    }
}

/// Where a plan puts a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub session: Id,
    pub team: Id,
    /// From 1.
    pub seq: u32,
    pub arrive_at: Instant,
}

/// A visit in a plan: its place, or why it has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanStop {
    pub visit: Id,
    pub spot: Option<Spot>,
    /// A [`NoPlace`], behind a colon what it is about; empty where there is a place.
    pub reason: String,
}

impl PlanStop {
    pub fn no_place(&self) -> Option<NoPlace> {
        let name = self.reason.split(':').next().unwrap_or_default();
        NoPlace::from_name(name)
    }
    pub fn detail(&self) -> &str {
        self.reason.split_once(':').map_or("", |(_, detail)| detail)
    }
}

/// Measures of a plan in whole numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Measures {
    pub walk_seconds: i64,
    pub team_sessions: i64,
    pub known: i64,
    pub kept: i64,
    pub load_most: i64,
    pub load_all: i64,
    pub teams: i64,
    pub compound_teams: i64,
    pub compounds: i64,
    /// Visits that the plan in force had elsewhere.
    pub changed: i64,
    /// Stops that somebody moved by hand.
    pub moved: i64,
}

/// A plan without its stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRow {
    pub id: Id,
    pub round: Id,
    pub state: PlanState,
    /// The round as it was when the plan was made.
    pub round_version: u32,
    pub based_on: Option<Id>,
    pub order: PlanOrder,
    /// Of everything that the engine was given.
    pub inputs_digest: String,
    pub measures: Measures,
    pub stops: u32,
    pub unplaced: u32,
    pub made_by: Id,
    pub started_at: Instant,
    pub ended_at: Option<Instant>,
    pub confirmed_by: Option<Id>,
    pub confirmed_at: Option<Instant>,
    /// Why it failed, as the end of a locale key.
    pub error: String,
}
