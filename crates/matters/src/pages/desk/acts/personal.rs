//! What concerns the person behind a matter: photos for the public, and the separate consent.

use huiyin_web::Choice;

use super::form::Writing;
use super::handling::CHANNELS;
use super::read::Reading;
use crate::model::{Act, ActName, Channel};
use crate::pages::desk::wording::named_choices;

pub(super) fn write(act: ActName, form: &mut Writing<'_>) {
    let ctx = form.scene.ctx;
    match act {
        ActName::ReleasePhotos => {
            let photos = form.scene.photos.iter().enumerate();
            let options = photos.map(|(at, photo)| {
                let label = ctx.say("matters-desk-photo", &[("number", (at + 1).into())]);
                Choice::new(photo.id.to_string(), label, photo.public_at.is_some())
            });
            let options = options.collect();
            form.checks("public_photos", options);
            let checked = form.value("checked", "");
            let options = named_choices(ctx, "matters-desk-checked", ["yes"], &checked);
            form.radios("checked", false, options);
        }
        ActName::GiveConsent => {
            let channel = form.value("channel", Channel::Phone.name());
            let names = CHANNELS.iter().map(|it| it.name());
            let options = named_choices(ctx, "matters-channel", names, &channel);
            form.select("channel", true, options);
        }
        _ => {}
    }
}

pub(super) fn read(act: ActName, form: &mut Reading<'_>) -> Option<Act> {
    match act {
        ActName::ReleasePhotos => {
            let photo_ids = form.ids("public_photos");
            let checked = form.maybe("checked", |text| (text == "yes").then_some(true));
            Some(Act::ReleasePhotos {
                photo_ids,
                checked: checked.unwrap_or(false),
            })
        }
        ActName::GiveConsent => {
            let channel = form.chosen("channel", Channel::from_name)?;
            Some(Act::GiveConsent {
                channel,
                version: form.scene.world.notice_version,
            })
        }
        _ => None,
    }
}
