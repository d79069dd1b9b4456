//! Hearing the reporter: calling back, closing, reopening, asking once more.

use super::form::Writing;
use super::handling::CHANNELS;
use super::read::Reading;
use crate::model::bounds::{NOTE_CHARS, REASON_CHARS};
use crate::model::{Act, ActName, CallBackResult, Channel, Rating};
use crate::pages::desk::wording::{named_choices, optional_choices};

/// What a caller may hear.
const RESULTS: &[CallBackResult] = &[
    CallBackResult::Solved,
    CallBackResult::Partly,
    CallBackResult::NotSolved,
    CallBackResult::NotReached,
];

pub(super) fn write(act: ActName, form: &mut Writing<'_>) {
    let ctx = form.scene.ctx;
    match act {
        ActName::CallBack | ActName::AnswerAgain => {
            if act == ActName::CallBack {
                let channel = form.value("channel", Channel::Phone.name());
                let names = CHANNELS.iter().map(|it| it.name());
                let options = named_choices(ctx, "matters-channel", names, &channel);
                form.select("channel", true, options);
            }
            let result = form.value("result", "");
            let names = RESULTS.iter().map(|it| it.name());
            form.radios(
                "result",
                true,
                named_choices(ctx, "matters-result", names, &result),
            );
            let rating = form.value("rating", "");
            let offered = form.scene.matters.limits.rating_scale.grades();
            let names = offered.iter().map(|it| it.name());
            let options =
                optional_choices(ctx, "matters-rating-none", "matters-rating", names, &rating);
            form.select("rating", false, options);
            form.long("note", false, NOTE_CHARS);
        }
        ActName::Reopen => form.long("reason", true, REASON_CHARS),
        _ => {}
    }
}

pub(super) fn read(act: ActName, form: &mut Reading<'_>) -> Option<Act> {
    match act {
        ActName::CallBack => {
            let channel = form.chosen("channel", Channel::from_name);
            let (result, rating, note) = word(form)?;
            Some(Act::CallBack {
                channel: channel?,
                result,
                rating,
                note,
            })
        }
        ActName::AnswerAgain => {
            let (result, rating, note) = word(form)?;
            Some(Act::AnswerAgain {
                result,
                rating,
                note,
            })
        }
        ActName::Close => Some(Act::Close {}),
        ActName::AskAgain => Some(Act::AskAgain {}),
        ActName::Reopen => Some(Act::Reopen {
            reason: form.text("reason", true, REASON_CHARS),
        }),
        _ => None,
    }
}

fn word(form: &mut Reading<'_>) -> Option<(CallBackResult, Option<Rating>, String)> {
    let result = form.chosen("result", CallBackResult::from_name);
    let rating = form.maybe("rating", Rating::from_name);
    let note = form.text("note", false, NOTE_CHARS);
    Some((result?, rating, note))
}
