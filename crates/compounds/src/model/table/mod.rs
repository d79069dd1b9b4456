//! The monthly meeting of branch, owners' committee and property company (rule 8.6): what it is,
//! what may be done about it, what was decided.

mod act;
pub mod bounds;
mod decision;
mod extract;
mod facts;
mod meeting;
mod month;
mod refused;

pub use act::{Into, MeetingAct, MeetingActName, MeetingEvent};
pub use decision::{Decision, DecisionOwner, DecisionState, DecisionStateName, Way, WayName};
pub use extract::{Extract, ExtractDecision};
pub use facts::{AgendaFacts, IncomeFacts, MaintenanceFacts, MatterFacts, OpenDecision, VoteAhead};
pub use meeting::{Appointment, Attendance, Meeting, MeetingState, MeetingStateName, Side, Topic};
pub use month::{Month, NoMonth};
pub use refused::TableRefused;
