//! Design and works go by a plan of steps with days instead of one due time (rule 3.4): proposed
//! by the lead, agreed by somebody higher, and told step by step to everybody who asked.

use huiyin_kernel::Date;

use crate::model::bounds::{MILESTONE_GAP_DAYS, PLAN_DAYS};
use crate::model::{
    Act, EventBody, NoticeKind, PlanRequest, Recipient, Refused, RefusedCode, TextKind,
};
use crate::rules::deadlines;
use crate::rules::draft::{Draft, to_public, to_reporter, to_staff};
use crate::rules::personal_data;

pub(super) fn apply(draft: &mut Draft<'_>, act: Act) -> Result<(), Refused> {
    match act {
        Act::ProposePlan { days, plan } => propose(draft, days, &plan),
        Act::DecidePlan { granted, reason } => decide(draft, granted, &reason),
        Act::ReachMilestone { text } => reach(draft, &text),
        _ => Err(RefusedCode::NotAllowed.into()),
    }
}

fn propose(draft: &mut Draft<'_>, days: Vec<Date>, plan: &str) -> Result<(), Refused> {
    check_days(&days, draft.now.date())?;
    let request = PlanRequest {
        asked_by: draft.account()?,
        asked_at: draft.now,
        days: days.clone(),
    };
    draft.handled_by_actor();
    draft.matter.plan_request = Some(request);
    draft.record(
        EventBody::PlanProposed { days },
        [to_staff(TextKind::Plan, plan)],
    );
    draft.tell(Recipient::Level(1), NoticeKind::PlanProposed);
    Ok(())
}

/// The days lie ahead and in order, none too far from the one before.
fn check_days(days: &[Date], today: Date) -> Result<(), Refused> {
    let mut before = today;
    for day in days {
        if *day <= before {
            return Err(RefusedCode::PlanUnordered.into());
        }
        if day.days_since(before) > MILESTONE_GAP_DAYS {
            return Err(Refused::new(RefusedCode::PlanGapTooLong).with("limit", MILESTONE_GAP_DAYS));
        }
        before = *day;
    }
    if before > today.plus_days(PLAN_DAYS) {
        return Err(Refused::new(RefusedCode::PlanTooFar).with("limit", PLAN_DAYS));
    }
    Ok(())
}

/// A plan whose first day has passed while it waited must be made anew.
fn decide(draft: &mut Draft<'_>, granted: bool, reason: &str) -> Result<(), Refused> {
    let request = draft
        .matter
        .plan_request
        .take()
        .ok_or(RefusedCode::NothingPending)?;
    if !granted {
        draft.record(
            EventBody::PlanRefused {},
            [to_staff(TextKind::Reason, reason)],
        );
        draft.tell_lead(NoticeKind::PlanRefused);
        return Ok(());
    }
    check_days(&request.days, draft.now.date())?;
    personal_data::check_public(reason)?;
    let clock = draft.matter.clock().ok_or(RefusedCode::WrongState)?;
    let clock = deadlines::planned(clock, &request.days);
    let due_before = clock.due_before;
    draft.moved(|state| Ok(state.with_clock(clock)))?;
    draft.matter.extension_request = None;
    let body = EventBody::PlanAgreed {
        days: request.days,
        due_before,
    };
    draft.record(body, [to_public(TextKind::Plan, reason)]);
    draft.tell_everybody_who_asked(NoticeKind::PlanAgreed);
    draft.tell_lead(NoticeKind::PlanAgreed);
    Ok(())
}

fn reach(draft: &mut Draft<'_>, text: &str) -> Result<(), Refused> {
    let before = draft.matter.clock().ok_or(RefusedCode::WrongState)?;
    let in_time = draft.now < before.due_before;
    let clock = deadlines::reached(before, draft.now).ok_or(RefusedCode::NoMilestoneLeft)?;
    let of = count(clock.milestones.len());
    let done = clock.milestones.iter().filter(|it| it.reached_at.is_some());
    let number = count(done.count());
    let due_before = clock.due_before;
    draft.handled_by_actor();
    draft.moved(|state| Ok(state.with_clock(clock)))?;
    let body = EventBody::MilestoneReached {
        number,
        of,
        in_time,
        due_before,
    };
    draft.record(body, [to_reporter(TextKind::Message, text)]);
    draft.tell_everybody_who_asked(NoticeKind::MilestoneReached);
    Ok(())
}

fn count(steps: usize) -> u16 {
    u16::try_from(steps).unwrap_or(u16::MAX)
}
