use huiyin_kernel::{Id, Instant, Limit, WorkingCalendar};

use super::table::{Rule, TRANSITIONS};
use crate::model::{
    Act, ActName, Actor, Case, Change, Event, EventBody, Kind, Proof, Refused, State, StateName,
    Step, StepDone, Text, TextKind,
};

/// Within this an answer is owed.
pub const RIGHTS_WORKING_DAYS: u16 = 15;
/// Once, with the reason told.
pub const EXTENSION_WORKING_DAYS: u16 = 15;
/// So long before the due time the first reminder comes.
const SOON_WORKING_DAYS: u32 = 3;
const TEXT_CHARS: usize = 2_000;

/// Makes a case. It is never lost for want of a calendar: then its due time stays open.
pub fn ask(
    id: Id,
    kind: Kind,
    proof: Proof,
    wish: &str,
    proof_note: &str,
    calendar: &WorkingCalendar,
    now: Instant,
) -> Result<Change, Refused> {
    if kind.needs_wish() && wish.trim().is_empty() {
        return Err(Refused::WishMissing);
    }
    check_length(wish)?;
    check_length(proof_note)?;
    let limit = Limit::WorkingDays(RIGHTS_WORKING_DAYS);
    let due_before = calendar.due_before(now, limit).ok();
    let case = Case {
        id,
        version: 0,
        kind,
        proof,
        state: State::Asked,
        asked_at: now,
        due_before,
        extended: false,
        reminded: Vec::new(),
        handed_over_at: None,
    };
    let mut draft = Draft::new(case);
    let body = EventBody::Asked {
        kind_of_right: kind,
        proof,
        due_before,
    };
    draft.record(
        body,
        &[(TextKind::Wish, wish), (TextKind::ProofNote, proof_note)],
    );
    Ok(draft.finish())
}

fn check_length(text: &str) -> Result<(), Refused> {
    match text.chars().nth(TEXT_CHARS) {
        Some(_) => Err(Refused::TooLong),
        None => Ok(()),
    }
}

struct Draft {
    case: Case,
    events: Vec<Event>,
}

impl Draft {
    const fn new(case: Case) -> Self {
        Self {
            case,
            events: Vec::new(),
        }
    }

    fn record(&mut self, body: EventBody, texts: &[(TextKind, &str)]) {
        self.case.version = self.case.version.saturating_add(1);
        let texts = texts.iter().filter(|(_, text)| !text.trim().is_empty());
        self.events.push(Event {
            version: self.case.version,
            body,
            texts: texts
                .map(|(kind, text)| Text {
                    kind: *kind,
                    body: text.trim().to_owned(),
                })
                .collect(),
        });
    }

    fn finish(self) -> Change {
        Change {
            case: self.case,
            events: self.events,
        }
    }
}

fn fitting(case: &Case, actor: Actor, act: ActName) -> Result<&'static Rule, Refused> {
    let own = |rule: &&Rule| rule.act == act && rule.parts.contains(&actor.part());
    if !TRANSITIONS.iter().any(|rule| own(&rule)) {
        return Err(Refused::NotAllowed);
    }
    let state = case.state.name();
    TRANSITIONS
        .iter()
        .filter(own)
        .find(|rule| rule.from.contains(&state))
        .ok_or(Refused::WrongState)
}

/// The acts open to this actor now.
pub fn available(case: &Case, actor: Actor) -> Vec<ActName> {
    let open =
        |act: &ActName| fitting(case, actor, *act).is_ok() && guard(case, actor, *act).is_ok();
    ActName::ALL.iter().copied().filter(open).collect()
}

fn guard(case: &Case, actor: Actor, act: ActName) -> Result<(), Refused> {
    match act {
        ActName::Extend if case.extended => Err(Refused::AlreadyDone),
        ActName::HandOver if !case.kind.gives_copy() => Err(Refused::NothingToHandOver),
        // By themselves only what the code alone entitles to is granted.
        ActName::Grant if actor == Actor::System => {
            if case.kind.is_immediate() && case.proof == Proof::Code {
                Ok(())
            } else {
                Err(Refused::NotAllowed)
            }
        }
        _ => Ok(()),
    }
}

/// What an act makes of a case, or why it is refused.
pub fn decide(
    case: &Case,
    actor: Actor,
    act: &Act,
    calendar: &WorkingCalendar,
    now: Instant,
) -> Result<Change, Refused> {
    fitting(case, actor, act.name())?;
    guard(case, actor, act.name())?;
    let officer = match actor {
        Actor::Officer(account) => Some(account),
        Actor::Person | Actor::System => None,
    };
    let mut draft = Draft::new(case.clone());
    match act {
        Act::Take => {
            let by = officer.ok_or(Refused::NotAllowed)?;
            draft.case.state = State::InReview { by, since: now };
            draft.record(EventBody::Taken {}, &[]);
        }
        Act::Grant { note } => {
            check_length(note)?;
            draft.case.state = State::Done {
                at: now,
                by: officer,
            };
            draft.record(EventBody::Done {}, &[(TextKind::Note, note)]);
        }
        Act::Refuse { ground, reason } => {
            reasoned(reason)?;
            let by = officer.ok_or(Refused::NotAllowed)?;
            draft.case.state = State::Refused {
                at: now,
                by,
                ground: *ground,
            };
            let body = EventBody::Refused { ground: *ground };
            draft.record(body, &[(TextKind::Reason, reason)]);
        }
        Act::Extend { reason } => extend(&mut draft, reason, calendar)?,
        Act::Withdraw => {
            draft.case.state = State::Withdrawn { at: now };
            draft.record(EventBody::Withdrawn {}, &[]);
        }
        Act::HandOver => {
            draft.case.handed_over_at = Some(now);
            draft.record(EventBody::HandedOver {}, &[]);
        }
        Act::Remind { step } => remind(&mut draft, *step, calendar, now)?,
    }
    Ok(draft.finish())
}

/// A correction that is granted has corrected something: the name, the phone, or what the note
/// names, because the words of a matter are corrected in the matter itself.
pub fn check_corrected(
    kind: Kind,
    name: Option<&str>,
    phone: Option<&str>,
    note: &str,
) -> Result<(), Refused> {
    let said = |text: &str| !text.trim().is_empty();
    let corrected = name.is_some_and(said) || phone.is_some_and(said) || said(note);
    if kind == Kind::Correct && !corrected {
        return Err(Refused::NothingCorrected);
    }
    Ok(())
}

fn reasoned(reason: &str) -> Result<(), Refused> {
    if reason.trim().is_empty() {
        return Err(Refused::ReasonMissing);
    }
    check_length(reason)
}

fn extend(draft: &mut Draft, reason: &str, calendar: &WorkingCalendar) -> Result<(), Refused> {
    reasoned(reason)?;
    let due = draft.case.due_before.ok_or(Refused::CalendarMissing)?;
    let limit = Limit::WorkingDays(EXTENSION_WORKING_DAYS);
    // The due time is the first instant that is late, so counting on begins just before it.
    let moved = calendar
        .due_before(due.plus_seconds(-1), limit)
        .map_err(|_| Refused::CalendarMissing)?;
    draft.case.due_before = Some(moved);
    draft.case.extended = true;
    let body = EventBody::Extended { due_before: moved };
    draft.record(body, &[(TextKind::Reason, reason)]);
    Ok(())
}

/// What a case reminds of now and has not yet.
pub fn due_step(case: &Case, calendar: &WorkingCalendar, now: Instant) -> Option<StepDone> {
    let due_before = case.due_before.filter(|_| case.state.name().is_open())?;
    let step = if now >= due_before {
        Step::Overdue
    } else {
        let last_day = due_before.plus_seconds(-1).date();
        let left = calendar.working_days_between(now.date(), last_day);
        // An unknown year keeps nobody from being reminded late rather than never.
        if left.is_ok_and(|left| left > SOON_WORKING_DAYS) {
            return None;
        }
        Step::DueSoon
    };
    let done = StepDone { step, due_before };
    (!case.reminded.contains(&done)).then_some(done)
}

fn remind(
    draft: &mut Draft,
    step: Step,
    calendar: &WorkingCalendar,
    now: Instant,
) -> Result<(), Refused> {
    let due = due_step(&draft.case, calendar, now).filter(|due| due.step == step);
    let due = due.ok_or(Refused::NotDue)?;
    draft.case.reminded.push(due);
    draft.record(EventBody::Reminded { step }, &[]);
    Ok(())
}

/// Used by the diagram and its test: a state is open or the end of a case.
pub(super) fn is_end(state: StateName) -> bool {
    !state.is_open()
}
