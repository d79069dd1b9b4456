use huiyin_db::Tx;
use huiyin_db::blobs::{self, Photo};
use huiyin_kernel::{Id, Instant};

use super::OpError;
use crate::slice::Matters;
use crate::store;

/// Checks and rewrites uploaded photos on a thread that may be slow.
pub async fn clean(files: Vec<Vec<u8>>) -> Result<Vec<Photo>, OpError> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let cleaned = tokio::task::spawn_blocking(move || {
        files
            .iter()
            .map(|bytes| blobs::clean_photo(bytes))
            .collect::<Result<Vec<_>, _>>()
    });
    let photos = cleaned.await.map_err(huiyin_db::StoreError::inconsistent)?;
    Ok(photos?)
}

/// Puts cleaned photos beside a matter, under ids that the event has already named.
pub(super) async fn attach(
    matters: &Matters,
    tx: &mut Tx,
    matter: Id,
    photos: &[(Id, Photo)],
    by_reporter: bool,
    now: Instant,
) -> Result<(), OpError> {
    for photo in blobs::in_order(photos.iter().map(|(_, photo)| photo)) {
        matters.site.blobs.put(tx, photo, now).await?;
    }
    for (id, photo) in photos {
        let row = store::Photo {
            id: *id,
            blob: photo.id.clone(),
            by_reporter,
            at: now,
            public_at: None,
        };
        store::add_photo(tx, matter, &row).await?;
    }
    Ok(())
}

/// Gives each photo an id of its own.
pub(super) fn named(matters: &Matters, photos: Vec<Photo>) -> Vec<(Id, Photo)> {
    photos
        .into_iter()
        .map(|photo| (matters.site.new_id(), photo))
        .collect()
}
