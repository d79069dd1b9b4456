use huiyin_kernel::Id;
use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

/// Who must be told. Addresses are looked up by whoever sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// The reporter of this matter (a merged one has its own id here).
    Reporter(Id),
    /// Everybody who said "me too" on this matter.
    Joined(Id),
    Body(Id),
    Account(Id),
    Dispatchers,
    Callers,
    /// The level of responsibility: 1 supervisor, 2 district, 3 leader.
    Level(u8),
}

named! {
    /// What they are told; the sentence is `matters-notice-<kebab>`.
    NoticeKind {
        Received = "received",
        Accepted = "accepted",
        Rejected = "rejected",
        Merged = "merged",
        Split = "split",
        Dispatched = "dispatched",
        SupportAsked = "support_asked",
        ReturnFiled = "return_filed",
        ReturnAccepted = "return_accepted",
        ReturnRefused = "return_refused",
        ExtensionAsked = "extension_asked",
        ExtensionGranted = "extension_granted",
        ExtensionRefused = "extension_refused",
        SuspensionAsked = "suspension_asked",
        SuspensionRefused = "suspension_refused",
        Suspended = "suspended",
        Resumed = "resumed",
        PlanProposed = "plan_proposed",
        PlanAgreed = "plan_agreed",
        PlanRefused = "plan_refused",
        MilestoneReached = "milestone_reached",
        DueChanged = "due_changed",
        WhistleCalled = "whistle_called",
        WhistleAnswered = "whistle_answered",
        WhistleJudged = "whistle_judged",
        Answered = "answered",
        CallBackWanted = "call_back_wanted",
        NotSolved = "not_solved",
        Closed = "closed",
        Reopened = "reopened",
        AskedAgain = "asked_again",
        Withdrawn = "withdrawn",
        MessageFromReporter = "message_from_reporter",
        MessageToReporter = "message_to_reporter",
        PhotosAdded = "photos_added",
        Chased = "chased",
        Reminder = "reminder",
        Escalated = "escalated",
        Supervised = "supervised",
        ExclusionAsked = "exclusion_asked",
        Petition = "petition",
        HandedOver = "handed_over",
        LeftBehind = "left_behind",
        ReporterUnreached = "reporter_unreached",
    }
}

/// One line for the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Notice {
    pub to: Recipient,
    pub kind: NoticeKind,
    pub matter: Id,
}
