use std::collections::BTreeMap;

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Tx, args};
use huiyin_kernel::{Id, Instant};

use super::proof::of_photo;
use super::queries as q;
use crate::model::EventBody;

/// Photos of one matter read at once.
const PHOTOS_LIMIT: i64 = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub id: Id,
    pub blob: String,
    pub by_reporter: bool,
    pub at: Instant,
    /// Since when everybody may see it.
    pub public_at: Option<Instant>,
}

pub async fn add_photo(tx: &mut Tx, matter: Id, photo: &Photo) -> Result<()> {
    let values = args![photo.id, matter, &photo.blob, photo.by_reporter, photo.at];
    tx.execute(q::ADD_PHOTO, values).await.map(drop)
}

pub async fn photos_of(tx: &mut Tx, matter: Id) -> Result<Vec<Photo>> {
    let rows = tx.fetch_all(q::PHOTOS, args![matter, PHOTOS_LIMIT]).await?;
    rows.iter()
        .map(|row| {
            Ok(Photo {
                id: row.get("id")?,
                blob: row.get("blob_id")?,
                by_reporter: row.get("by_reporter")?,
                at: row.get("created_at")?,
                public_at: row.get("public_at")?,
            })
        })
        .collect()
}

/// The blob of a photo, if it belongs to this matter.
pub async fn blob_of(tx: &mut Tx, matter: Id, photo: Id) -> Result<Option<String>> {
    let row = tx.fetch_optional(q::BLOB_OF, args![photo, matter]).await?;
    row.map(|row| row.get("blob_id")).transpose()
}

/// Digests of the photos that an event brought.
pub(super) async fn proofs(
    tx: &mut Tx,
    keys: &Keys,
    matter: Id,
    body: &EventBody,
) -> Result<BTreeMap<Id, String>> {
    let mut found = BTreeMap::new();
    let (EventBody::Reported { photo_ids, .. } | EventBody::PhotosAdded { photo_ids, .. }) = body
    else {
        return Ok(found);
    };
    for photo in photo_ids {
        if let Some(blob) = blob_of(tx, matter, *photo).await? {
            found.insert(*photo, of_photo(keys, matter, *photo, &blob));
        }
    }
    Ok(found)
}

/// Shows these photos of a matter to everybody, and no others of it.
pub(super) async fn release(tx: &mut Tx, matter: Id, shown: &[Id], now: Instant) -> Result<()> {
    tx.execute(q::HIDE_PHOTOS, args![matter]).await?;
    for photo in shown {
        tx.execute(q::SHOW_PHOTO, args![*photo, matter, now])
            .await?;
    }
    Ok(())
}

/// The released photos of a matter that stands on the board under this number.
pub async fn public_photos(tx: &mut Tx, number: &str) -> Result<Vec<(Id, String)>> {
    let rows = tx
        .fetch_all(q::PUBLIC_PHOTOS, args![number, PHOTOS_LIMIT])
        .await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("blob_id")?)))
        .collect()
}
