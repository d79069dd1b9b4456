//! The acts of a matter as forms: what each asks for, and how it is read back.

mod carry_out;
mod dispatching;
mod echo;
mod form;
mod handling;
mod intake;
mod oversight;
mod personal;
mod project;
mod read;
mod suspension;
mod whistle;

use huiyin_kernel::Id;
use huiyin_web::forms::{Errors, Form};

use crate::model::{Act, ActName, Matter, State};
use crate::rules;
use crate::store::Placed;

pub(super) use carry_out::post;
pub(super) use form::{ActForm, Scene};
pub(super) use intake::{area_choices, area_of};

/// What was asked for, read and checked for form.
pub(super) struct Asked {
    pub act: Act,
    pub place: Option<Placed>,
}

/// The order in which forms stand on a page: decisions that wait, the next step, other ways on,
/// then what can be done at any time.
const ORDER: &[ActName] = &[
    ActName::DecideExtension,
    ActName::DecideSuspension,
    ActName::DecidePlan,
    ActName::DecideExclusion,
    ActName::AnswerWhistle,
    ActName::AcceptReturn,
    ActName::RefuseReturn,
    ActName::Accept,
    ActName::Dispatch,
    ActName::Acknowledge,
    ActName::Contact,
    ActName::Start,
    ActName::ReachMilestone,
    ActName::Answer,
    ActName::CallBack,
    ActName::Close,
    ActName::AskAgain,
    ActName::AnswerAgain,
    ActName::Reject,
    ActName::Merge,
    ActName::Split,
    ActName::Return,
    ActName::Resume,
    ActName::AskExtension,
    ActName::AskSuspension,
    ActName::ProposePlan,
    ActName::Whistle,
    ActName::JudgeWhistle,
    ActName::Reopen,
    ActName::Message,
    ActName::Note,
    ActName::AddPhotos,
    ActName::Supervise,
    ActName::Correct,
    ActName::ReleaseSummary,
    ActName::ReleasePhotos,
    ActName::GiveConsent,
    ActName::ExcludeFromRates,
    ActName::MarkPetition,
];

/// The step that the loop waits for in this state.
const fn next_step(state: &State) -> Option<ActName> {
    Some(match state {
        State::Received => ActName::Accept,
        State::Accepted { .. } => ActName::Dispatch,
        State::Dispatched { .. } => ActName::Acknowledge,
        State::Acknowledged { .. } => ActName::Contact,
        State::Returned { .. } => ActName::AcceptReturn,
        State::Contacted { .. } | State::Reopened { .. } => ActName::Start,
        State::InProgress { .. } => ActName::Answer,
        State::Suspended { .. } => ActName::Resume,
        State::Answered { .. } => ActName::CallBack,
        State::Verified { .. } => ActName::Close,
        State::Rejected { .. }
        | State::Merged { .. }
        | State::Closed { .. }
        | State::Withdrawn { .. } => return None,
    })
}

/// An act that waits for this very person goes before the next step.
const fn is_decision(act: ActName) -> bool {
    matches!(
        act,
        ActName::DecideExtension
            | ActName::DecideSuspension
            | ActName::DecidePlan
            | ActName::DecideExclusion
            | ActName::AnswerWhistle
    )
}

const fn icon(act: ActName) -> &'static str {
    match act {
        ActName::Accept | ActName::AcceptReturn => "check",
        ActName::Reject => "signpost",
        ActName::Merge => "git-merge",
        ActName::Split => "split",
        ActName::Dispatch => "send",
        ActName::Acknowledge => "user-check",
        ActName::Return | ActName::RefuseReturn => "undo-2",
        ActName::Contact => "phone",
        ActName::Start | ActName::Resume => "wrench",
        ActName::Answer | ActName::Message => "message-square-reply",
        ActName::CallBack | ActName::AnswerAgain => "phone-call",
        ActName::Close | ActName::ReachMilestone => "circle-check",
        ActName::Reopen => "rotate-ccw",
        ActName::AskExtension
        | ActName::DecideExtension
        | ActName::ProposePlan
        | ActName::DecidePlan => "calendar-clock",
        ActName::AskSuspension | ActName::DecideSuspension => "pause",
        ActName::Whistle | ActName::AnswerWhistle | ActName::JudgeWhistle => "megaphone",
        ActName::Note => "lock",
        ActName::AddPhotos => "camera",
        ActName::Supervise => "eye",
        ActName::Correct => "pencil",
        ActName::ReleaseSummary | ActName::ReleasePhotos => "share-2",
        ActName::GiveConsent => "shield-check",
        ActName::ExcludeFromRates | ActName::DecideExclusion => "scale",
        _ => "file-text",
    }
}

/// The form of one act, with what was typed and what was wrong with it.
pub(super) fn one(
    scene: Scene<'_>,
    act: ActName,
    typed: Option<&Form>,
    errors: &Errors,
) -> ActForm {
    let mut writing = form::Writing::new(scene, act, typed, errors);
    match act {
        ActName::Accept
        | ActName::Reject
        | ActName::Merge
        | ActName::Split
        | ActName::Correct
        | ActName::MarkPetition => intake::write(act, &mut writing),
        ActName::Contact
        | ActName::Start
        | ActName::Answer
        | ActName::Message
        | ActName::Note
        | ActName::AddPhotos => handling::write(act, &mut writing),
        ActName::AskExtension
        | ActName::DecideExtension
        | ActName::AskSuspension
        | ActName::DecideSuspension
        | ActName::Resume => suspension::write(act, &mut writing),
        ActName::ProposePlan | ActName::DecidePlan | ActName::ReachMilestone => {
            project::write(act, &mut writing);
        }
        ActName::Whistle | ActName::AnswerWhistle | ActName::JudgeWhistle => {
            whistle::write(act, &mut writing);
        }
        ActName::CallBack
        | ActName::Close
        | ActName::Reopen
        | ActName::AskAgain
        | ActName::AnswerAgain => echo::write(act, &mut writing),
        ActName::Supervise
        | ActName::ExcludeFromRates
        | ActName::DecideExclusion
        | ActName::ReleaseSummary => oversight::write(act, &mut writing),
        ActName::ReleasePhotos | ActName::GiveConsent => personal::write(act, &mut writing),
        _ => dispatching::write(act, &mut writing),
    }
    let ctx = scene.ctx;
    let tone = match act {
        ActName::Reject | ActName::MarkPetition | ActName::ExcludeFromRates => "danger",
        _ if Some(act) == next_step(&scene.matter().state) || is_decision(act) => "primary",
        _ => "",
    };
    ActForm {
        act: act.name(),
        title: ctx.t(&format!("matters-act-{}", act.key())),
        hint: ctx.t(&format!("matters-desk-act-{}", act.key())),
        icon: icon(act),
        tone,
        open: false,
        refused: String::new(),
        has_files: act == ActName::AddPhotos,
        fields: writing.fields,
        key: ctx.site.new_id().to_string(),
    }
}

/// A form for every act open to this person now. The first that waits is unfolded, or the one
/// that `typed` belongs to.
pub(super) fn all(scene: Scene<'_>, typed: Option<(ActName, &Form)>) -> Vec<ActForm> {
    let open = rules::available(scene.matter(), scene.actor, scene.ctx.now);
    let wanted = typed
        .map(|(act, _)| act)
        .or_else(|| first(scene.matter(), &open));
    ORDER
        .iter()
        .filter(|act| open.contains(act))
        .map(|act| {
            let own = typed.filter(|(name, _)| name == act).map(|(_, form)| form);
            let made = one(scene, *act, own, &Errors::default());
            ActForm {
                open: wanted == Some(*act),
                ..made
            }
        })
        .collect()
}

fn first(matter: &Matter, open: &[ActName]) -> Option<ActName> {
    let decision = open.iter().copied().find(|act| is_decision(*act));
    decision.or_else(|| next_step(&matter.state).filter(|act| open.contains(act)))
}

/// Reads the form of an act. `into` is the matter to merge into and `photos` the number of files.
pub(super) fn read(
    scene: Scene<'_>,
    act: ActName,
    form: &Form,
    into: Option<Id>,
    photos: usize,
) -> Result<Asked, Errors> {
    let mut reading = read::Reading::new(scene, act, form);
    let read = intake::read(act, &mut reading, into)
        .or_else(|| dispatching::read(act, &mut reading))
        .or_else(|| handling::read(act, &mut reading, photos))
        .or_else(|| suspension::read(act, &mut reading))
        .or_else(|| project::read(act, &mut reading))
        .or_else(|| whistle::read(act, &mut reading))
        .or_else(|| echo::read(act, &mut reading))
        .or_else(|| oversight::read(act, &mut reading))
        .or_else(|| personal::read(act, &mut reading));
    match read {
        Some(act) if reading.errors.is_empty() => Ok(Asked {
            act,
            place: reading.place,
        }),
        _ => Err(reading.errors),
    }
}
