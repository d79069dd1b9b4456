use crate::model::{ActName, Field, Part, StateName};

/// Where an act leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Same,
    To(StateName),
}

/// One line of the table: in these states, these parts may do this act, which needs these fields
/// and leads to one of these states.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub act: ActName,
    /// Empty for the act that makes a matter.
    pub from: &'static [StateName],
    pub to: &'static [Target],
    pub parts: &'static [Part],
    pub needs: &'static [Field],
}

use ActName as A;
use Field as F;
use Part as P;
use StateName as S;
use Target::{Same, To};

const fn rule(
    act: ActName,
    from: &'static [StateName],
    to: &'static [Target],
    parts: &'static [Part],
    needs: &'static [Field],
) -> Rule {
    Rule {
        act,
        from,
        to,
        parts,
        needs,
    }
}

const DESK: &[Part] = &[P::Dispatcher, P::Supervisor];
const HIGHER: &[Part] = &[P::Supervisor, P::Leader];
const LEAD: &[Part] = &[P::LeadHandler];
const SYSTEM: &[Part] = &[P::System];
const STAFF: &[Part] = &[
    P::Clerk,
    P::Dispatcher,
    P::LeadHandler,
    P::SupportHandler,
    P::CalledHandler,
    P::Caller,
    P::Supervisor,
    P::Leader,
];
const SPEAKERS: &[Part] = &[
    P::Reporter,
    P::Clerk,
    P::Dispatcher,
    P::LeadHandler,
    P::SupportHandler,
    P::Caller,
    P::Supervisor,
];

/// The reporter, and those of staff who speak with reporters.
const CONSENT_TAKERS: &[Part] = &[
    P::Reporter,
    P::Clerk,
    P::Dispatcher,
    P::LeadHandler,
    P::Caller,
    P::Supervisor,
];

const UNDISPATCHED: &[StateName] = &[S::Received, S::Accepted];
const WHISTLE: &[StateName] = &[
    S::Dispatched,
    S::Acknowledged,
    S::Contacted,
    S::InProgress,
    S::Suspended,
    S::Reopened,
];
const WHISTLE_ANSWER: &[StateName] = &[
    S::Dispatched,
    S::Acknowledged,
    S::Contacted,
    S::InProgress,
    S::Suspended,
    S::Reopened,
    S::Answered,
    S::Verified,
];
const BEFORE_ANSWER: &[StateName] = &[
    S::Received,
    S::Accepted,
    S::Dispatched,
    S::Acknowledged,
    S::Returned,
    S::Contacted,
    S::InProgress,
    S::Suspended,
    S::Reopened,
];
const UNTIL_ANSWER: &[StateName] = &[
    S::Received,
    S::Accepted,
    S::Dispatched,
    S::Acknowledged,
    S::Returned,
    S::Contacted,
    S::InProgress,
    S::Suspended,
    S::Reopened,
    S::Answered,
];
const TAKEN_ON: &[StateName] = &[
    S::Accepted,
    S::Dispatched,
    S::Acknowledged,
    S::Returned,
    S::Contacted,
    S::InProgress,
    S::Suspended,
    S::Reopened,
    S::Answered,
    S::Verified,
    S::Closed,
];
const EXTENDABLE: &[StateName] = &[S::Acknowledged, S::Contacted, S::InProgress];

/// The whole loop. What is not in here cannot happen; rights, the diagram, the pages' buttons and
/// the sweep of tests are read from it.
pub const TRANSITIONS: &[Rule] = &[
    rule(
        A::Report,
        &[],
        &[To(S::Received)],
        &[
            P::Visitor,
            P::Clerk,
            P::Dispatcher,
            P::LeadHandler,
            P::Caller,
            P::Supervisor,
            P::System,
        ],
        &[F::Text],
    ),
    rule(
        A::Accept,
        &[S::Received],
        &[To(S::Accepted)],
        DESK,
        &[F::Category],
    ),
    rule(
        A::Reject,
        UNDISPATCHED,
        &[To(S::Rejected)],
        DESK,
        &[F::Channel],
    ),
    rule(A::Merge, UNDISPATCHED, &[To(S::Merged)], DESK, &[]),
    rule(
        A::Absorb,
        TAKEN_ON,
        &[Same],
        &[P::Dispatcher, P::Supervisor, P::System],
        &[],
    ),
    rule(
        A::Absorb,
        &[S::Received],
        &[Same],
        &[P::Dispatcher, P::Supervisor, P::System],
        &[],
    ),
    rule(A::Split, UNDISPATCHED, &[Same], DESK, &[F::Text]),
    rule(A::MarkPetition, UNDISPATCHED, &[To(S::Rejected)], DESK, &[]),
    rule(
        A::Dispatch,
        &[S::Accepted],
        &[To(S::Dispatched)],
        DESK,
        &[F::Lead],
    ),
    rule(
        A::Acknowledge,
        &[S::Dispatched],
        &[To(S::Acknowledged)],
        LEAD,
        &[],
    ),
    rule(
        A::Return,
        &[S::Dispatched, S::Acknowledged],
        &[To(S::Returned)],
        &[P::LeadHandler, P::Supervisor],
        &[F::Reason, F::Basis],
    ),
    rule(
        A::AcceptReturn,
        &[S::Returned],
        &[To(S::Accepted)],
        DESK,
        &[],
    ),
    rule(
        A::RefuseReturn,
        &[S::Returned],
        &[To(S::Dispatched), To(S::Acknowledged)],
        DESK,
        &[F::Reason],
    ),
    rule(
        A::Contact,
        &[S::Acknowledged],
        &[To(S::Contacted), Same],
        &[P::LeadHandler, P::SupportHandler],
        &[],
    ),
    rule(
        A::Contact,
        &[S::Contacted, S::InProgress, S::Suspended, S::Reopened],
        &[Same],
        &[P::LeadHandler, P::SupportHandler],
        &[],
    ),
    rule(
        A::Start,
        &[S::Acknowledged, S::Contacted, S::Reopened],
        &[To(S::InProgress)],
        LEAD,
        &[],
    ),
    rule(
        A::AskExtension,
        EXTENDABLE,
        &[Same],
        LEAD,
        &[F::Reason, F::WorkingDays],
    ),
    rule(
        A::DecideExtension,
        EXTENDABLE,
        &[Same],
        HIGHER,
        &[F::Reason],
    ),
    rule(
        A::AskSuspension,
        &[S::Contacted, S::InProgress],
        &[Same],
        LEAD,
        &[F::Reason, F::Plan],
    ),
    rule(
        A::DecideSuspension,
        &[S::Contacted, S::InProgress],
        &[To(S::Suspended), Same],
        HIGHER,
        &[F::Reason],
    ),
    rule(
        A::ProposePlan,
        EXTENDABLE,
        &[Same],
        LEAD,
        &[F::Days, F::Plan],
    ),
    rule(A::DecidePlan, EXTENDABLE, &[Same], HIGHER, &[F::Reason]),
    rule(A::ReachMilestone, EXTENDABLE, &[Same], LEAD, &[F::Text]),
    rule(
        A::Resume,
        &[S::Suspended],
        &[To(S::InProgress)],
        &[P::LeadHandler, P::Supervisor, P::System],
        &[],
    ),
    rule(A::Whistle, WHISTLE, &[Same], DESK, &[F::Bodies, F::Reason]),
    rule(
        A::AnswerWhistle,
        WHISTLE_ANSWER,
        &[Same],
        &[P::CalledHandler],
        &[],
    ),
    rule(A::JudgeWhistle, WHISTLE_ANSWER, &[Same], DESK, &[]),
    rule(A::JudgeWhistle, &[S::Closed], &[Same], DESK, &[]),
    rule(
        A::Answer,
        &[S::Acknowledged, S::Contacted, S::InProgress, S::Reopened],
        &[To(S::Answered)],
        LEAD,
        &[F::Text],
    ),
    rule(
        A::CallBack,
        &[S::Answered],
        &[Same, To(S::Verified), To(S::Reopened)],
        &[P::Caller, P::Supervisor],
        &[],
    ),
    rule(
        A::CallBack,
        &[S::Merged],
        &[Same],
        &[P::Caller, P::Supervisor],
        &[],
    ),
    rule(
        A::Confirm,
        &[S::Answered],
        &[To(S::Verified), To(S::Reopened)],
        &[P::Reporter],
        &[],
    ),
    rule(A::Confirm, &[S::Merged], &[Same], &[P::Reporter], &[]),
    rule(
        A::Close,
        &[S::Verified],
        &[To(S::Closed)],
        &[P::Caller, P::Dispatcher, P::Supervisor, P::System],
        &[],
    ),
    rule(
        A::Reopen,
        &[S::Answered, S::Verified, S::Closed],
        &[To(S::Reopened)],
        &[P::Supervisor],
        &[F::Reason],
    ),
    rule(
        A::Reopen,
        &[S::Verified, S::Closed],
        &[To(S::Reopened)],
        &[P::Reporter],
        &[F::Reason],
    ),
    rule(
        A::AskAgain,
        &[S::Closed],
        &[Same],
        &[P::System, P::Caller],
        &[],
    ),
    rule(
        A::AnswerAgain,
        &[S::Closed],
        &[Same, To(S::Reopened)],
        &[P::Reporter, P::Caller],
        &[],
    ),
    rule(
        A::Withdraw,
        S::OPEN,
        &[To(S::Withdrawn)],
        &[P::Reporter],
        &[],
    ),
    rule(A::Message, S::OPEN, &[Same], SPEAKERS, &[F::Text]),
    rule(
        A::Message,
        &[S::Rejected, S::Merged, S::Closed],
        &[Same],
        SPEAKERS,
        &[F::Text],
    ),
    rule(A::Note, S::ALL, &[Same], STAFF, &[F::Text]),
    rule(A::AddPhotos, UNTIL_ANSWER, &[Same], SPEAKERS, &[F::Photos]),
    rule(A::Chase, UNTIL_ANSWER, &[Same], &[P::Reporter], &[]),
    rule(A::Join, S::OPEN, &[Same], &[P::Visitor], &[]),
    rule(A::Remind, S::OPEN, &[Same], SYSTEM, &[]),
    rule(A::Supervise, S::OPEN, &[Same], HIGHER, &[F::Note]),
    rule(
        A::HandOver,
        S::OPEN,
        &[Same],
        &[P::Supervisor, P::System],
        &[],
    ),
    rule(A::Correct, BEFORE_ANSWER, &[Same], DESK, &[F::Reason]),
    rule(
        A::ExcludeFromRates,
        TAKEN_ON,
        &[Same],
        &[P::Supervisor],
        &[F::Note],
    ),
    rule(A::DecideExclusion, TAKEN_ON, &[Same], HIGHER, &[]),
    rule(A::ReleaseSummary, TAKEN_ON, &[Same], DESK, &[F::Summary]),
    rule(A::ReleasePhotos, TAKEN_ON, &[Same], DESK, &[]),
    rule(A::GiveConsent, S::OPEN, &[Same], CONSENT_TAKERS, &[]),
    rule(A::WithdrawConsent, S::ALL, &[Same], &[P::Reporter], &[]),
    rule(A::Forget, S::ALL, &[Same], SYSTEM, &[]),
];
