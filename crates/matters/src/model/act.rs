use huiyin_kernel::{Date, Id, Instant};
use serde::{Deserialize, Serialize};

use super::{
    Area, CallBackResult, CategoryCode, Channel, EmergencyNumber, ExclusionReason, Forgotten, Kind,
    OutcomeName, Rating, RejectCode, Report, Step, Urgency, WhistleAnswer,
};
use huiyin_kernel::named;

/// What the body achieved, with the text each outcome owes the reporter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Solved,
    Partly,
    Explained,
    Refused { reason: String },
    Referred { channel: String },
}

impl Outcome {
    pub const fn name(&self) -> OutcomeName {
        match self {
            Self::Solved => OutcomeName::Solved,
            Self::Partly => OutcomeName::Partly,
            Self::Explained => OutcomeName::Explained,
            Self::Refused { .. } => OutcomeName::Refused,
            Self::Referred { .. } => OutcomeName::Referred,
        }
    }
}

/// What the dispatcher puts right; `None` leaves as it is. Address and point themselves stay
/// with the store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub category: Option<CategoryCode>,
    pub kind: Option<Kind>,
    pub urgency: Option<Urgency>,
    pub area: Option<Area>,
    pub place_changed: bool,
    pub reason: String,
}

/// One line per act: its stored name and its data.
macro_rules! acts {
    ($($(#[$meta:meta])* $variant:ident = $text:literal {
        $($field:ident : $type:ty),* $(,)?
    })+) => {
        named! {
            ActName {
                /// Making a matter; done by `rules::report`, not by `decide`.
                Report = "report",
                $($variant = $text),+
            }
        }

        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "act")]
        pub enum Act {
            $($(#[$meta])* #[serde(rename = $text)] $variant { $($field: $type),* }),+
        }

        impl Act {
            pub const fn name(&self) -> ActName {
                match self {
                    $(Self::$variant { .. } => ActName::$variant),+
                }
            }
        }
    };
}

acts! {
    Accept = "accept" {
        category: CategoryCode, kind: Option<Kind>, urgency: Option<Urgency>, note: String,
    }
    /// `number` is needed for an emergency; `channel` names where to go in every case.
    Reject = "reject" { code: RejectCode, number: Option<EmergencyNumber>, channel: String }
    Merge = "merge" { into: Id, note: String }
    /// The other side of `Merge`, on the matter that stays.
    Absorb = "absorb" { other: Id }
    Split = "split" { second: Box<Report>, note: String }
    Dispatch = "dispatch" { lead: Id, supports: Vec<Id>, note: String }
    Acknowledge = "acknowledge" {}
    /// `override_note` lets a supervisor file a return after its limit.
    Return = "return" { reason: String, basis: String, override_note: Option<String> }
    AcceptReturn = "accept_return" { note: String }
    RefuseReturn = "refuse_return" { reason: String }
    Contact = "contact" { channel: Channel, reached: bool, note: String }
    Start = "start" {}
    AskExtension = "ask_extension" { working_days: u16, reason: String }
    DecideExtension = "decide_extension" { granted: bool, reason: String }
    AskSuspension = "ask_suspension" {
        cause: String, plan: String, review_on: Date, person: Id,
    }
    /// When granted, `reason` is what the public reads: the cause and the plan in plain words.
    DecideSuspension = "decide_suspension" { granted: bool, reason: String }
    Resume = "resume" { note: String }
    /// `days` are those of the steps that `plan` describes, in order.
    ProposePlan = "propose_plan" { days: Vec<Date>, plan: String }
    /// When granted, `reason` is what the public reads: the steps in plain words.
    DecidePlan = "decide_plan" { granted: bool, reason: String }
    /// The next step is done; `text` tells the reporter what.
    ReachMilestone = "reach_milestone" { text: String }
    Whistle = "whistle" { bodies: Vec<Id>, reason: String }
    AnswerWhistle = "answer_whistle" {
        whistle: usize, body: Id, answer: WhistleAnswer, fitting: Option<bool>, note: String,
    }
    JudgeWhistle = "judge_whistle" { whistle: usize, body: Id, accepted: bool, note: String }
    Answer = "answer" { outcome: Outcome, text: String }
    CallBack = "call_back" {
        channel: Channel, result: CallBackResult, rating: Option<Rating>, note: String,
    }
    Confirm = "confirm" { result: CallBackResult, rating: Option<Rating>, note: String }
    Close = "close" {}
    Reopen = "reopen" { reason: String }
    AskAgain = "ask_again" {}
    AnswerAgain = "answer_again" { result: CallBackResult, rating: Option<Rating>, note: String }
    Withdraw = "withdraw" { reason: String }
    Message = "message" { text: String }
    Note = "note" { text: String }
    AddPhotos = "add_photos" { photo_ids: Vec<Id> }
    Chase = "chase" { text: String }
    Join = "join" {}
    Remind = "remind" { step: Step, anchor: Instant }
    Supervise = "supervise" { note: String }
    /// What is bound to one person goes to another, when the first has left.
    HandOver = "hand_over" { from: Id, to: Id, note: String }
    Correct = "correct" { correction: Correction }
    ExcludeFromRates = "exclude_from_rates" { reason: ExclusionReason, note: String }
    DecideExclusion = "decide_exclusion" { approved: bool, note: String }
    ReleaseSummary = "release_summary" { summary: String }
    /// These photos may be seen by everybody, and no others; `checked` says that somebody has
    /// looked for faces, number plates and house numbers.
    ReleasePhotos = "release_photos" { photo_ids: Vec<Id>, checked: bool }
    MarkPetition = "mark_petition" { note: String }
    /// The reporter's separate consent to sensitive data, to this version of its notice.
    GiveConsent = "give_consent" { channel: Channel, version: u16 }
    WithdrawConsent = "withdraw_consent" {}
    /// Personal data go: by the person's wish, or because they were kept long enough.
    Forget = "forget" { what: Forgotten }
}
