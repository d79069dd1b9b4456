use huiyin_kernel::{Date, Id};

use crate::model::bounds::REVIEW_DAYS;
use crate::model::{
    Act, EventBody, ExtensionRequest, NoticeKind, Recipient, Refused, RefusedCode, State,
    Suspension, SuspensionRequest, TextKind,
};
use crate::rules::deadlines;
use crate::rules::draft::{Draft, to_public, to_reporter, to_staff};
use crate::rules::personal_data;

pub(super) fn apply(draft: &mut Draft<'_>, act: Act) -> Result<(), Refused> {
    match act {
        Act::AskExtension {
            working_days,
            reason,
        } => ask_extension(draft, working_days, &reason),
        Act::DecideExtension { granted, reason } => decide_extension(draft, granted, &reason),
        Act::AskSuspension {
            cause,
            plan,
            review_on,
            person,
        } => ask_suspension(draft, &cause, &plan, review_on, person),
        Act::DecideSuspension { granted, reason } => decide_suspension(draft, granted, &reason),
        Act::Resume { note } => resume(draft, &note),
        _ => Err(RefusedCode::NotAllowed.into()),
    }
}

fn ask_extension(draft: &mut Draft<'_>, working_days: u16, reason: &str) -> Result<(), Refused> {
    let clock = draft.matter.clock().ok_or(RefusedCode::WrongState)?;
    let longest = deadlines::longest_extension(clock, draft.facts.limits);
    if longest == 0 {
        return Err(RefusedCode::ExtensionNotOffered.into());
    }
    if working_days > longest {
        return Err(Refused::new(RefusedCode::ExtensionTooLong).with("limit", longest));
    }
    let request = ExtensionRequest {
        asked_by: draft.account()?,
        asked_at: draft.now,
        working_days,
    };
    draft.handled_by_actor();
    draft.matter.extension_request = Some(request);
    draft.record(
        EventBody::ExtensionAsked { working_days },
        [to_staff(TextKind::Reason, reason)],
    );
    draft.tell(Recipient::Level(1), NoticeKind::ExtensionAsked);
    Ok(())
}

/// The reason of a granted extension goes to the reporter and to the dispatcher (rule M6).
fn decide_extension(draft: &mut Draft<'_>, granted: bool, reason: &str) -> Result<(), Refused> {
    let request = draft
        .matter
        .extension_request
        .take()
        .ok_or(RefusedCode::NothingPending)?;
    let working_days = request.working_days;
    if !granted {
        let body = EventBody::ExtensionRefused { working_days };
        draft.record(body, [to_staff(TextKind::Reason, reason)]);
        draft.tell_lead(NoticeKind::ExtensionRefused);
        return Ok(());
    }
    let clock = draft.matter.clock().ok_or(RefusedCode::WrongState)?;
    let clock = deadlines::extended(clock, working_days, draft.facts)?;
    let due_before = clock.due_before;
    draft.moved(|state| Ok(state.with_clock(clock)))?;
    draft.matter.extension_used = true;
    let body = EventBody::ExtensionGranted {
        working_days,
        due_before,
    };
    draft.record(body, [to_reporter(TextKind::Reason, reason)]);
    draft.tell_everybody_who_asked(NoticeKind::ExtensionGranted);
    draft.tell(Recipient::Dispatchers, NoticeKind::ExtensionGranted);
    draft.tell_lead(NoticeKind::ExtensionGranted);
    Ok(())
}

fn ask_suspension(
    draft: &mut Draft<'_>,
    cause: &str,
    plan: &str,
    review_on: Date,
    person: Id,
) -> Result<(), Refused> {
    check_review(draft, review_on)?;
    let request = SuspensionRequest {
        asked_by: draft.account()?,
        asked_at: draft.now,
        review_on,
        person,
    };
    draft.handled_by_actor();
    draft.matter.suspension_request = Some(request);
    let texts = [
        to_staff(TextKind::Cause, cause),
        to_staff(TextKind::Plan, plan),
    ];
    draft.record(EventBody::SuspensionAsked { review_on, person }, texts);
    draft.tell(Recipient::Level(1), NoticeKind::SuspensionAsked);
    Ok(())
}

/// The review lies ahead, and at most 90 days from now (rule M7).
fn check_review(draft: &Draft<'_>, review_on: Date) -> Result<(), Refused> {
    let today = draft.now.date();
    if review_on <= today {
        return Err(RefusedCode::ReviewNotAhead.into());
    }
    if review_on > today.plus_days(REVIEW_DAYS) {
        return Err(Refused::new(RefusedCode::ReviewTooFar).with("limit", REVIEW_DAYS));
    }
    Ok(())
}

fn decide_suspension(draft: &mut Draft<'_>, granted: bool, reason: &str) -> Result<(), Refused> {
    let request = draft
        .matter
        .suspension_request
        .take()
        .ok_or(RefusedCode::NothingPending)?;
    if !granted {
        draft.record(
            EventBody::SuspensionRefused {},
            [to_staff(TextKind::Reason, reason)],
        );
        draft.tell_lead(NoticeKind::SuspensionRefused);
        return Ok(());
    }
    let (review_on, person) = (request.review_on, request.person);
    check_review(draft, review_on)?;
    personal_data::check_public(reason)?;
    let suspension = Suspension {
        since: draft.now,
        review_on,
        person,
    };
    draft.moved(|state| state.suspend(suspension))?;
    draft.matter.extension_request = None;
    draft.matter.plan_request = None;
    let body = EventBody::Suspended { review_on, person };
    draft.record(body, [to_public(TextKind::Plan, reason)]);
    draft.tell_everybody_who_asked(NoticeKind::Suspended);
    draft.tell_lead(NoticeKind::Suspended);
    draft.tell(Recipient::Account(person), NoticeKind::Suspended);
    Ok(())
}

/// Back to work with the days of the pause taken out of the limit.
fn resume(draft: &mut Draft<'_>, note: &str) -> Result<(), Refused> {
    let State::Suspended { work, suspension } = &draft.matter.state else {
        return Err(RefusedCode::WrongState.into());
    };
    let (from, until) = (suspension.since.date(), draft.now.date());
    let clock = deadlines::resumed(&work.clock, from, until, draft.facts)?;
    let due_before = clock.due_before;
    let now = draft.now;
    draft.moved(|state| state.resume(now, clock))?;
    draft.record(
        EventBody::Resumed { due_before },
        [to_staff(TextKind::Note, note)],
    );
    draft.tell_everybody_who_asked(NoticeKind::Resumed);
    draft.tell_lead(NoticeKind::Resumed);
    Ok(())
}
