use huiyin_kernel::{Id, Instant};

use crate::model::bounds::STEPS_REMEMBERED;
use crate::model::{
    Act, EventBody, Exclusion, ExclusionReason, NoticeKind, Recipient, Refused, RefusedCode, Step,
    StepDone, TextKind,
};
use crate::rules::draft::{Draft, to_public, to_staff};
use crate::rules::holding::{Holding, holdings_of};
use crate::rules::{personal_data, reminders};

pub(super) fn apply(draft: &mut Draft<'_>, act: Act) -> Result<(), Refused> {
    match act {
        Act::Note { text } => {
            draft.record(EventBody::Noted {}, [to_staff(TextKind::Note, &text)]);
            Ok(())
        }
        Act::Remind { step, anchor } => remind(draft, step, anchor),
        Act::Supervise { note } => {
            draft.record(EventBody::Supervised {}, [to_staff(TextKind::Note, &note)]);
            let to = draft
                .matter
                .lead()
                .map_or(Recipient::Dispatchers, Recipient::Body);
            draft.tell(to, NoticeKind::Supervised);
            Ok(())
        }
        Act::HandOver { from, to, note } => hand_over(draft, from, to, &note),
        Act::ExcludeFromRates { reason, note } => exclude(draft, reason, &note),
        Act::DecideExclusion { approved, note } => decide_exclusion(draft, approved, &note),
        Act::ReleaseSummary { summary } => release(draft, &summary),
        _ => Err(RefusedCode::NotAllowed.into()),
    }
}

/// Does what the reconciler found. Only what is due now is done, and only once, so a job may run
/// as often as it likes.
fn remind(draft: &mut Draft<'_>, step: Step, anchor: Instant) -> Result<(), Refused> {
    let done = StepDone { step, anchor };
    if draft.matter.steps_done.contains(&done) {
        return Err(RefusedCode::AlreadyDone.into());
    }
    if !reminders::due(&draft.matter, draft.facts, draft.now).contains(&done) {
        return Err(Refused::new(RefusedCode::NotDue).with("step", step.name()));
    }
    let steps = &mut draft.matter.steps_done;
    if steps.len() >= STEPS_REMEMBERED {
        steps.remove(0);
    }
    steps.push(done);
    draft.record(EventBody::Reminded { step, anchor }, []);
    match (step.level(), step) {
        (0, Step::CallBackWaiting) => draft.tell(Recipient::Callers, NoticeKind::Reminder),
        (0, _) => draft.tell_lead(NoticeKind::Reminder),
        (level, _) => {
            draft.tell(Recipient::Level(level), NoticeKind::Reminder);
            draft.escalate_to(level);
        }
    }
    Ok(())
}

/// Everything on the matter that is bound to one person goes to another.
fn hand_over(draft: &mut Draft<'_>, from: Id, to: Id, note: &str) -> Result<(), Refused> {
    let bound = holdings_of(&draft.matter, from);
    if from == to || bound.is_empty() {
        return Err(RefusedCode::AlreadyDone.into());
    }
    for holding in bound {
        match holding {
            Holding::Parked => draft.moved(|state| state.answered_for_by(to))?,
            Holding::Requested => {
                if let Some(request) = &mut draft.matter.suspension_request {
                    request.person = to;
                }
            }
            Holding::Called => {
                let whistles = draft.matter.whistles.iter_mut();
                for whistle in whistles.filter(|it| it.called_by == from && it.is_open()) {
                    whistle.called_by = to;
                }
            }
        }
    }
    draft.record(
        EventBody::HandedOver { from, to },
        [to_staff(TextKind::Note, note)],
    );
    draft.tell(Recipient::Account(to), NoticeKind::HandedOver);
    Ok(())
}

fn exclude(draft: &mut Draft<'_>, reason: ExclusionReason, note: &str) -> Result<(), Refused> {
    let asked_by = draft.account()?;
    draft.matter.exclusion = Some(Exclusion {
        reason,
        asked_by,
        asked_at: draft.now,
        approver: None,
    });
    draft.record(
        EventBody::ExclusionAsked { reason },
        [to_staff(TextKind::Note, note)],
    );
    draft.tell(Recipient::Level(1), NoticeKind::ExclusionAsked);
    Ok(())
}

fn decide_exclusion(draft: &mut Draft<'_>, approved: bool, note: &str) -> Result<(), Refused> {
    let decided_by = draft.account()?;
    let exclusion = draft
        .matter
        .exclusion
        .take()
        .ok_or(RefusedCode::NothingPending)?;
    let reason = exclusion.reason;
    let texts = [to_staff(TextKind::Note, note)];
    if approved {
        draft.matter.exclusion = Some(Exclusion {
            approver: Some(decided_by),
            ..exclusion
        });
        draft.record(EventBody::ExclusionApproved { reason }, texts);
    } else {
        draft.record(EventBody::ExclusionRefused { reason }, texts);
    }
    Ok(())
}

/// Only a checked summary goes to the public board, never the reporter's own text.
fn release(draft: &mut Draft<'_>, summary: &str) -> Result<(), Refused> {
    personal_data::check_public(summary)?;
    draft.matter.summary_released_at = Some(draft.now);
    draft.record(
        EventBody::SummaryReleased {},
        [to_public(TextKind::Summary, summary)],
    );
    Ok(())
}
