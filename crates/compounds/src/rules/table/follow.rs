//! What becomes of a decision after the meeting.

use huiyin_kernel::{Date, Id, Instant};

use super::checks;
use crate::model::table::{
    Decision, DecisionState, Into, Meeting, MeetingEvent, TableRefused as No, Way, bounds,
};

fn open(it: &mut Meeting, id: Id) -> Result<&mut Decision, No> {
    let found = it.decisions.iter_mut().find(|it| it.id == id);
    let found = found.ok_or(No::DecisionUnknown)?;
    if found.is_open() {
        Ok(found)
    } else {
        Err(No::DecisionClosed)
    }
}

pub(super) fn turn(it: &mut Meeting, decision: Id, into: Into) -> Result<MeetingEvent, No> {
    let found = open(it, decision)?;
    let way = match (&found.way, into) {
        (Way::Task, Into::Matter { id, number }) => Way::Matter { id, number },
        (Way::Task, Into::Proposal) => Way::Proposal { vote: None },
        (Way::Task | Way::Proposal { vote: None }, Into::Vote(vote)) => {
            Way::Proposal { vote: Some(vote) }
        }
        _ => return Err(No::AlreadyTurned),
    };
    let id = match &way {
        Way::Matter { id, .. } => Some(*id),
        Way::Proposal { vote } => *vote,
        Way::Task => None,
    };
    let into = way.name();
    found.way = way;
    Ok(MeetingEvent::Turned { decision, into, id })
}

pub(super) fn complete(
    it: &mut Meeting,
    decision: Id,
    on: Date,
    note: String,
    now: Instant,
) -> Result<MeetingEvent, No> {
    checks::text(&note, bounds::REASON_CHARS)?;
    if on > now.date() {
        return Err(No::InFuture);
    }
    if it.state.held_on().is_some_and(|held| on < held) {
        return Err(No::BeforeMeeting);
    }
    open(it, decision)?.state = DecisionState::Done { on, note };
    Ok(MeetingEvent::Completed { decision, on })
}

pub(super) fn drop(
    it: &mut Meeting,
    decision: Id,
    why: String,
    now: Instant,
) -> Result<MeetingEvent, No> {
    checks::some_text(&why, bounds::REASON_CHARS, No::ReasonMissing)?;
    let on = now.date();
    open(it, decision)?.state = DecisionState::Dropped { on, why };
    Ok(MeetingEvent::Dropped { decision })
}

pub(super) fn postpone(
    it: &mut Meeting,
    decision: Id,
    to: Date,
    now: Instant,
) -> Result<MeetingEvent, No> {
    let found = open(it, decision)?;
    if found.postponed >= bounds::POSTPONED {
        return Err(No::PostponedEnough);
    }
    if to <= found.due {
        return Err(No::DueWrong);
    }
    checks::due(now.date(), to)?;
    found.due = to;
    found.postponed += 1;
    Ok(MeetingEvent::Postponed { decision, to })
}
