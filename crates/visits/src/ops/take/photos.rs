use huiyin_db::Tx;
use huiyin_forms::{Form, model::Meaning};
use huiyin_kernel::Id;
use huiyin_matters::store as matters;
use huiyin_web::PageError;

use crate::Visits;
use crate::model::{Refused, VisitEvent};
use crate::notebook::{Handover, KeptPhoto};
use crate::ops::OpError;
use crate::rules::door::{PhotoTaken, may_keep_photo};
use crate::store::{dwellings, findings, photos, submissions, visits};

/// Notes a photo whose file is stored. From indoors only with the resident's own yes (rule V6).
pub(super) async fn keep(slice: &Visits, tx: &mut Tx, kept: &KeptPhoto) -> Result<(), PageError> {
    let taken = PhotoTaken {
        indoors: kept.indoors,
        consent: kept.consent,
    };
    may_keep_photo(taken).map_err(|why: Refused| OpError::from(why))?;
    photos::add(tx, kept).await?;
    slice.site.blobs.hold_for(tx, &kept.blob, kept.id).await?;
    let keys = &slice.site.keys;
    let Some(stored) = visits::load(tx, keys, kept.visit).await? else {
        return Ok(());
    };
    let Some(door) = dwellings::load(tx, keys, stored.visit.dwelling).await? else {
        return Ok(());
    };
    if let Some(handover) = kept.handover {
        let event = handed_over(kept, handover);
        let by = handover.taken_by.unwrap_or(handover.author);
        super::note(
            slice,
            tx,
            kept.visit,
            vec![event],
            None,
            by,
            kept.received_at,
        )
        .await?;
    }
    let all = submissions::of_visit(tx, keys, kept.visit, door.person).await?;
    for sent in all.iter().filter(|it| it.voice.id == kept.submission) {
        let form = super::form_of(tx, keys, &sent.form.0, sent.form.1).await?;
        attach(tx, form.or_else(super::form::shipped).as_ref(), sent).await?;
    }
    Ok(())
}

fn handed_over(kept: &KeptPhoto, handover: Handover) -> VisitEvent {
    VisitEvent::PhotoHandedOver {
        photo: kept.id,
        submission: kept.submission,
        author: handover.taken_by.map(|_| handover.author),
        delivered_by: handover.delivered_by,
    }
}

/// Shows the photos of a matter to whoever works on it: those that came before the answers that
/// name them, and those that come after.
pub(super) async fn attach(
    tx: &mut Tx,
    form: Option<&Form>,
    sent: &submissions::Sent,
) -> huiyin_db::Result<()> {
    let Some(form) = form else { return Ok(()) };
    let there = photos::of_submission(tx, sent.voice.id).await?;
    if there.is_empty() {
        return Ok(());
    }
    for (matter, answers) in &sent.voice.said.matters {
        let named: Vec<Id> = super::super::findings::answer(form, answers, Meaning::MatterPhoto)
            .and_then(|text| text.parse().ok())
            .into_iter()
            .collect();
        let is_ours = findings::of_matter(tx, *matter)
            .await?
            .is_some_and(|it| it.visit == sent.visit);
        if named.is_empty() || !is_ours {
            continue;
        }
        let shown = matters::photos_of(tx, *matter).await?;
        for photo in there.iter().filter(|it| named.contains(&it.id)) {
            if shown.iter().any(|it| it.id == photo.id) {
                continue;
            }
            let row = matters::Photo {
                id: photo.id,
                blob: photo.blob.clone(),
                by_reporter: true,
                at: photo.received_at,
                public_at: None,
            };
            matters::add_photo(tx, *matter, &row).await?;
        }
    }
    Ok(())
}
