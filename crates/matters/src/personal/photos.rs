use huiyin_db::{Tx, args};
use huiyin_kernel::{Id, Instant};

use super::queries as q;
use crate::facts;
use crate::model::{Act, Actor, Forgotten};
use crate::ops::OpError;
use crate::rules;
use crate::slice::Matters;
use crate::store;

const PHOTOS_LIMIT: i64 = 200;

/// Photos that belong to no matter: rows, and files of which no row knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Orphans {
    pub rows: Vec<String>,
    pub files: Vec<String>,
}

/// Takes the photos of a matter: `all`, or those that the reporter sent. A file goes only when no
/// other matter shows it.
pub(super) async fn take(
    matters: &Matters,
    tx: &mut Tx,
    matter: Id,
    all: bool,
) -> Result<usize, OpError> {
    let rows = tx.fetch_all(q::PHOTOS, args![matter, PHOTOS_LIMIT]).await?;
    let mut taken = 0;
    for row in &rows {
        let (id, blob): (Id, String) = (row.get("id")?, row.get("blob_id")?);
        if !all && !row.get::<bool>("by_reporter")? {
            continue;
        }
        tx.execute(q::FORGET_PHOTO, args![id]).await?;
        remove_unused(matters, tx, &blob).await?;
        taken += 1;
    }
    Ok(taken)
}

/// Takes a photo that nothing shows any more, row and file; false where something still does.
pub async fn remove_unused(matters: &Matters, tx: &mut Tx, blob: &str) -> Result<bool, OpError> {
    let blobs = &matters.site.blobs;
    // Whoever keeps the same photo at this moment waits here, and writes the file anew after us.
    blobs.hold(tx).await?;
    let uses: i64 = tx.fetch_one(q::BLOB_USES, args![blob]).await?.get("n")?;
    if uses > 0 {
        return Ok(false);
    }
    blobs.remove(tx, blob).await?;
    Ok(true)
}

/// Takes the photos of a matter that were kept long enough.
pub async fn forget_photos(matters: &Matters, id: Id) -> Result<usize, OpError> {
    let site = &matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    let known = store::load(&mut tx, &site.keys, id)
        .await?
        .ok_or(OpError::NotFound)?;
    let none = store::photos_of(&mut tx, id).await?.is_empty();
    if none || known.matter.state_name().is_open() {
        return Ok(0);
    }
    let world = matters.world(&mut tx).await?;
    let facts = matters.facts(&world, None);
    let act = Act::Forget {
        what: Forgotten::Photos,
    };
    let change = rules::decide(&known.matter, &Actor::SYSTEM, act, &facts, now)?;
    store::update(&mut tx, &known, &change, now).await?;
    let actor = Actor::SYSTEM.journal_name();
    facts::write(&mut tx, &change.matter).await?;
    let entropy = site.entropy.as_ref();
    store::record(&mut tx, &site.keys, &change, &actor, now, entropy).await?;
    let taken = take(matters, &mut tx, id, true).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Photos of reports that were never sent, older than `before`; `most` of each kind.
pub async fn orphans(matters: &Matters, before: Instant, most: usize) -> Result<Orphans, OpError> {
    let mut tx = matters.site.db.read().await?;
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = tx.fetch_all(q::ORPHANS, args![before, limit]).await?;
    let rows = rows
        .iter()
        .map(|row| row.get("id"))
        .collect::<huiyin_db::Result<Vec<String>>>()?;
    let files = matters
        .site
        .blobs
        .unknown_files(&mut tx, before, most)
        .await?;
    Ok(Orphans { rows, files })
}

/// Takes photos without a matter; says how many went. Each is looked at once more, for it may have
/// come again since.
pub async fn remove_orphans(
    matters: &Matters,
    orphans: &Orphans,
    before: Instant,
) -> Result<usize, OpError> {
    let mut removed = 0;
    for blob in &orphans.rows {
        let mut tx = matters.site.db.write().await?;
        matters.site.blobs.hold(&mut tx).await?;
        let old = tx
            .fetch_optional(q::KEPT_BEFORE, args![blob, before])
            .await?;
        if old.is_some() && remove_unused(matters, &mut tx, blob).await? {
            removed += 1;
        }
        tx.commit().await?;
    }
    for file in &orphans.files {
        let mut tx = matters.site.db.write().await?;
        matters.site.blobs.hold(&mut tx).await?;
        if matters.site.blobs.remove_unknown(&mut tx, file).await? {
            removed += 1;
        }
        tx.commit().await?;
    }
    Ok(removed)
}
