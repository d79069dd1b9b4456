//! Asking for more time or for a pause, and deciding on it.

use huiyin_kernel::Date;
use huiyin_web::Choice;

use super::form::Writing;
use super::read::Reading;
use crate::model::bounds::{NOTE_CHARS, REASON_CHARS, REVIEW_DAYS};
use crate::model::{Act, ActName};
use crate::pages::desk::wording::named_choices;
use crate::rules::deadlines;

pub(super) fn write(act: ActName, form: &mut Writing<'_>) {
    match act {
        ActName::AskExtension => {
            let scene = form.scene;
            let longest = scene.matter().clock().map_or(0, |clock| {
                deadlines::longest_extension(clock, &scene.matters.limits)
            });
            form.short("working_days", "number", "", true, 3);
            if let Some(field) = form.fields.last_mut() {
                let hint = ("most", i64::from(longest).into());
                field.hint = scene.ctx.say("matters-desk-h-longest-extension", &[hint]);
            }
            form.long("reason", true, REASON_CHARS);
        }
        ActName::AskSuspension => {
            form.long("cause", true, REASON_CHARS);
            form.long("plan", true, NOTE_CHARS);
            let first = form
                .scene
                .ctx
                .now
                .date()
                .plus_days(REVIEW_DAYS / 3)
                .to_string();
            form.short("review_on", "date", &first, true, 10);
            let own = form.scene.actor.account().map(|id| id.to_string());
            let chosen = form.value("person", &own.unwrap_or_default());
            let people = form.scene.people.iter().map(|(id, name)| {
                let id = id.to_string();
                let is_chosen = id == chosen;
                Choice::new(id, name.clone(), is_chosen)
            });
            form.select("person", true, people.collect());
        }
        ActName::DecideExtension | ActName::DecideSuspension => {
            let ctx = form.scene.ctx;
            let granted = form.value("granted", "");
            let options = named_choices(ctx, "matters-desk-granted", ["yes", "no"], &granted);
            form.radios("granted", true, options);
            form.long("reason", true, REASON_CHARS);
        }
        ActName::Resume => form.long("note", false, NOTE_CHARS),
        _ => {}
    }
}

pub(super) fn read(act: ActName, form: &mut Reading<'_>) -> Option<Act> {
    match act {
        ActName::AskExtension => {
            let working_days = form.chosen("working_days", |text| text.parse().ok());
            let reason = form.text("reason", true, REASON_CHARS);
            Some(Act::AskExtension {
                working_days: working_days?,
                reason,
            })
        }
        ActName::DecideExtension => {
            let granted = form.yes_or_no("granted");
            let reason = form.text("reason", true, REASON_CHARS);
            Some(Act::DecideExtension {
                granted: granted?,
                reason,
            })
        }
        ActName::AskSuspension => {
            let cause = form.text("cause", true, REASON_CHARS);
            let plan = form.text("plan", true, NOTE_CHARS);
            let review_on = form.chosen("review_on", |text| text.parse::<Date>().ok());
            let people = form.scene.people;
            let person = form.chosen("person", |text| {
                let id = text.parse().ok()?;
                people.iter().any(|(known, _)| *known == id).then_some(id)
            });
            Some(Act::AskSuspension {
                cause,
                plan,
                review_on: review_on?,
                person: person?,
            })
        }
        ActName::DecideSuspension => {
            let granted = form.yes_or_no("granted");
            let reason = form.text("reason", true, REASON_CHARS);
            Some(Act::DecideSuspension {
                granted: granted?,
                reason,
            })
        }
        ActName::Resume => Some(Act::Resume {
            note: form.text("note", false, NOTE_CHARS),
        }),
        _ => None,
    }
}
