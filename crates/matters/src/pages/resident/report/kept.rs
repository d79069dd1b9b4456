//! Photos that were sent before the form was complete. A browser forgets chosen files when a page
//! comes back, and choosing them again is the hardest step for many; so cleaned photos stay with
//! us and the form carries their names, each marked so that nobody can name somebody else's.

use huiyin_db::Tx;
use huiyin_db::blobs::{self, Photo};
use huiyin_web::forms::Errors;
use huiyin_web::upload::PHOTOS_LIMIT;
use huiyin_web::{Ctx, PageError, Site};

use super::super::wording;
use crate::ops;

fn mark(site: &Site, form_key: &str, blob: &str) -> String {
    site.keys
        .digest("kept photo", &format!("{form_key} {blob}"))
}

/// The photos named by a form, those that carry our mark.
pub(super) async fn open(
    site: &Site,
    tx: &mut Tx,
    form_key: &str,
    names: &[String],
) -> Result<Vec<Photo>, PageError> {
    let mut photos = Vec::new();
    for name in names.iter().take(PHOTOS_LIMIT) {
        let Some((blob, given)) = name.split_once('.') else {
            continue;
        };
        if given != mark(site, form_key, blob) {
            continue;
        }
        if let Some(jpeg) = site.blobs.read(tx, blob).await? {
            // The row with its size is there already; nothing reads the size from here.
            photos.push(Photo {
                id: blob.to_owned(),
                jpeg,
                width_px: 0,
                height_px: 0,
            });
        }
    }
    Ok(photos)
}

/// Stores photos of a form that comes back, and gives the names it shall carry.
pub(super) async fn keep(
    site: &Site,
    form_key: &str,
    photos: &[Photo],
) -> Result<Vec<String>, PageError> {
    if photos.iter().any(|photo| photo.width_px > 0) {
        let mut tx = site.db.write().await?;
        for photo in blobs::in_order(photos.iter().filter(|photo| photo.width_px > 0)) {
            site.blobs.put(&mut tx, photo, site.now()).await?;
        }
        tx.commit().await?;
    }
    let name = |photo: &Photo| format!("{}.{}", photo.id, mark(site, form_key, &photo.id));
    Ok(photos.iter().map(name).collect())
}

/// Cleans newly sent files; one that cannot be taken is named by its place in the row.
pub(in super::super) async fn clean(
    ctx: &Ctx,
    files: Vec<Vec<u8>>,
    already: usize,
    errors: &mut Errors,
) -> Result<Vec<Photo>, PageError> {
    if already + files.len() > PHOTOS_LIMIT {
        let most = &[("most", PHOTOS_LIMIT.into())];
        errors.add("photos", ctx.say("matters-resident-photos-many", most));
        return Ok(Vec::new());
    }
    let mut photos = Vec::new();
    for (index, file) in files.into_iter().enumerate() {
        match ops::clean(vec![file]).await {
            Ok(cleaned) => photos.extend(cleaned),
            Err(error) => {
                let why = wording::refusal(ctx, error.into())?;
                let args = &[("number", (index + 1).into()), ("why", why.into())];
                errors.add("photos", ctx.say("matters-resident-photo-refused", args));
            }
        }
    }
    Ok(photos)
}
