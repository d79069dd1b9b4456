//! What each act does once it is permitted.

mod dispatch;
mod echo;
mod handling;
mod intake;
mod oversight;
mod personal;
mod project;
mod resident;
mod suspension;
mod whistle;

use crate::model::{Act, Refused};

use super::draft::Draft;

pub(super) fn apply(draft: &mut Draft<'_>, act: Act) -> Result<(), Refused> {
    match act {
        Act::Accept { .. }
        | Act::Reject { .. }
        | Act::Merge { .. }
        | Act::Absorb { .. }
        | Act::Split { .. }
        | Act::Correct { .. }
        | Act::MarkPetition { .. } => intake::apply(draft, act),
        Act::Dispatch { .. }
        | Act::Acknowledge {}
        | Act::Return { .. }
        | Act::AcceptReturn { .. }
        | Act::RefuseReturn { .. } => dispatch::apply(draft, act),
        Act::Contact { .. } | Act::Start {} | Act::Answer { .. } => handling::apply(draft, act),
        Act::AskExtension { .. }
        | Act::DecideExtension { .. }
        | Act::AskSuspension { .. }
        | Act::DecideSuspension { .. }
        | Act::Resume { .. } => suspension::apply(draft, act),
        Act::ProposePlan { .. } | Act::DecidePlan { .. } | Act::ReachMilestone { .. } => {
            project::apply(draft, act)
        }
        Act::Whistle { .. } | Act::AnswerWhistle { .. } | Act::JudgeWhistle { .. } => {
            whistle::apply(draft, act)
        }
        Act::CallBack { .. }
        | Act::Confirm { .. }
        | Act::Close {}
        | Act::Reopen { .. }
        | Act::AskAgain {}
        | Act::AnswerAgain { .. } => echo::apply(draft, act),
        Act::Withdraw { .. }
        | Act::Message { .. }
        | Act::AddPhotos { .. }
        | Act::Chase { .. }
        | Act::Join {} => resident::apply(draft, act),
        Act::GiveConsent { .. }
        | Act::WithdrawConsent {}
        | Act::Forget { .. }
        | Act::ReleasePhotos { .. } => personal::apply(draft, act),
        Act::Note { .. }
        | Act::Remind { .. }
        | Act::Supervise { .. }
        | Act::HandOver { .. }
        | Act::ExcludeFromRates { .. }
        | Act::DecideExclusion { .. }
        | Act::ReleaseSummary { .. } => oversight::apply(draft, act),
    }
}
