//! Pressing, leaving out of the rates, releasing to the public.

use super::form::Writing;
use super::read::Reading;
use crate::model::bounds::{NOTE_CHARS, SUMMARY_CHARS};
use crate::model::{Act, ActName, ExclusionReason};
use crate::pages::desk::wording::named_choices;

pub(super) fn write(act: ActName, form: &mut Writing<'_>) {
    let ctx = form.scene.ctx;
    match act {
        ActName::Supervise => form.long("note", true, NOTE_CHARS),
        ActName::ExcludeFromRates => {
            let reason = form.value("reason", "");
            let names = ExclusionReason::ALL.iter().map(|it| it.name());
            form.radios(
                "reason",
                true,
                named_choices(ctx, "matters-exclusion", names, &reason),
            );
            form.long("note", true, NOTE_CHARS);
        }
        ActName::DecideExclusion => {
            let approved = form.value("approved", "");
            let options = named_choices(ctx, "matters-desk-granted", ["yes", "no"], &approved);
            form.radios("approved", true, options);
            form.long("note", false, NOTE_CHARS);
        }
        ActName::ReleaseSummary => form.long("summary", true, SUMMARY_CHARS),
        _ => {}
    }
}

pub(super) fn read(act: ActName, form: &mut Reading<'_>) -> Option<Act> {
    match act {
        ActName::Supervise => Some(Act::Supervise {
            note: form.text("note", true, NOTE_CHARS),
        }),
        ActName::ExcludeFromRates => {
            let reason = form.chosen("reason", ExclusionReason::from_name);
            let note = form.text("note", true, NOTE_CHARS);
            Some(Act::ExcludeFromRates {
                reason: reason?,
                note,
            })
        }
        ActName::DecideExclusion => {
            let approved = form.yes_or_no("approved");
            let note = form.text("note", false, NOTE_CHARS);
            Some(Act::DecideExclusion {
                approved: approved?,
                note,
            })
        }
        ActName::ReleaseSummary => Some(Act::ReleaseSummary {
            summary: form.text("summary", true, SUMMARY_CHARS),
        }),
        _ => None,
    }
}
