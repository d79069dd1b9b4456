use huiyin_kernel::mask::is_visible;

use crate::model::bounds::{
    MATTER_PHOTOS, MILESTONES, NOTE_CHARS, REASON_CHARS, REPORT_TEXT_CHARS, SUMMARY_CHARS,
    SUPPORT_BODIES, WHISTLED_BODIES,
};
use crate::model::{Act, ActName, Field, Outcome, Refused, RefusedCode};

use super::table::TRANSITIONS;

/// Whether everything the table asks for is filled in, and nothing is longer than its limit.
pub(super) fn check(act: &Act, name: ActName) -> Result<(), Refused> {
    for (field, text, limit) in texts(act) {
        check_length(field, text, limit)?;
    }
    check_lists(act)?;
    let rules = TRANSITIONS.iter().filter(|rule| rule.act == name);
    match rules
        .flat_map(|rule| rule.needs)
        .find(|field| !gives(act, **field))
    {
        Some(field) => Err(Refused::missing(*field)),
        None => Ok(()),
    }
}

pub(super) fn check_length(field: Field, text: &str, limit: usize) -> Result<(), Refused> {
    if text.chars().nth(limit).is_none() {
        return Ok(());
    }
    let too_long = Refused::new(RefusedCode::TooLong);
    Err(too_long.with("field", field.name()).with("limit", limit))
}

pub(super) fn too_many(field: Field, limit: impl std::fmt::Display + Copy) -> Refused {
    Refused::new(RefusedCode::TooMany)
        .with("field", field.name())
        .with("limit", limit)
}

fn check_lists(act: &Act) -> Result<(), Refused> {
    match act {
        Act::Dispatch { supports, .. } if supports.len() > SUPPORT_BODIES => {
            Err(too_many(Field::Supports, SUPPORT_BODIES))
        }
        Act::ReleasePhotos { photo_ids, .. } if photo_ids.len() > usize::from(MATTER_PHOTOS) => {
            Err(too_many(Field::Photos, MATTER_PHOTOS))
        }
        Act::ProposePlan { days, .. } if days.len() > MILESTONES => {
            Err(too_many(Field::Days, MILESTONES))
        }
        Act::Whistle { bodies, .. } if bodies.len() > WHISTLED_BODIES => {
            Err(too_many(Field::Bodies, WHISTLED_BODIES))
        }
        _ => Ok(()),
    }
}

fn gives(act: &Act, wanted: Field) -> bool {
    match (act, wanted) {
        (Act::Accept { .. }, Field::Category) | (Act::Dispatch { .. }, Field::Lead) => true,
        (Act::AskExtension { working_days, .. }, Field::WorkingDays) => *working_days > 0,
        (Act::ProposePlan { days, .. }, Field::Days) => !days.is_empty(),
        (Act::Whistle { bodies, .. }, Field::Bodies) => !bodies.is_empty(),
        (Act::AddPhotos { photo_ids }, Field::Photos) => !photo_ids.is_empty(),
        _ => texts(act)
            .iter()
            .any(|(field, text, _)| *field == wanted && is_visible(text)),
    }
}

type Given<'a> = (Field, &'a str, usize);

/// Every free text of an act with the field it fills and its limit in characters.
fn texts(act: &Act) -> Vec<Given<'_>> {
    match act {
        Act::Reject { channel, .. } => vec![(Field::Channel, channel, REASON_CHARS)],
        Act::Split { second, note } => vec![
            (Field::Text, &second.text, REPORT_TEXT_CHARS),
            (Field::Note, note, NOTE_CHARS),
        ],
        Act::Return {
            reason,
            basis,
            override_note,
        } => vec![
            (Field::Reason, reason, REASON_CHARS),
            (Field::Basis, basis, REASON_CHARS),
            (
                Field::Note,
                override_note.as_deref().unwrap_or_default(),
                NOTE_CHARS,
            ),
        ],
        Act::RefuseReturn { reason }
        | Act::AskExtension { reason, .. }
        | Act::DecideExtension { reason, .. }
        | Act::DecideSuspension { reason, .. }
        | Act::DecidePlan { reason, .. }
        | Act::Whistle { reason, .. }
        | Act::Reopen { reason }
        | Act::Withdraw { reason } => vec![(Field::Reason, reason, REASON_CHARS)],
        Act::Correct { correction } => {
            vec![(Field::Reason, &correction.reason, REASON_CHARS)]
        }
        Act::AskSuspension { cause, plan, .. } => {
            vec![
                (Field::Reason, cause, REASON_CHARS),
                (Field::Plan, plan, NOTE_CHARS),
            ]
        }
        Act::ProposePlan { plan, .. } => vec![(Field::Plan, plan, NOTE_CHARS)],
        Act::ReachMilestone { text } => vec![(Field::Text, text, NOTE_CHARS)],
        Act::Answer { outcome, text } => answer_texts(outcome, text),
        Act::ReleaseSummary { summary } => vec![(Field::Summary, summary, SUMMARY_CHARS)],
        Act::Message { text } | Act::Note { text } | Act::Chase { text } => {
            vec![(Field::Text, text, NOTE_CHARS)]
        }
        _ => note(act),
    }
}

fn answer_texts<'a>(outcome: &'a Outcome, text: &'a str) -> Vec<Given<'a>> {
    let mut given = vec![(Field::Text, text, REPORT_TEXT_CHARS)];
    match outcome {
        Outcome::Refused { reason } => given.push((Field::Reason, reason, REASON_CHARS)),
        Outcome::Referred { channel } => given.push((Field::Channel, channel, REASON_CHARS)),
        Outcome::Solved | Outcome::Partly | Outcome::Explained => {}
    }
    given
}

fn note(act: &Act) -> Vec<Given<'_>> {
    match act {
        Act::Accept { note, .. }
        | Act::Merge { note, .. }
        | Act::Dispatch { note, .. }
        | Act::AcceptReturn { note }
        | Act::Contact { note, .. }
        | Act::Resume { note }
        | Act::AnswerWhistle { note, .. }
        | Act::JudgeWhistle { note, .. }
        | Act::CallBack { note, .. }
        | Act::Confirm { note, .. }
        | Act::AnswerAgain { note, .. }
        | Act::Supervise { note }
        | Act::HandOver { note, .. }
        | Act::ExcludeFromRates { note, .. }
        | Act::DecideExclusion { note, .. }
        | Act::MarkPetition { note } => vec![(Field::Note, note, NOTE_CHARS)],
        _ => Vec::new(),
    }
}
