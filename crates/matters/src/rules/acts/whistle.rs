use huiyin_kernel::Id;

use crate::model::{
    Act, Call, EventBody, NoticeKind, Recipient, Refused, RefusedCode, StandsIn, TextKind, Whistle,
    WhistleAnswer,
};
use crate::rules::deadlines;
use crate::rules::draft::{Draft, to_staff};

pub(super) fn apply(draft: &mut Draft<'_>, act: Act) -> Result<(), Refused> {
    match act {
        Act::Whistle { bodies, reason } => whistle(draft, bodies, &reason),
        Act::AnswerWhistle {
            whistle,
            body,
            answer,
            fitting,
            note,
        } => {
            let given = Given {
                whistle,
                body,
                answer,
                fitting,
            };
            answer_whistle(draft, &given, &note)
        }
        Act::JudgeWhistle {
            whistle,
            body,
            accepted,
            note,
        } => judge(draft, whistle, body, accepted, &note),
        _ => Err(RefusedCode::NotAllowed.into()),
    }
}

/// A whistle needs several departments, by its very sense (rule 4.2).
fn whistle(draft: &mut Draft<'_>, mut bodies: Vec<Id>, reason: &str) -> Result<(), Refused> {
    bodies.sort_unstable();
    bodies.dedup();
    if bodies.len() < 2 {
        return Err(RefusedCode::WhistleNeedsBodies.into());
    }
    if let Some(body) = bodies
        .iter()
        .find(|body| !draft.facts.bodies.contains_key(body))
    {
        return Err(Refused::new(RefusedCode::UnknownBody).with("body", body));
    }
    let answer_before = deadlines::whistle(draft.matter.urgency, draft.facts, draft.now)?;
    let whistle = Whistle {
        called_by: draft.account()?,
        called_at: draft.now,
        answer_before,
        calls: bodies.iter().map(|body| unanswered(*body, None)).collect(),
    };
    draft.matter.whistles.push(whistle);
    let event = EventBody::WhistleCalled {
        bodies: bodies.clone(),
        answer_before,
    };
    draft.record(event, [to_staff(TextKind::Reason, reason)]);
    for body in bodies {
        draft.tell(Recipient::Body(body), NoticeKind::WhistleCalled);
    }
    Ok(())
}

const fn unanswered(body: Id, stands_in: Option<StandsIn>) -> Call {
    Call {
        body,
        answer: None,
        answered_at: None,
        fitting: None,
        result_accepted: None,
        stands_in,
    }
}

struct Given {
    whistle: usize,
    body: Id,
    answer: WhistleAnswer,
    fitting: Option<bool>,
}

fn answer_whistle(draft: &mut Draft<'_>, given: &Given, note: &str) -> Result<(), Refused> {
    if !draft.actor.handles_for(given.body) {
        return Err(RefusedCode::WhistleNotCalled.into());
    }
    if let WhistleAnswer::Substitute(other) = given.answer
        && (other == given.body || !draft.facts.bodies.contains_key(&other))
    {
        return Err(Refused::new(RefusedCode::UnknownBody).with("body", other));
    }
    let now = draft.now;
    let called = draft
        .matter
        .whistles
        .get(given.whistle)
        .ok_or(RefusedCode::WhistleUnknown)?;
    let own = called
        .call_of(given.body)
        .ok_or(RefusedCode::WhistleNotCalled)?;
    if own.answer.is_some() {
        return Err(RefusedCode::WhistleAnswered.into());
    }
    let names_another = matches!(given.answer, WhistleAnswer::Substitute(_));
    if names_another && own.stands_in.is_some() {
        return Err(RefusedCode::WhistleSubstituteAgain.into());
    }
    let (in_time, called_by) = (now < called.answer_before_of(own), called.called_by);
    if let WhistleAnswer::Substitute(other) = given.answer {
        call_instead(draft, given, other)?;
    }
    let call = call_of(draft, given.whistle, given.body)?;
    call.answer = Some(given.answer);
    call.answered_at = Some(now);
    call.fitting = given.fitting;
    let event = EventBody::WhistleAnswered {
        whistle: given.whistle,
        body: given.body,
        answer: given.answer,
        in_time,
        fitting: given.fitting,
    };
    draft.record(event, [to_staff(TextKind::Note, note)]);
    draft.tell(Recipient::Account(called_by), NoticeKind::WhistleAnswered);
    match given.answer {
        WhistleAnswer::Present => {}
        WhistleAnswer::Absent => draft.tell(Recipient::Level(1), NoticeKind::WhistleAnswered),
        WhistleAnswer::Substitute(other) => {
            draft.tell(Recipient::Body(other), NoticeKind::WhistleCalled);
        }
    }
    Ok(())
}

/// Whoever is named instead is called like the others: it answers and is judged for itself. It may
/// not pass the call on, so a whistle never has more than two calls for each body it named.
fn call_instead(draft: &mut Draft<'_>, given: &Given, other: Id) -> Result<(), Refused> {
    let answer_before = deadlines::whistle(draft.matter.urgency, draft.facts, draft.now)?;
    let called = draft
        .matter
        .whistles
        .get_mut(given.whistle)
        .ok_or(RefusedCode::WhistleUnknown)?;
    if called.call_of(other).is_none() {
        let stands_in = StandsIn {
            for_body: given.body,
            answer_before,
        };
        called.calls.push(unanswered(other, Some(stands_in)));
    }
    Ok(())
}

fn call_of<'d>(
    draft: &'d mut Draft<'_>,
    whistle: usize,
    body: Id,
) -> Result<&'d mut Call, Refused> {
    let called = draft
        .matter
        .whistles
        .get_mut(whistle)
        .ok_or(RefusedCode::WhistleUnknown)?;
    let mut calls = called.calls.iter_mut();
    calls
        .find(|call| call.body == body)
        .ok_or_else(|| RefusedCode::WhistleNotCalled.into())
}

fn judge(
    draft: &mut Draft<'_>,
    whistle: usize,
    body: Id,
    accepted: bool,
    note: &str,
) -> Result<(), Refused> {
    let call = call_of(draft, whistle, body)?;
    if call.answer.is_none() {
        return Err(RefusedCode::WhistleNotAnswered.into());
    }
    if call.result_accepted.is_some() {
        return Err(RefusedCode::AlreadyDone.into());
    }
    call.result_accepted = Some(accepted);
    let event = EventBody::WhistleJudged {
        whistle,
        body,
        accepted,
    };
    draft.record(event, [to_staff(TextKind::Note, note)]);
    draft.tell(Recipient::Body(body), NoticeKind::WhistleJudged);
    Ok(())
}
