use huiyin_kernel::{Date, Id, Instant};
use serde::{Deserialize, Serialize};

use super::{
    CallBackResult, CategoryCode, Channel, EmergencyNumber, ExclusionReason, Forgotten, Kind,
    OutcomeName, Rating, RejectCode, ReopenCause, Source, Step, Urgency, WhistleAnswer,
};
use huiyin_kernel::named;

named! {
    /// Who may see a line of the timeline, or a text.
    Audience {
        Public = "public",
        Reporter = "reporter",
        Staff = "staff",
    }
}

named! {
    TextKind {
        Report = "report",
        Channel = "channel",
        Note = "note",
        Reason = "reason",
        Basis = "basis",
        Cause = "cause",
        Plan = "plan",
        Answer = "answer",
        Message = "message",
        Summary = "summary",
    }
}

/// Free text that belongs to an event. The store keeps it apart from the journal, so that it can
/// be erased, and refers to it by id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextEntry {
    pub kind: TextKind,
    pub audience: Audience,
    pub text: String,
}

/// One row of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub version: u32,
    pub at: Instant,
    pub body: EventBody,
    pub texts: Vec<TextEntry>,
}

impl Event {
    pub const fn kind(&self) -> EventKind {
        self.body.kind()
    }
}

/// One line per kind of event: its stored name, who may see that it happened, and its data,
/// which is never personal and never free text.
macro_rules! events {
    ($($variant:ident = $text:literal for $audience:ident {
        $($field:ident : $type:ty),* $(,)?
    })+) => {
        named! { EventKind { $($variant = $text),+ } }

        impl EventKind {
            pub const fn audience(self) -> Audience {
                match self {
                    $(Self::$variant => Audience::$audience),+
                }
            }
        }

        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind")]
        pub enum EventBody {
            $(#[serde(rename = $text)] $variant { $($field: $type),* }),+
        }

        impl EventBody {
            pub const fn kind(&self) -> EventKind {
                match self {
                    $(Self::$variant { .. } => EventKind::$variant),+
                }
            }
        }
    };
}

events! {
    Reported = "reported" for Public {
        source: Source, kind_of_report: Kind, category: Option<CategoryCode>, urgency: Urgency,
        photo_ids: Vec<Id>, split_from: Option<Id>, promised_before: Option<Instant>,
    }
    Imported = "imported" for Public { source: Source, received_at: Instant }
    Accepted = "accepted" for Public {
        category: CategoryCode, kind_of_report: Kind, urgency: Urgency,
    }
    Rejected = "rejected" for Reporter { code: RejectCode, number: Option<EmergencyNumber> }
    Merged = "merged" for Reporter { into: Id }
    Absorbed = "absorbed" for Staff { other: Id }
    SplitOff = "split_off" for Reporter { second: Id }
    Dispatched = "dispatched" for Public {
        lead: Id, supports: Vec<Id>, contact_before: Instant, return_before: Instant,
        due_before: Instant,
    }
    Acknowledged = "acknowledged" for Reporter { body: Id }
    Returned = "returned" for Staff { body: Id, count: u16, overridden: bool }
    ReturnAccepted = "return_accepted" for Reporter { body: Id }
    ReturnRefused = "return_refused" for Staff { body: Id }
    Contacted = "contacted" for Reporter { channel: Channel, reached: bool, first: bool }
    Started = "started" for Public { body: Id }
    ExtensionAsked = "extension_asked" for Staff { working_days: u16 }
    ExtensionGranted = "extension_granted" for Public { working_days: u16, due_before: Instant }
    ExtensionRefused = "extension_refused" for Staff { working_days: u16 }
    SuspensionAsked = "suspension_asked" for Staff { review_on: Date, person: Id }
    Suspended = "suspended" for Public { review_on: Date, person: Id }
    SuspensionRefused = "suspension_refused" for Staff {}
    Resumed = "resumed" for Public { due_before: Instant }
    PlanProposed = "plan_proposed" for Staff { days: Vec<Date> }
    PlanAgreed = "plan_agreed" for Public { days: Vec<Date>, due_before: Instant }
    PlanRefused = "plan_refused" for Staff {}
    MilestoneReached = "milestone_reached" for Public {
        number: u16, of: u16, in_time: bool, due_before: Instant,
    }
    WhistleCalled = "whistle_called" for Staff { bodies: Vec<Id>, answer_before: Instant }
    WhistleAnswered = "whistle_answered" for Staff {
        whistle: usize, body: Id, answer: WhistleAnswer, in_time: bool, fitting: Option<bool>,
    }
    WhistleJudged = "whistle_judged" for Staff { whistle: usize, body: Id, accepted: bool }
    Answered = "answered" for Public { outcome: OutcomeName, body: Id, in_time: bool, round: u16 }
    CallBackTried = "call_back_tried" for Reporter { channel: Channel, day: Date, counted: u16 }
    Verified = "verified" for Reporter {
        channel: Channel, result: CallBackResult, rating: Option<Rating>,
    }
    Heard = "heard" for Reporter { result: CallBackResult, rating: Option<Rating> }
    Closed = "closed" for Public { outcome: OutcomeName, result: CallBackResult }
    Reopened = "reopened" for Public { cause: ReopenCause, due_before: Instant, count: u16 }
    AskedAgain = "asked_again" for Reporter {}
    AnsweredAgain = "answered_again" for Reporter { result: CallBackResult }
    Withdrawn = "withdrawn" for Reporter {}
    MessageFromReporter = "message_from_reporter" for Reporter {}
    MessageToReporter = "message_to_reporter" for Reporter {}
    Noted = "noted" for Staff {}
    PhotosAdded = "photos_added" for Reporter { photo_ids: Vec<Id>, by_reporter: bool }
    Chased = "chased" for Reporter { count: u16 }
    Joined = "joined" for Staff { count: u32 }
    Reminded = "reminded" for Staff { step: Step, anchor: Instant }
    Escalated = "escalated" for Staff { level: u8 }
    Supervised = "supervised" for Staff {}
    HandedOver = "handed_over" for Staff { from: Id, to: Id }
    Corrected = "corrected" for Staff {
        category: Option<CategoryCode>, kind_of_report: Option<Kind>, urgency: Option<Urgency>,
        area_changed: bool, place_changed: bool, due_before: Option<Instant>,
    }
    ExclusionAsked = "exclusion_asked" for Staff { reason: ExclusionReason }
    ExclusionApproved = "exclusion_approved" for Staff { reason: ExclusionReason }
    ExclusionRefused = "exclusion_refused" for Staff { reason: ExclusionReason }
    SummaryReleased = "summary_released" for Staff {}
    PhotosReleased = "photos_released" for Staff { photo_ids: Vec<Id> }
    ConsentGiven = "consent_given" for Reporter { channel: Channel, version: u16 }
    ConsentWithdrawn = "consent_withdrawn" for Reporter {}
    Forgotten = "forgotten" for Reporter { what: Forgotten }
    MarkedPetition = "marked_petition" for Reporter {
        tell_before: Option<Instant>, conclude_before: Option<Instant>,
    }
}
