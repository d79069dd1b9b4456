//! Getting in touch, working, answering, and speaking with the reporter on the way.

use super::form::Writing;
use super::read::Reading;
use crate::model::bounds::{NOTE_CHARS, REASON_CHARS, REPORT_TEXT_CHARS};
use crate::model::{Act, ActName, Channel, OutcomeName};
use crate::pages::desk::wording::named_choices;

/// How a body reaches a reporter; the link is the reporter's own way.
pub(super) const CHANNELS: &[Channel] = &[
    Channel::Phone,
    Channel::Door,
    Channel::Counter,
    Channel::Message,
];

/// Purposes of templates that may stand in an answer.
const ANSWERS: &[&str] = &["solved", "partly", "explained", "refused", "referred"];

pub(super) fn write(act: ActName, form: &mut Writing<'_>) {
    let ctx = form.scene.ctx;
    match act {
        ActName::Contact => {
            let channel = form.value("channel", Channel::Phone.name());
            let names = CHANNELS.iter().map(|it| it.name());
            form.select(
                "channel",
                true,
                named_choices(ctx, "matters-channel", names, &channel),
            );
            let reached = form.value("reached", "");
            let options = named_choices(ctx, "matters-desk-reached", ["yes", "no"], &reached);
            form.radios("reached", true, options);
            form.long("note", false, NOTE_CHARS);
        }
        ActName::Answer => {
            let outcome = form.value("outcome", "");
            let names = OutcomeName::ALL.iter().map(|it| it.name());
            let mut options = named_choices(ctx, "matters-outcome", names, &outcome);
            for option in &mut options {
                option.hint = ctx.t(&format!("matters-desk-outcome-{}", option.value));
            }
            form.radios("outcome", true, options);
            form.templates(ANSWERS);
            form.long("text", true, REPORT_TEXT_CHARS);
            form.long("reason", false, REASON_CHARS);
            form.long("channel", false, REASON_CHARS);
        }
        ActName::Message => {
            form.templates(&["message"]);
            form.long("text", true, NOTE_CHARS);
        }
        ActName::Note => form.long("text", true, NOTE_CHARS),
        ActName::AddPhotos => form.photos("photos"),
        _ => {}
    }
}

pub(super) fn read(act: ActName, form: &mut Reading<'_>, photos: usize) -> Option<Act> {
    match act {
        ActName::Contact => {
            let channel = form.chosen("channel", Channel::from_name);
            let reached = form.yes_or_no("reached");
            let note = form.text("note", false, NOTE_CHARS);
            Some(Act::Contact {
                channel: channel?,
                reached: reached?,
                note,
            })
        }
        ActName::Start => Some(Act::Start {}),
        ActName::Answer => {
            let text = form.text("text", true, REPORT_TEXT_CHARS);
            let outcome = form.outcome(REASON_CHARS)?;
            Some(Act::Answer { outcome, text })
        }
        ActName::Message => Some(Act::Message {
            text: form.text("text", true, NOTE_CHARS),
        }),
        ActName::Note => Some(Act::Note {
            text: form.text("text", true, NOTE_CHARS),
        }),
        ActName::AddPhotos => {
            if photos == 0 {
                form.wrong("photos", "matters-desk-choose-photos");
            }
            // The photos get their ids when they are stored.
            let photo_ids = Vec::new();
            Some(Act::AddPhotos { photo_ids })
        }
        _ => None,
    }
}
