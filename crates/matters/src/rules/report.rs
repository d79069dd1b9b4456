use std::collections::BTreeSet;

use huiyin_kernel::mask::is_visible;
use huiyin_kernel::{Id, Instant};

use crate::model::bounds::{OUTSIDE_NUMBER_CHARS, REPORT_PHOTOS, REPORT_TEXT_CHARS};
use crate::model::{
    Actor, Answer, CallBackResult, Category, Change, Channel, Consent, Counters, EventBody, Facts,
    Field, Flag, Matter, Nature, NoticeKind, OutcomeName, Recipient, Refused, RefusedCode,
    RejectCode, Report, Role, Source, State, TextKind, Verdict, Who, Work,
};

use super::consent;
use super::deadlines;
use super::draft::{Draft, to_reporter};
use super::fields::{check_length, too_many};

/// Makes a matter of a report. It never fails for lack of a place, a category or a name; only
/// for what nobody could work with or store.
pub fn report(
    report: &Report,
    actor: &Actor,
    facts: &Facts<'_>,
    now: Instant,
) -> Result<Change, Refused> {
    may_report(actor)?;
    check(report, facts)?;
    let mut matter = fresh(report, facts, now);
    matter.consent = given(report, now);
    has_consent(&matter, facts)?;
    if report.source == Source::Petition {
        matter.petition = Some(deadlines::petition(facts, now));
    }
    let mut draft = Draft::new(matter, actor, facts, now);
    let body = EventBody::Reported {
        source: report.source,
        kind_of_report: report.kind,
        category: report.category,
        urgency: draft.matter.urgency,
        photo_ids: report.photo_ids.clone(),
        split_from: report.split_from,
        promised_before: draft.matter.promised_before,
    };
    draft.record(body, [to_reporter(TextKind::Report, &report.text)]);
    if let Some(consent) = draft.matter.consent {
        let (channel, version) = (consent.channel, consent.version);
        draft.record(EventBody::ConsentGiven { channel, version }, []);
    }
    draft.tell(Recipient::Reporter(report.id), NoticeKind::Received);
    draft.tell(Recipient::Dispatchers, NoticeKind::Received);
    Ok(draft.finish())
}

/// The consent that came with the report; who reports by themselves gives it there.
fn given(report: &Report, now: Instant) -> Option<Consent> {
    report.consent_version.map(|version| Consent {
        version,
        given_at: now,
        channel: match report.source {
            Source::Web => Channel::Link,
            Source::Phone | Source::Hotline => Channel::Phone,
            Source::Visit | Source::Grid => Channel::Door,
            Source::Counter | Source::Meeting | Source::Petition | Source::Media => {
                Channel::Counter
            }
        },
    })
}

/// What is sensitive is not saved beside a name or phone without a live consent (rule 17, P4).
fn has_consent(matter: &Matter, facts: &Facts<'_>) -> Result<(), Refused> {
    let category = matter.category.and_then(|code| facts.categories.get(code));
    let who = consent::Identified::of(matter);
    let needed = category.is_some_and(|it| consent::needed(it, matter.urgency, who));
    if needed && matter.consent.is_none() {
        return Err(RefusedCode::ConsentNeeded.into());
    }
    Ok(())
}

/// Anybody may report; of staff, those who meet residents or dispatch.
fn may_report(actor: &Actor) -> Result<(), Refused> {
    let staff = matches!(actor.who, Who::Staff { .. });
    let trusted = actor.posts.iter().any(|post| post.role != Role::Leader);
    if staff && !trusted {
        Err(RefusedCode::NotAllowed.into())
    } else {
        Ok(())
    }
}

fn check(report: &Report, facts: &Facts<'_>) -> Result<(), Refused> {
    if !is_visible(&report.text) {
        return Err(Refused::missing(Field::Text));
    }
    check_length(Field::Text, &report.text, REPORT_TEXT_CHARS)?;
    let number = report.outside_number.as_deref().unwrap_or_default();
    check_length(Field::OutsideNumber, number, OUTSIDE_NUMBER_CHARS)?;
    if report.photo_ids.len() > REPORT_PHOTOS {
        return Err(too_many(Field::Photos, REPORT_PHOTOS));
    }
    match report.category {
        Some(code) if facts.categories.get(code).is_none() => {
            Err(Refused::new(RefusedCode::UnknownCategory).with("category", code))
        }
        _ => Ok(()),
    }
}

fn fresh(report: &Report, facts: &Facts<'_>, now: Instant) -> Matter {
    let category = report.category.and_then(|code| facts.categories.get(code));
    let photos: BTreeSet<Id> = report.photo_ids.iter().copied().collect();
    Matter {
        id: report.id,
        number: None,
        version: 0,
        state: State::Received,
        source: report.source,
        outside_number: report.outside_number.clone(),
        kind: report.kind,
        nature: category.map_or(Nature::Other, |category| category.nature),
        category: report.category,
        urgency: deadlines::urgency(category, report.urgency),
        flags: category
            .map(|category| category.flags.clone())
            .unwrap_or_default(),
        restricted: report.restricted || category.is_some_and(|c| c.has(Flag::Restricted)),
        area: report.area,
        has_place: report.has_place,
        contactable: report.contactable,
        anonymous: report.anonymous,
        complained_of: report.complained_of,
        open_to_complained_of: report.open_to_complained_of,
        received_at: now,
        promised_before: deadlines::promise(report, facts, now),
        first_dispatched_at: None,
        first_contact_at: None,
        first_contact_before: None,
        counters: Counters {
            photos: u16::try_from(photos.len()).unwrap_or(u16::MAX),
            ..Counters::default()
        },
        escalation: 0,
        steps_done: Vec::new(),
        extension_request: None,
        extension_used: false,
        suspension_request: None,
        plan_request: None,
        whistles: Vec::new(),
        handlers: Vec::new(),
        merged_from: Vec::new(),
        split_from: report.split_from,
        merged_voice: None,
        last_voice: None,
        asked_again_at: None,
        asked_again_voice: None,
        exclusion: None,
        summary_released_at: None,
        petition: None,
        consent: None,
    }
}

/// What another system says about a matter's fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportedState {
    Received,
    /// With this lead, since then.
    AtWork {
        lead: Id,
        since: Instant,
    },
    Rejected {
        at: Instant,
        code: RejectCode,
    },
    /// Taken back or cancelled, by then perhaps in somebody's hands.
    Withdrawn {
        lead: Option<Id>,
        at: Instant,
    },
    Closed {
        lead: Id,
        at: Instant,
        outcome: OutcomeName,
        /// What its reporter said there, if anybody asked.
        result: CallBackResult,
        rating: Option<crate::model::Rating>,
    },
}

/// One row of another system, already read, mapped and checked by the importer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub report: Report,
    pub received_at: Instant,
    pub dispatched_at: Option<Instant>,
    pub contacted_at: Option<Instant>,
    /// When it was to be done by their own plan, exclusive; ours is counted where they had none.
    pub due_before: Option<Instant>,
    /// What they answered, in their words.
    pub reply: Option<String>,
    pub state: ImportedState,
}

/// Takes history as it was: no notices go out, and no deadline is judged by tables we lack; where
/// the calendar does not reach back, the due time counts the limit in calendar days.
pub fn import(
    imported: &Imported,
    actor: &Actor,
    facts: &Facts<'_>,
    now: Instant,
) -> Result<Change, Refused> {
    check(&imported.report, facts)?;
    let mut matter = fresh(&imported.report, facts, imported.received_at);
    let category: Option<&Category> = matter.category.and_then(|code| facts.categories.get(code));
    matter.first_contact_at = imported.contacted_at;
    // Their reporters were told of their date, not of one that we would have counted.
    matter.promised_before = imported.due_before.or(matter.promised_before);
    matter.state = imported_state(imported, &matter, category, facts);
    if let Some(work) = matter.state.work() {
        matter.first_dispatched_at = Some(work.dispatched_at);
        matter.first_contact_before = Some(work.clock.contact_before);
    }
    let late = matter
        .state
        .answer_given()
        .is_some_and(|answer| !answer.in_time);
    matter.counters.late_rounds = u16::from(late);
    let mut draft = Draft::new(matter, actor, facts, now);
    let (source, received_at) = (imported.report.source, imported.received_at);
    let reply = imported.reply.as_deref().unwrap_or_default();
    let texts = [
        to_reporter(TextKind::Report, &imported.report.text),
        to_reporter(TextKind::Answer, reply),
    ];
    draft.record(
        EventBody::Imported {
            source,
            received_at,
        },
        texts,
    );
    Ok(draft.finish())
}

fn imported_state(
    imported: &Imported,
    matter: &Matter,
    category: Option<&Category>,
    facts: &Facts<'_>,
) -> State {
    let work = |lead, dispatched_at| {
        let mut clock = deadlines::of_history(matter, category, facts, dispatched_at);
        if let Some(planned) = imported.due_before {
            clock.due_before = planned;
            clock.first_due_before = planned;
        }
        Work {
            lead,
            supports: Vec::new(),
            dispatched_at,
            clock,
        }
    };
    let dispatched_at = imported.dispatched_at.unwrap_or(imported.received_at);
    match &imported.state {
        ImportedState::Received => State::Received,
        ImportedState::AtWork { lead, since } => State::InProgress {
            work: work(*lead, dispatched_at),
            since: *since,
        },
        ImportedState::Rejected { at, code } => State::Rejected {
            at: *at,
            code: *code,
        },
        ImportedState::Withdrawn { lead, at } => State::Withdrawn {
            at: *at,
            work: lead.map(|lead| work(lead, dispatched_at)),
        },
        ImportedState::Closed {
            lead,
            at,
            outcome,
            result,
            rating,
        } => {
            let work = work(*lead, dispatched_at);
            let answer = Answer {
                at: *at,
                outcome: *outcome,
                by: *lead,
                body: *lead,
                in_time: *at < work.clock.due_before,
            };
            let channel = Channel::Phone;
            let verdict = Verdict {
                at: *at,
                result: *result,
                rating: *rating,
                channel,
                by: None,
            };
            State::Closed {
                work,
                answer,
                verdict,
                at: *at,
            }
        }
    }
}
