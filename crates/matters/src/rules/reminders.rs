//! What is due on a matter and not yet done. A pure reconciler: run it as often as you like, it
//! finds the same until somebody has acted.

use huiyin_kernel::Instant;

use crate::model::bounds::ASK_AGAIN_DAYS;
use crate::model::{
    Act, CallBackResult, DueClock, Facts, Matter, State, StateName, Step, StepDone,
};

/// A verified matter closes by itself after this many days, one that is only partly solved later,
/// so that a person may still decide to go on.
pub const CLOSE_AFTER_DAYS: i64 = 1;
pub const CLOSE_PARTLY_AFTER_DAYS: i64 = 7;

/// Everything the system itself should do on this matter now. Each act is decided on the matter
/// as the one before left it.
pub fn system_acts(matter: &Matter, facts: &Facts<'_>, now: Instant) -> Vec<Act> {
    let remind = |done: StepDone| Act::Remind {
        step: done.step,
        anchor: done.anchor,
    };
    let mut acts: Vec<Act> = due(matter, facts, now).into_iter().map(remind).collect();
    let today = now.date();
    match &matter.state {
        State::Suspended { suspension, .. } if today >= suspension.review_on => {
            acts.push(Act::Resume {
                note: String::new(),
            });
        }
        State::Verified { verdict, .. } => {
            let partly = verdict.result == CallBackResult::Partly;
            let days = if partly {
                CLOSE_PARTLY_AFTER_DAYS
            } else {
                CLOSE_AFTER_DAYS
            };
            if now >= verdict.at.plus_hours(24 * days) {
                acts.push(Act::Close {});
            }
        }
        State::Closed { at, verdict, .. } => {
            let owed = verdict.result != CallBackResult::Unasked;
            let open = matter.asked_again_at.is_none() && matter.petition.is_none();
            if owed && open && today >= at.date().plus_days(ASK_AGAIN_DAYS) {
                acts.push(Act::AskAgain {});
            }
        }
        _ => {}
    }
    acts
}

/// A step with the time from which it is due.
struct Timed {
    step: Step,
    anchor: Instant,
    due_at: Instant,
}

impl Timed {
    const fn done(&self) -> StepDone {
        StepDone {
            step: self.step,
            anchor: self.anchor,
        }
    }
}

/// Reminders whose time has come and that were not given yet, in the order of their times. A
/// matter that rests (suspended, ended) or runs on another clock (petition) has none.
pub fn due(matter: &Matter, facts: &Facts<'_>, now: Instant) -> Vec<StepDone> {
    let mut found = to_come(matter, facts);
    found.retain(|timed| timed.due_at <= now);
    found.sort_by_key(|timed| (timed.due_at, timed.step));
    found.iter().map(Timed::done).collect()
}

/// When the next reminder falls due, of those that were not given yet; the end of time where there
/// is none. As long as the matter stays as it is, [`due`] finds nothing new before.
pub fn next_due(matter: &Matter, facts: &Facts<'_>, now: Instant) -> Instant {
    let times = to_come(matter, facts).into_iter().map(|it| it.due_at);
    let next = times.filter(|at| *at > now).min();
    next.unwrap_or(Instant::from_micros(i64::MAX))
}

/// Every step that was not given yet, due or not.
fn to_come(matter: &Matter, facts: &Facts<'_>) -> Vec<Timed> {
    if matter.petition.is_some() || !matter.state_name().is_open() {
        return Vec::new();
    }
    let mut found = desk(matter, facts);
    found.extend(body(matter, facts));
    found.extend(whistles(matter));
    found.retain(|timed| !matter.steps_done.contains(&timed.done()));
    found
}

/// Reminding must not fail for want of a holiday table, so days beyond it are counted plainly.
fn after(facts: &Facts<'_>, start: Instant, working_days: u16) -> Instant {
    let plainly = || start.date().plus_days(i64::from(working_days) + 1).start();
    facts
        .calendar
        .add_working_days(start, working_days)
        .unwrap_or_else(|_| plainly())
}

/// What waits for dispatchers, supervisors and callers.
fn desk(matter: &Matter, facts: &Facts<'_>) -> Vec<Timed> {
    let limits = facts.limits;
    let waits = |step, anchor, working_days| Timed {
        step,
        anchor,
        due_at: after(facts, anchor, working_days),
    };
    let mut found = Vec::new();
    match &matter.state {
        State::Received => {
            let at = matter.received_at;
            found.push(waits(Step::IntakeWaiting, at, limits.intake_working_days));
        }
        State::Accepted { at } => {
            found.push(waits(
                Step::DispatchWaiting,
                *at,
                limits.intake_working_days,
            ));
        }
        State::Returned { at, .. } => {
            found.push(waits(Step::ReturnWaiting, *at, limits.request_working_days));
        }
        State::Answered { answer, .. } => {
            found.push(waits(
                Step::CallBackWaiting,
                answer.at,
                limits.call_back_working_days,
            ));
        }
        _ => {}
    }
    let asked = [
        matter
            .extension_request
            .as_ref()
            .map(|request| request.asked_at),
        matter
            .suspension_request
            .as_ref()
            .map(|request| request.asked_at),
        matter.plan_request.as_ref().map(|request| request.asked_at),
    ];
    let requests = asked.into_iter().flatten();
    found.extend(requests.map(|at| waits(Step::RequestWaiting, at, limits.request_working_days)));
    found
}

/// What the leading body owes.
fn body(matter: &Matter, facts: &Facts<'_>) -> Vec<Timed> {
    let state = matter.state_name();
    let at_work = StateName::AT_WORK.contains(&state) && state != StateName::Suspended;
    let Some(work) = matter.state.work().filter(|_| at_work) else {
        return Vec::new();
    };
    let due_before = work.clock.due_before;
    let mut found = Vec::new();
    if state == StateName::Dispatched {
        let anchor = work.dispatched_at;
        let minutes = facts.limits.unread.minutes(matter.urgency);
        let due_at = anchor.plus_seconds(i64::from(minutes) * 60);
        found.push(Timed {
            step: Step::DispatchUnread,
            anchor,
            due_at,
        });
    }
    if matter.contactable && matter.first_contact_at.is_none() {
        let anchor = work.clock.contact_before;
        found.push(Timed {
            step: Step::ContactOverdue,
            anchor,
            due_at: anchor,
        });
    }
    let ahead = before_due(&work.clock, facts);
    let overdue = |days: i64| due_before.plus_hours(24 * days);
    for (step, due_at) in [
        (Step::BeforeDue, ahead),
        (Step::AtDue, due_before),
        (Step::OverdueOneDay, overdue(1)),
        (Step::OverdueThreeDays, overdue(3)),
        (Step::OverdueSevenDays, overdue(7)),
    ] {
        found.push(Timed {
            step,
            anchor: due_before,
            due_at,
        });
    }
    found
}

/// The morning of the working day before the last one; of the last one where the limit is short.
fn before_due(clock: &DueClock, facts: &Facts<'_>) -> Instant {
    let days_ahead = |days| {
        let plainly = clock.due_before.plus_hours(-24 * (i64::from(days) + 1));
        facts
            .calendar
            .days_before_due(clock.due_before, days)
            .unwrap_or(plainly)
    };
    let ahead = days_ahead(1);
    if ahead > clock.started_at {
        ahead
    } else {
        days_ahead(0).max(clock.started_at)
    }
}

/// The earliest time at which a call of each whistle stays unanswered. Whoever comes instead of
/// another has a later time, which is watched once the others have answered.
fn whistles(matter: &Matter) -> Vec<Timed> {
    let earliest = |whistle: &crate::model::Whistle| {
        let waiting = whistle.calls.iter().filter(|call| call.answer.is_none());
        waiting.map(|call| whistle.answer_before_of(call)).min()
    };
    let unanswered = matter.whistles.iter().filter_map(earliest);
    let overdue = |answer_before| Timed {
        step: Step::WhistleOverdue,
        anchor: answer_before,
        due_at: answer_before,
    };
    unanswered.map(overdue).collect()
}
