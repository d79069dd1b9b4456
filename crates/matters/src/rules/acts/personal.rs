use huiyin_kernel::Id;

use crate::model::{Act, Channel, Consent, EventBody, Forgotten, Refused, RefusedCode};
use crate::rules::consent;
use crate::rules::draft::Draft;

pub(super) fn apply(draft: &mut Draft<'_>, act: Act) -> Result<(), Refused> {
    match act {
        Act::GiveConsent { channel, version } => {
            give(draft, channel, version);
            Ok(())
        }
        Act::WithdrawConsent {} => {
            withdraw(draft);
            Ok(())
        }
        Act::Forget { what } => {
            forget(draft, what);
            Ok(())
        }
        Act::ReleasePhotos { photo_ids, checked } => release_photos(draft, photo_ids, checked),
        _ => Err(RefusedCode::NotAllowed.into()),
    }
}

fn give(draft: &mut Draft<'_>, channel: Channel, version: u16) {
    draft.matter.consent = Some(Consent {
        version,
        given_at: draft.now,
        channel,
    });
    draft.record(EventBody::ConsentGiven { channel, version }, []);
}

/// Without the consent nothing that tells who it is may stay beside what is sensitive.
fn withdraw(draft: &mut Draft<'_>) {
    draft.matter.consent = None;
    let category = draft
        .matter
        .category
        .and_then(|code| draft.facts.categories.get(code));
    if category.is_some_and(consent::is_sensitive) {
        draft.matter.contactable = false;
        draft.matter.anonymous = true;
    }
    draft.record(EventBody::ConsentWithdrawn {}, []);
}

fn forget(draft: &mut Draft<'_>, what: Forgotten) {
    let matter = &mut draft.matter;
    if matches!(what, Forgotten::Person | Forgotten::Contact) {
        matter.contactable = false;
        matter.anonymous = true;
        matter.has_place = false;
        matter.consent = None;
    }
    let shared = matter.counters.joined > 0 || !matter.merged_from.is_empty();
    let unpublished = match what {
        // What others have joined stays for them; its summary never named anybody.
        Forgotten::Person => !shared,
        Forgotten::Publication => true,
        Forgotten::Contact | Forgotten::Photos | Forgotten::Joined => false,
    };
    if unpublished {
        matter.summary_released_at = None;
    }
    draft.record(EventBody::Forgotten { what }, []);
}

/// A photo goes to the public only after somebody has looked at it for just this.
fn release_photos(
    draft: &mut Draft<'_>,
    mut photo_ids: Vec<Id>,
    checked: bool,
) -> Result<(), Refused> {
    photo_ids.sort_unstable();
    photo_ids.dedup();
    if !photo_ids.is_empty() && !checked {
        return Err(RefusedCode::PhotosNotChecked.into());
    }
    draft.record(EventBody::PhotosReleased { photo_ids }, []);
    Ok(())
}
