//! One row of another system in the words of the rules.

use huiyin_kernel::Id;
use huiyin_kernel::mask::{AddressLevel, mask_address};

use super::Job;
use super::places::Found;
use crate::import::{ImportField, ImportRow, ImportedStatus, Refusal, RefusalCode};
use crate::model::bounds::REPORT_TEXT_CHARS;
use crate::model::{CallBackResult, Kind, OutcomeName, RejectCode, Report};
use crate::rules::{Imported, ImportedState};
use crate::store::Placed;

/// A row ready to become a matter with this id, and where it lies.
pub(super) fn imported(
    job: &Job<'_>,
    row: &ImportRow,
    id: Id,
) -> Result<(Imported, Placed), Refusal> {
    let refused = |code, field, value: &str| Refusal {
        row_number: row.row_number,
        code,
        field,
        value: value.to_owned(),
        first_row: None,
    };
    let found = match (&row.area, row.point) {
        (Some(name), _) => job
            .places
            .named(name)
            .ok_or_else(|| refused(RefusalCode::UnknownArea, ImportField::Area, name))?,
        (None, Some(point)) => job.places.around(point).unwrap_or_default(),
        (None, None) => Found::default(),
    };
    let state = state(job, row).map_err(|(code, field)| refused(code, field, ""))?;
    let has_work = row.status.needs_body();
    let report = Report {
        id,
        source: row.source,
        outside_number: Some(row.outside_number.clone()),
        kind: row.kind.unwrap_or(Kind::Help),
        category: row.category,
        urgency: None,
        text: text(row),
        area: found.area,
        has_place: row.place.is_some() || row.point.is_some(),
        photo_ids: Vec::new(),
        contactable: job.plan.records_contact && has_work,
        anonymous: true,
        restricted: false,
        complained_of: None,
        open_to_complained_of: false,
        split_from: None,
        consent_version: None,
    };
    let imported = Imported {
        report,
        received_at: row.received_at,
        dispatched_at: None,
        contacted_at: row.contacted_at,
        due_before: row.due_before,
        reply: row.reply.clone(),
        state,
    };
    Ok((imported, placed(row, found.name)))
}

type Lacking = (RefusalCode, ImportField);

fn state(job: &Job<'_>, row: &ImportRow) -> Result<ImportedState, Lacking> {
    let lead = row.body.as_ref().and_then(|name| job.bodies.id_of(name));
    let needed = lead.ok_or((RefusalCode::NoBody, ImportField::Body));
    let ended = row
        .closed_at
        .ok_or((RefusalCode::ClosedWithoutDate, ImportField::ClosedAt));
    Ok(match row.status {
        ImportedStatus::Received => ImportedState::Received,
        ImportedStatus::AtWork => ImportedState::AtWork {
            lead: needed?,
            since: row.contacted_at.unwrap_or(row.received_at),
        },
        ImportedStatus::Closed => ImportedState::Closed {
            lead: needed?,
            at: ended?,
            // The least that an end can claim.
            outcome: row.outcome.unwrap_or(OutcomeName::Explained),
            result: CallBackResult::Unasked,
            rating: None,
        },
        ImportedStatus::Withdrawn => ImportedState::Withdrawn { lead, at: ended? },
        ImportedStatus::Rejected => ImportedState::Rejected {
            at: ended?,
            code: RejectCode::OtherStatutoryChannel,
        },
    })
}

/// Their title stands before their text where it says more and both fit.
fn text(row: &ImportRow) -> String {
    match &row.title {
        Some(title) if !row.text.starts_with(title.as_str()) => {
            let both = format!("{title}\n{}", row.text);
            if both.chars().count() <= REPORT_TEXT_CHARS {
                both
            } else {
                row.text.clone()
            }
        }
        _ => row.text.clone(),
    }
}

fn placed(row: &ImportRow, area_name: String) -> Placed {
    let text = row.place.clone().unwrap_or_default();
    let public = match &row.place_public {
        Some(public) => public.clone(),
        None if !area_name.is_empty() => area_name,
        None => mask_address(&text, AddressLevel::Compound),
    };
    Placed {
        text,
        public,
        point: row.point,
    }
}
