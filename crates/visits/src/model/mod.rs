//! The words of the slice: rounds, doors, visits, teams and windows. Pure.

pub mod bounds;
mod dwelling;
mod plan;
mod refused;
mod round;
mod submission;
mod team;
mod visit;
mod window;

pub use dwelling::{Disturb, Dwelling, DwellingKind, SaidBy};
pub use plan::{
    Measures, NoPlace, PlanMode, PlanOrder, PlanRow, PlanState, PlanStop, Priority, Spot,
};
pub use refused::Refused;
pub use round::{
    CancelCause, FormRef, Round, RoundAct, RoundActName, RoundDraft, RoundEvent, RoundState,
    RoundStateName, Session,
};
pub use submission::{Answers, Said, SubmissionState, Voice};
pub use team::{Pair, Team};
pub use visit::{
    Actor, HandTo, Visit, VisitAct, VisitActName, VisitEvent, VisitPart, VisitState, VisitStateName,
};
pub use window::{Minute, MinuteError, Span, Window};
