use huiyin_kernel::Id;

use crate::model::bounds::{MATTER_MESSAGES, MATTER_PHOTOS, REPORT_PHOTOS};
use crate::model::{
    Act, EventBody, Field, NoticeKind, Recipient, Refused, RefusedCode, TextKind, Who,
};
use crate::rules::draft::{Draft, to_reporter};
use crate::rules::fields::too_many;

pub(super) fn apply(draft: &mut Draft<'_>, act: Act) -> Result<(), Refused> {
    match act {
        Act::Withdraw { reason } => withdraw(draft, &reason),
        Act::Message { text } => message(draft, &text),
        Act::AddPhotos { photo_ids } => add_photos(draft, photo_ids),
        Act::Chase { text } => {
            chase(draft, &text);
            Ok(())
        }
        Act::Join {} => {
            join(draft);
            Ok(())
        }
        _ => Err(RefusedCode::NotAllowed.into()),
    }
}

/// Whoever works on it; before anybody does, the dispatchers.
fn tell_desk(draft: &mut Draft<'_>, kind: NoticeKind) {
    let to = draft
        .matter
        .lead()
        .map_or(Recipient::Dispatchers, Recipient::Body);
    draft.tell(to, kind);
}

const fn by_reporter(draft: &Draft<'_>) -> bool {
    matches!(draft.actor.who, Who::Reporter { .. })
}

fn withdraw(draft: &mut Draft<'_>, reason: &str) -> Result<(), Refused> {
    let now = draft.now;
    tell_desk(draft, NoticeKind::Withdrawn);
    draft.moved(|state| state.withdraw(now))?;
    draft.matter.extension_request = None;
    draft.matter.suspension_request = None;
    draft.matter.plan_request = None;
    draft.record(
        EventBody::Withdrawn {},
        [to_reporter(TextKind::Reason, reason)],
    );
    Ok(())
}

fn message(draft: &mut Draft<'_>, text: &str) -> Result<(), Refused> {
    if draft.matter.counters.messages >= MATTER_MESSAGES {
        return Err(too_many(Field::Messages, MATTER_MESSAGES));
    }
    draft.matter.counters.messages += 1;
    let said = [to_reporter(TextKind::Message, text)];
    if by_reporter(draft) {
        draft.record(EventBody::MessageFromReporter {}, said);
        tell_desk(draft, NoticeKind::MessageFromReporter);
    } else {
        draft.record(EventBody::MessageToReporter {}, said);
        draft.tell(
            Recipient::Reporter(draft.matter.id),
            NoticeKind::MessageToReporter,
        );
    }
    Ok(())
}

fn add_photos(draft: &mut Draft<'_>, photo_ids: Vec<Id>) -> Result<(), Refused> {
    if photo_ids.len() > REPORT_PHOTOS {
        return Err(too_many(Field::Photos, REPORT_PHOTOS));
    }
    let added = u16::try_from(photo_ids.len()).unwrap_or(u16::MAX);
    let photos = draft.matter.counters.photos.saturating_add(added);
    if photos > MATTER_PHOTOS {
        return Err(too_many(Field::Photos, MATTER_PHOTOS));
    }
    draft.matter.counters.photos = photos;
    let by_reporter = by_reporter(draft);
    draft.record(
        EventBody::PhotosAdded {
            photo_ids,
            by_reporter,
        },
        [],
    );
    if by_reporter {
        tell_desk(draft, NoticeKind::PhotosAdded);
    }
    Ok(())
}

fn chase(draft: &mut Draft<'_>, text: &str) {
    draft.matter.counters.chases.push(draft.now);
    let count = u16::try_from(draft.matter.counters.chases.len()).unwrap_or(u16::MAX);
    draft.record(
        EventBody::Chased { count },
        [to_reporter(TextKind::Message, text)],
    );
    tell_desk(draft, NoticeKind::Chased);
}

fn join(draft: &mut Draft<'_>) {
    draft.matter.counters.joined = draft.matter.counters.joined.saturating_add(1);
    draft.record(
        EventBody::Joined {
            count: draft.matter.counters.joined,
        },
        [],
    );
}
