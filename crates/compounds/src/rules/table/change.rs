use std::collections::BTreeMap;

use huiyin_kernel::{Id, Instant};

use super::{checks, follow, may};
use crate::model::table::{
    AgendaFacts, Attendance, Decision, DecisionState, Meeting, MeetingAct, MeetingEvent,
    MeetingState, Month, Side, TableRefused as No, Way, bounds,
};

/// What an act made of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingChange {
    pub meeting: Meeting,
    pub event: MeetingEvent,
}

/// The meeting of a month falls due by itself.
pub fn create(id: Id, estate: Id, month: Month) -> MeetingChange {
    MeetingChange {
        meeting: Meeting {
            id,
            version: 1,
            estate,
            month,
            state: MeetingState::Planned,
            appointment: None,
            attendance: BTreeMap::new(),
            facts: None,
            notes: BTreeMap::new(),
            decisions: Vec::new(),
            agreed: BTreeMap::new(),
            editions: 0,
            correcting: None,
            reminded_on: None,
        },
        event: MeetingEvent::Due { estate, month },
    }
}

/// Does an act, or says why not.
pub fn decide(meeting: &Meeting, act: MeetingAct, now: Instant) -> Result<MeetingChange, No> {
    if !may(meeting, act.name()) {
        return Err(No::WrongState);
    }
    let mut next = meeting.clone();
    next.version = meeting.version.saturating_add(1);
    let event = apply(&mut next, act, now)?;
    Ok(MeetingChange {
        meeting: next,
        event,
    })
}

fn apply(it: &mut Meeting, act: MeetingAct, now: Instant) -> Result<MeetingEvent, No> {
    match act {
        MeetingAct::Appoint(wish) => {
            checks::appointment(it, &wish)?;
            let on = wish.on;
            it.appointment = Some(wish);
            Ok(MeetingEvent::Appointed { on })
        }
        MeetingAct::Remind => remind(it, now),
        MeetingAct::Hold {
            on,
            attendance,
            facts,
        } => hold(it, on, attendance, *facts, now),
        MeetingAct::Minute { notes } => minute(it, notes),
        MeetingAct::Decide {
            id,
            text,
            owner,
            due,
        } => {
            let decision = Decision {
                id,
                text,
                owner,
                due,
                way: Way::Task,
                state: DecisionState::Open,
                postponed: 0,
            };
            settle(it, decision)
        }
        MeetingAct::Withdraw { decision } => withdraw(it, decision),
        MeetingAct::Turn { decision, into } => follow::turn(it, decision, into),
        MeetingAct::Complete { decision, on, note } => {
            follow::complete(it, decision, on, note, now)
        }
        MeetingAct::Drop { decision, why } => follow::drop(it, decision, why, now),
        MeetingAct::Postpone { decision, to } => follow::postpone(it, decision, to, now),
        MeetingAct::Agree { side, on } => agree(it, side, on, now),
        MeetingAct::Amend => {
            let on = it.state.held_on().ok_or(No::WrongState)?;
            it.state = MeetingState::Held { on };
            it.agreed.clear();
            Ok(MeetingEvent::Amended {})
        }
        MeetingAct::Publish => publish(it, now),
        MeetingAct::Correct { reason } => correct(it, reason),
    }
}

fn remind(it: &mut Meeting, now: Instant) -> Result<MeetingEvent, No> {
    if it.reminded_on.is_some() {
        return Err(No::AlreadyReminded);
    }
    it.reminded_on = Some(now.date());
    Ok(MeetingEvent::Reminded {})
}

fn hold(
    it: &mut Meeting,
    on: huiyin_kernel::Date,
    attendance: BTreeMap<Side, Attendance>,
    facts: AgendaFacts,
    now: Instant,
) -> Result<MeetingEvent, No> {
    checks::held(it, on, &attendance, now)?;
    it.state = MeetingState::Held { on };
    it.attendance = attendance;
    it.facts = Some(facts);
    let sides = it.present().collect();
    Ok(MeetingEvent::Held { on, sides })
}

fn minute(
    it: &mut Meeting,
    mut notes: BTreeMap<crate::model::table::Topic, String>,
) -> Result<MeetingEvent, No> {
    checks::notes(&notes)?;
    notes.retain(|_, text| !text.trim().is_empty());
    let topics = notes.keys().copied().collect();
    it.notes = notes;
    // What somebody agreed to is no longer what stands there.
    it.agreed.clear();
    Ok(MeetingEvent::Minuted { topics })
}

fn settle(it: &mut Meeting, decision: Decision) -> Result<MeetingEvent, No> {
    checks::some_text(&decision.text, bounds::DECISION_CHARS, No::TextMissing)?;
    let held = it.state.held_on().ok_or(No::WrongState)?;
    checks::due(held, decision.due)?;
    if it.decisions.len() >= bounds::DECISIONS {
        return Err(No::TooManyDecisions);
    }
    let event = MeetingEvent::Decided {
        decision: decision.id,
        due: decision.due,
    };
    it.decisions.push(decision);
    it.agreed.clear();
    Ok(event)
}

/// A decision that was written down wrongly, as long as nothing came of it.
fn withdraw(it: &mut Meeting, decision: Id) -> Result<MeetingEvent, No> {
    let found = it.decision(decision).ok_or(No::DecisionUnknown)?;
    if found.way != Way::Task {
        return Err(No::WasTurned);
    }
    it.decisions.retain(|it| it.id != decision);
    it.agreed.clear();
    Ok(MeetingEvent::Withdrawn { decision })
}

/// A side agrees to the minutes as they stand; the last one that was present makes them agreed.
fn agree(
    it: &mut Meeting,
    side: Side,
    on: huiyin_kernel::Date,
    now: Instant,
) -> Result<MeetingEvent, No> {
    let held = it.state.held_on().ok_or(No::WrongState)?;
    if !it.attendance.get(&side).is_some_and(|seat| seat.present) {
        return Err(No::SideAbsent);
    }
    if it.notes.is_empty() {
        return Err(No::MinutesMissing);
    }
    if on < held {
        return Err(No::BeforeMeeting);
    }
    if on > now.date() {
        return Err(No::InFuture);
    }
    it.agreed.insert(side, on);
    let is_whole = it.present().all(|side| it.agreed.contains_key(&side));
    if is_whole {
        it.state = MeetingState::MinutesAgreed { on: held };
    }
    Ok(MeetingEvent::Agreed { side, on })
}

fn publish(it: &mut Meeting, now: Instant) -> Result<MeetingEvent, No> {
    let on = it.state.held_on().ok_or(No::WrongState)?;
    if it.editions >= bounds::EDITIONS {
        return Err(No::TooManyEditions);
    }
    it.editions += 1;
    it.state = MeetingState::Published { on, at: now };
    Ok(MeetingEvent::Published {
        edition: it.editions,
    })
}

fn correct(it: &mut Meeting, reason: String) -> Result<MeetingEvent, No> {
    checks::some_text(&reason, bounds::REASON_CHARS, No::ReasonMissing)?;
    let on = it.state.held_on().ok_or(No::WrongState)?;
    it.state = MeetingState::Held { on };
    it.agreed.clear();
    it.correcting = Some(reason);
    Ok(MeetingEvent::Correcting {
        edition: it.editions,
    })
}
