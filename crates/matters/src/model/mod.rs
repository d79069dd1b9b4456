//! The words of the slice: what a matter is, the states it can be in, the acts that move it and
//! the events they leave behind. Nothing here decides; `rules` does.

mod act;
mod actor;
mod category;
mod event;
mod facts;
mod matter;
mod moves;
mod name;
mod notice;
mod refused;
mod report;
mod state;
mod state_name;
mod whistle;

pub mod bounds;

pub use act::{Act, ActName, Correction, Outcome};
pub use actor::{Actor, Part, Post, Role, Scope, Who};
pub use category::{Categories, Category, CategoryCode, CategoryError, Flag, Level};
pub use event::{Audience, Event, EventBody, EventKind, TextEntry, TextKind};
pub use facts::{BodyFacts, BodyKind, ContactLimits, Facts, Limits, OtherMatter, WorkingDayLimits};
pub use matter::{
    Area, Consent, Counters, Exclusion, ExtensionRequest, Matter, Petition, PlanRequest, StepDone,
    SuspensionRequest, Voice,
};
pub use name::{
    CallBackResult, Channel, EmergencyNumber, ExclusionReason, Forgotten, Kind, Nature,
    OutcomeName, Rating, RatingScale, RejectCode, ReopenCause, Source, Step, Urgency,
};
pub use notice::{Notice, NoticeKind, Recipient};
pub use refused::{Field, Refused, RefusedCode};
pub use report::Report;
pub use state::{
    Answer, DueClock, Milestone, Pause, ReturnedFrom, State, Suspension, Verdict, Work,
};
pub use state_name::StateName;
pub use whistle::{Call, StandsIn, Whistle, WhistleAnswer, WhistleAnswerName};

/// What one act makes of a matter, for the store to write in one transaction: the new
/// projection, the journal rows in order (each raises `version` by one), who must be told, and
/// the matters that came into being by the act (a split).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub matter: Matter,
    pub events: Vec<Event>,
    pub notices: Vec<Notice>,
    pub born: Vec<Self>,
}
