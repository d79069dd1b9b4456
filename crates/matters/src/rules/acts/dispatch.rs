use huiyin_kernel::Id;

use crate::model::bounds::RETURNS_BEFORE_ESCALATION;
use crate::model::{
    Act, BodyFacts, BodyKind, Category, EventBody, Facts, Field, NoticeKind, Part, Recipient,
    Refused, RefusedCode, TextKind, Work,
};
use crate::rules::draft::{Draft, to_staff};
use crate::rules::{deadlines, rights};

pub(super) fn apply(draft: &mut Draft<'_>, act: Act) -> Result<(), Refused> {
    match act {
        Act::Dispatch {
            lead,
            supports,
            note,
        } => dispatch(draft, lead, supports, &note),
        Act::Acknowledge {} => acknowledge(draft),
        Act::Return {
            reason,
            basis,
            override_note,
        } => hand_back(
            draft,
            &reason,
            &basis,
            override_note.as_deref().unwrap_or_default(),
        ),
        Act::AcceptReturn { note } => accept_return(draft, &note),
        Act::RefuseReturn { reason } => refuse_return(draft, &reason),
        _ => Err(RefusedCode::NotAllowed.into()),
    }
}

fn known_body(facts: &Facts<'_>, body: Id) -> Result<BodyFacts, Refused> {
    let unknown = || Refused::new(RefusedCode::UnknownBody).with("body", body);
    facts.bodies.get(&body).copied().ok_or_else(unknown)
}

/// What is not the community's own work is not given to it, and nothing is pushed below the level
/// that must take it (rules M9 and 3.3).
pub(super) fn check_lead(facts: &Facts<'_>, category: &Category, lead: Id) -> Result<(), Refused> {
    let body = known_body(facts, lead)?;
    let committee = body.kind == BodyKind::ResidentsCommittee;
    if committee && !category.community_can_lead {
        let refused = Refused::new(RefusedCode::CommunityMayNotLead);
        return Err(refused.with("category", category.code));
    }
    if body
        .level
        .is_some_and(|level| level < category.lowest_level)
    {
        let refused = Refused::new(RefusedCode::BelowLowestLevel);
        return Err(refused.with("level", category.lowest_level.name()));
    }
    Ok(())
}

fn dispatch(
    draft: &mut Draft<'_>,
    lead: Id,
    mut supports: Vec<Id>,
    note: &str,
) -> Result<(), Refused> {
    let category = draft
        .matter
        .category
        .and_then(|code| draft.facts.categories.get(code))
        .ok_or_else(|| Refused::missing(Field::Category))?;
    check_lead(draft.facts, category, lead)?;
    supports.sort_unstable();
    supports.dedup();
    if supports.contains(&lead) {
        return Err(RefusedCode::LeadAlsoSupports.into());
    }
    for body in &supports {
        known_body(draft.facts, *body)?;
    }
    let clock = deadlines::start(&draft.matter, draft.facts, draft.now)?;
    let body = EventBody::Dispatched {
        lead,
        supports: supports.clone(),
        contact_before: clock.contact_before,
        return_before: clock.return_before,
        due_before: clock.due_before,
    };
    let dispatched_at = draft.now;
    draft
        .matter
        .first_dispatched_at
        .get_or_insert(dispatched_at);
    draft
        .matter
        .first_contact_before
        .get_or_insert(clock.contact_before);
    let work = Work {
        lead,
        supports: supports.clone(),
        dispatched_at,
        clock,
    };
    draft.moved(|state| state.dispatch(work))?;
    draft.record(body, [to_staff(TextKind::Note, note)]);
    draft.tell(Recipient::Body(lead), NoticeKind::Dispatched);
    for support in supports {
        draft.tell(Recipient::Body(support), NoticeKind::SupportAsked);
    }
    draft.tell_everybody_who_asked(NoticeKind::Dispatched);
    Ok(())
}

fn acknowledge(draft: &mut Draft<'_>) -> Result<(), Refused> {
    let body = lead(draft)?;
    draft.handled_by_actor();
    let now = draft.now;
    draft.moved(|state| state.acknowledge(now))?;
    draft.record(EventBody::Acknowledged { body }, []);
    Ok(())
}

fn lead(draft: &Draft<'_>) -> Result<Id, Refused> {
    draft
        .matter
        .lead()
        .ok_or_else(|| RefusedCode::WrongState.into())
}

fn hand_back(
    draft: &mut Draft<'_>,
    reason: &str,
    basis: &str,
    override_note: &str,
) -> Result<(), Refused> {
    let body = lead(draft)?;
    let by = draft.account()?;
    let limit = draft.matter.clock().map(|clock| clock.return_before);
    let late = limit.is_some_and(|limit| draft.now >= limit);
    let supervisor = rights::parts(draft.actor, &draft.matter).contains(&Part::Supervisor);
    let overridden = late && supervisor && !override_note.trim().is_empty();
    if late && !overridden {
        return Err(RefusedCode::ReturnTooLate.into());
    }
    let now = draft.now;
    draft.moved(|state| state.hand_back(now, by))?;
    draft.matter.counters.returns = draft.matter.counters.returns.saturating_add(1);
    let count = draft.matter.counters.returns;
    let texts = [
        to_staff(TextKind::Reason, reason),
        to_staff(TextKind::Basis, basis),
        to_staff(TextKind::Note, override_note),
    ];
    draft.record(
        EventBody::Returned {
            body,
            count,
            overridden,
        },
        texts,
    );
    draft.tell(Recipient::Dispatchers, NoticeKind::ReturnFiled);
    if count >= RETURNS_BEFORE_ESCALATION {
        draft.escalate();
    }
    Ok(())
}

fn accept_return(draft: &mut Draft<'_>, note: &str) -> Result<(), Refused> {
    let body = lead(draft)?;
    let now = draft.now;
    draft.moved(|state| state.accept_return(now))?;
    draft.matter.extension_request = None;
    draft.record(
        EventBody::ReturnAccepted { body },
        [to_staff(TextKind::Note, note)],
    );
    draft.tell(Recipient::Body(body), NoticeKind::ReturnAccepted);
    draft.tell(
        Recipient::Reporter(draft.matter.id),
        NoticeKind::ReturnAccepted,
    );
    Ok(())
}

fn refuse_return(draft: &mut Draft<'_>, reason: &str) -> Result<(), Refused> {
    let body = lead(draft)?;
    draft.moved(crate::model::State::refuse_return)?;
    draft.record(
        EventBody::ReturnRefused { body },
        [to_staff(TextKind::Reason, reason)],
    );
    draft.tell(Recipient::Body(body), NoticeKind::ReturnRefused);
    Ok(())
}
