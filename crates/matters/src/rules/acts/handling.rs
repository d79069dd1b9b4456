use crate::model::{
    Act, Answer, Channel, DueClock, EventBody, Field, NoticeKind, Outcome, OutcomeName, Recipient,
    Refused, RefusedCode, StateName, TextKind,
};
use crate::rules::draft::{Draft, to_reporter, to_staff};

pub(super) fn apply(draft: &mut Draft<'_>, act: Act) -> Result<(), Refused> {
    match act {
        Act::Contact {
            channel,
            reached,
            note,
        } => contact(draft, channel, reached, &note),
        Act::Start {} => start(draft),
        Act::Answer { outcome, text } => answer(draft, &outcome, &text),
        _ => Err(RefusedCode::NotAllowed.into()),
    }
}

fn contact(
    draft: &mut Draft<'_>,
    channel: Channel,
    reached: bool,
    note: &str,
) -> Result<(), Refused> {
    draft.handled_by_actor();
    let now = draft.now;
    let first = reached && draft.matter.first_contact_at.is_none();
    if reached {
        draft.matter.first_contact_at.get_or_insert(now);
    } else {
        let tries = draft.matter.counters.contact_tries.saturating_add(1);
        draft.matter.counters.contact_tries = tries;
    }
    if reached && draft.matter.state_name() == StateName::Acknowledged {
        draft.moved(|state| state.contact(now))?;
    }
    let body = EventBody::Contacted {
        channel,
        reached,
        first,
    };
    draft.record(body, [to_staff(TextKind::Note, note)]);
    Ok(())
}

fn start(draft: &mut Draft<'_>) -> Result<(), Refused> {
    draft.handled_by_actor();
    let now = draft.now;
    draft.moved(|state| state.start(now))?;
    let body = draft.matter.lead().ok_or(RefusedCode::WrongState)?;
    draft.record(EventBody::Started { body }, []);
    Ok(())
}

/// What was asked for and not yet decided lapses with the answer.
fn answer(draft: &mut Draft<'_>, outcome: &Outcome, text: &str) -> Result<(), Refused> {
    let (kind, more) = owed(outcome)?;
    check_steps(draft, outcome.name())?;
    let by = draft.account()?;
    let body = draft.matter.lead().ok_or(RefusedCode::WrongState)?;
    let due_before = draft.matter.clock().map(|clock| clock.due_before);
    let in_time = due_before.is_some_and(|due| draft.now < due);
    let given = Answer {
        at: draft.now,
        outcome: outcome.name(),
        by,
        body,
        in_time,
    };
    draft.moved(|state| state.answer(given))?;
    draft.handled_by_actor();
    let matter = &mut draft.matter;
    matter.extension_request = None;
    matter.suspension_request = None;
    matter.plan_request = None;
    matter.counters.call_back_tries.clear();
    matter.counters.late_rounds = matter
        .counters
        .late_rounds
        .saturating_add(u16::from(!in_time));
    let round = matter.counters.reopened.saturating_add(1);
    let event = EventBody::Answered {
        outcome: outcome.name(),
        body,
        in_time,
        round,
    };
    draft.record(
        event,
        [to_reporter(TextKind::Answer, text), to_reporter(kind, more)],
    );
    draft.tell_everybody_who_asked(NoticeKind::Answered);
    draft.tell(Recipient::Callers, NoticeKind::CallBackWanted);
    Ok(())
}

/// What is answered as done goes by its plan to the last step; what turned out not to be possible
/// may be said before.
fn check_steps(draft: &Draft<'_>, outcome: OutcomeName) -> Result<(), Refused> {
    let left = draft.matter.clock().map_or(0, DueClock::steps_left);
    let says_done = matches!(outcome, OutcomeName::Solved | OutcomeName::Partly);
    if says_done && left > 0 {
        return Err(Refused::new(RefusedCode::StepsLeft).with("left", left));
    }
    Ok(())
}

/// A refusal owes its reason, a referral the name of the place to go.
fn owed(outcome: &Outcome) -> Result<(TextKind, &str), Refused> {
    let (field, kind, text) = match outcome {
        Outcome::Solved | Outcome::Partly | Outcome::Explained => return Ok((TextKind::Note, "")),
        Outcome::Refused { reason } => (Field::Reason, TextKind::Reason, reason),
        Outcome::Referred { channel } => (Field::Channel, TextKind::Channel, channel),
    };
    if text.trim().is_empty() {
        Err(Refused::missing(field))
    } else {
        Ok((kind, text))
    }
}
