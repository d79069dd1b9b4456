use huiyin_kernel::Id;

use crate::model::bounds::MERGED_MATTERS;
use crate::model::{
    Act, Area, Category, CategoryCode, Correction, EmergencyNumber, EventBody, Field, Flag, Kind,
    Matter, NoticeKind, Recipient, Refused, RefusedCode, RejectCode, Report, StateName, TextKind,
    Urgency,
};
use crate::rules::consent::{self, Identified};
use crate::rules::draft::{Draft, to_reporter, to_staff};
use crate::rules::fields::too_many;
use crate::rules::{deadlines, report};

use super::dispatch::check_lead;

pub(super) fn apply(draft: &mut Draft<'_>, act: Act) -> Result<(), Refused> {
    match act {
        Act::Accept {
            category,
            kind,
            urgency,
            note,
        } => accept(draft, category, kind, urgency, &note),
        Act::Reject {
            code,
            number,
            channel,
        } => reject(draft, code, number, &channel),
        Act::Merge { into, note } => merge(draft, into, &note),
        Act::Absorb { other } => absorb(draft, other),
        Act::Split { second, note } => split(draft, *second, &note),
        Act::Correct { correction } => correct(draft, &correction),
        Act::MarkPetition { note } => mark_petition(draft, &note),
        _ => Err(RefusedCode::NotAllowed.into()),
    }
}

fn known<'a>(draft: &Draft<'a>, code: CategoryCode) -> Result<&'a Category, Refused> {
    let unknown = || Refused::new(RefusedCode::UnknownCategory).with("category", code);
    draft.facts.categories.get(code).ok_or_else(unknown)
}

/// Takes over what follows from a category. Protection once given is not taken away by it.
fn categorise(matter: &mut Matter, category: &Category) {
    matter.category = Some(category.code);
    matter.nature = category.nature;
    matter.flags.clone_from(&category.flags);
    matter.restricted |= category.has(Flag::Restricted);
}

/// A sensitive kind and a name or phone are kept together with a live consent only.
fn has_consent(matter: &Matter, category: &Category) -> Result<(), Refused> {
    let needed = consent::needed(category, matter.urgency, Identified::of(matter));
    if needed && matter.consent.is_none() {
        return Err(RefusedCode::ConsentNeeded.into());
    }
    Ok(())
}

fn accept(
    draft: &mut Draft<'_>,
    code: CategoryCode,
    kind: Option<Kind>,
    urgency: Option<Urgency>,
    note: &str,
) -> Result<(), Refused> {
    let category = known(draft, code)?;
    categorise(&mut draft.matter, category);
    let wanted = urgency.unwrap_or(draft.matter.urgency);
    draft.matter.urgency = deadlines::urgency(Some(category), Some(wanted));
    draft.matter.kind = kind.unwrap_or(draft.matter.kind);
    has_consent(&draft.matter, category)?;
    let now = draft.now;
    draft.moved(|state| state.accept(now))?;
    let (kind_of_report, urgency) = (draft.matter.kind, draft.matter.urgency);
    let body = EventBody::Accepted {
        category: code,
        kind_of_report,
        urgency,
    };
    draft.record(body, [to_staff(TextKind::Note, note)]);
    draft.tell_everybody_who_asked(NoticeKind::Accepted);
    Ok(())
}

fn reject(
    draft: &mut Draft<'_>,
    code: RejectCode,
    number: Option<EmergencyNumber>,
    channel: &str,
) -> Result<(), Refused> {
    if code == RejectCode::Emergency && number.is_none() {
        return Err(RefusedCode::EmergencyNumberMissing.into());
    }
    let now = draft.now;
    draft.moved(|state| state.reject(now, code))?;
    draft.record(
        EventBody::Rejected { code, number },
        [to_reporter(TextKind::Channel, channel)],
    );
    draft.tell_everybody_who_asked(NoticeKind::Rejected);
    Ok(())
}

fn merge(draft: &mut Draft<'_>, into: Id, note: &str) -> Result<(), Refused> {
    if into == draft.matter.id {
        return Err(RefusedCode::MergeIntoItself.into());
    }
    let unfit = || Refused::from(RefusedCode::MergeTargetUnfit);
    let other = draft
        .facts
        .other
        .filter(|other| other.id == into)
        .ok_or_else(unfit)?;
    let gone = matches!(
        other.state,
        StateName::Rejected | StateName::Merged | StateName::Withdrawn
    );
    // A protected matter must not be drawn into one that others may read, and those who were
    // merged here would lose their way if this one moved on.
    let unequal = other.restricted != draft.matter.restricted;
    if gone || unequal || !draft.matter.merged_from.is_empty() {
        return Err(unfit());
    }
    let now = draft.now;
    draft.moved(|state| state.merge(now, into))?;
    draft.record(EventBody::Merged { into }, [to_staff(TextKind::Note, note)]);
    draft.tell_everybody_who_asked(NoticeKind::Merged);
    Ok(())
}

fn absorb(draft: &mut Draft<'_>, other: Id) -> Result<(), Refused> {
    if other == draft.matter.id {
        return Err(RefusedCode::MergeIntoItself.into());
    }
    if draft.matter.merged_from.contains(&other) {
        return Err(RefusedCode::AlreadyDone.into());
    }
    if draft.matter.merged_from.len() >= MERGED_MATTERS {
        return Err(too_many(Field::Merged, MERGED_MATTERS));
    }
    draft.matter.merged_from.push(other);
    draft.record(EventBody::Absorbed { other }, []);
    // Whoever comes late to an answer that is already there hears it too.
    if draft.matter.state.answer_given().is_some() {
        draft.tell(Recipient::Reporter(other), NoticeKind::Answered);
    }
    Ok(())
}

/// The second thing becomes a matter of its own (rule M13), as old as the report it came in.
fn split(draft: &mut Draft<'_>, second: Report, note: &str) -> Result<(), Refused> {
    if second.id == draft.matter.id {
        return Err(RefusedCode::MergeIntoItself.into());
    }
    let second = Report {
        split_from: Some(draft.matter.id),
        source: draft.matter.source,
        consent_version: draft.matter.consent.map(|it| it.version),
        contactable: draft.matter.contactable,
        anonymous: draft.matter.anonymous,
        restricted: second.restricted || draft.matter.restricted,
        complained_of: second.complained_of.or(draft.matter.complained_of),
        open_to_complained_of: draft.matter.open_to_complained_of,
        ..second
    };
    let mut born = report::report(&second, draft.actor, draft.facts, draft.now)?;
    born.matter.received_at = draft.matter.received_at;
    draft.bear(born);
    draft.record(
        EventBody::SplitOff { second: second.id },
        [to_staff(TextKind::Note, note)],
    );
    draft.tell(Recipient::Reporter(draft.matter.id), NoticeKind::Split);
    Ok(())
}

fn correct(draft: &mut Draft<'_>, correction: &Correction) -> Result<(), Refused> {
    let before = draft.matter.clone();
    if let Some(code) = correction
        .category
        .filter(|code| before.category != Some(*code))
    {
        let category = known(draft, code)?;
        if let Some(lead) = draft.matter.lead() {
            check_lead(draft.facts, category, lead)?;
        }
        categorise(&mut draft.matter, category);
        draft.matter.urgency = category.urgency;
        has_consent(&draft.matter, category)?;
    }
    let matter = &mut draft.matter;
    matter.kind = correction.kind.unwrap_or(matter.kind);
    matter.urgency = correction.urgency.unwrap_or(matter.urgency);
    matter.area = moved(matter.area, correction);
    matter.has_place |= correction.place_changed;
    if *matter == before && !correction.place_changed {
        return Err(RefusedCode::NothingChanged.into());
    }
    let due_before = recount(draft, &before)?;
    let body = EventBody::Corrected {
        category: draft
            .matter
            .category
            .filter(|_| draft.matter.category != before.category),
        kind_of_report: Some(draft.matter.kind).filter(|kind| *kind != before.kind),
        urgency: Some(draft.matter.urgency).filter(|urgency| *urgency != before.urgency),
        area_changed: draft.matter.area != before.area,
        place_changed: correction.place_changed,
        due_before,
    };
    draft.record(body, [to_staff(TextKind::Reason, &correction.reason)]);
    if due_before.is_some() {
        draft.tell_everybody_who_asked(NoticeKind::DueChanged);
        draft.tell_lead(NoticeKind::DueChanged);
    }
    Ok(())
}

/// Where a matter lies after a correction. Forms know streets and communities only: a compound stays
/// known while the community is the same and the place was not written anew.
fn moved(from: Area, correction: &Correction) -> Area {
    let Some(to) = correction.area else {
        return from;
    };
    let stays = to.community_id == from.community_id && !correction.place_changed;
    Area {
        compound_id: to.compound_id.or(from.compound_id.filter(|_| stays)),
        ..to
    }
}

/// The new due time, where the correction moved it.
fn recount(
    draft: &mut Draft<'_>,
    before: &Matter,
) -> Result<Option<huiyin_kernel::Instant>, Refused> {
    let matter = &draft.matter;
    let same = (matter.category, matter.kind, matter.urgency)
        == (before.category, before.kind, before.urgency);
    let Some(clock) = matter.clock().filter(|_| !same) else {
        return Ok(None);
    };
    let moved = deadlines::corrected(clock, matter, draft.facts)?;
    let due_before = Some(moved.due_before).filter(|due| *due != clock.due_before);
    draft.matter.state = draft.matter.state.clone().with_clock(moved);
    Ok(due_before)
}

/// A petition leaves the matter's loop for its own, statutory one (rule 2.1).
fn mark_petition(draft: &mut Draft<'_>, note: &str) -> Result<(), Refused> {
    let petition = deadlines::petition(draft.facts, draft.now);
    let now = draft.now;
    draft.moved(|state| state.reject(now, RejectCode::OtherStatutoryChannel))?;
    let (tell_before, conclude_before) = (petition.tell_before, petition.conclude_before);
    draft.matter.petition = Some(petition);
    let body = EventBody::MarkedPetition {
        tell_before,
        conclude_before,
    };
    draft.record(body, [to_staff(TextKind::Note, note)]);
    draft.tell_everybody_who_asked(NoticeKind::Petition);
    Ok(())
}
