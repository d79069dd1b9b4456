//! The picture beside each line of the timeline.

use crate::model::EventKind;

pub(super) const fn icon(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Reported | EventKind::Imported => "inbox",
        EventKind::Accepted | EventKind::ReturnAccepted => "check",
        EventKind::Rejected | EventKind::MarkedPetition => "signpost",
        EventKind::Merged | EventKind::Absorbed => "git-merge",
        EventKind::SplitOff => "split",
        EventKind::Dispatched => "send",
        EventKind::Acknowledged | EventKind::HandedOver => "user-check",
        EventKind::Returned | EventKind::ReturnRefused => "undo-2",
        EventKind::Contacted | EventKind::CallBackTried => "phone",
        EventKind::Started | EventKind::Resumed => "wrench",
        EventKind::ExtensionAsked
        | EventKind::ExtensionGranted
        | EventKind::ExtensionRefused
        | EventKind::PlanProposed
        | EventKind::PlanAgreed
        | EventKind::PlanRefused => "calendar-clock",
        EventKind::SuspensionAsked | EventKind::Suspended | EventKind::SuspensionRefused => "pause",
        EventKind::WhistleCalled | EventKind::WhistleAnswered | EventKind::WhistleJudged => {
            "megaphone"
        }
        EventKind::Answered => "message-square-reply",
        EventKind::Verified | EventKind::Heard | EventKind::AnsweredAgain => "badge-check",
        EventKind::Closed | EventKind::MilestoneReached => "circle-check",
        EventKind::Reopened => "rotate-ccw",
        EventKind::AskedAgain | EventKind::Reminded | EventKind::Chased => "bell",
        EventKind::Withdrawn => "circle-x",
        EventKind::MessageFromReporter | EventKind::MessageToReporter => "message-square",
        EventKind::Noted => "lock",
        EventKind::PhotosAdded => "camera",
        EventKind::Joined => "users",
        EventKind::Escalated => "arrow-up-right",
        EventKind::Supervised => "eye",
        EventKind::Corrected => "pencil",
        EventKind::ExclusionAsked | EventKind::ExclusionApproved | EventKind::ExclusionRefused => {
            "scale"
        }
        EventKind::SummaryReleased | EventKind::PhotosReleased => "share-2",
        EventKind::ConsentGiven => "shield-check",
        EventKind::ConsentWithdrawn | EventKind::Forgotten => "trash-2",
    }
}
