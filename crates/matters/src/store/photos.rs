use huiyin_db::{Result, Tx, args};
use huiyin_kernel::{Id, Instant};

use super::queries as q;

/// Photos of one matter read at once.
const PHOTOS_LIMIT: i64 = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub id: Id,
    pub blob: String,
    pub by_reporter: bool,
    pub at: Instant,
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
            })
        })
        .collect()
}

/// The blob of a photo, if it belongs to this matter.
pub async fn blob_of(tx: &mut Tx, matter: Id, photo: Id) -> Result<Option<String>> {
    let row = tx.fetch_optional(q::BLOB_OF, args![photo, matter]).await?;
    row.map(|row| row.get("blob_id")).transpose()
}
