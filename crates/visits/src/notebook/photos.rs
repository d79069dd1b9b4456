//! Photos in pieces. Each piece says where it begins and what it is; the answer says how far the
//! server has come, so a phone goes on where the line broke, and a piece sent twice counts once.

use huiyin_db::Tx;
use huiyin_db::blobs::{Photo, clean_photo};
use huiyin_kernel::{Id, Instant, to_hex};
use huiyin_web::PageError;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Notebook;
use super::doors::{Handover, KeptPhoto};
use super::store::{self, Upload};

/// Bytes of one photo; the notebook makes them no larger than one million.
pub(crate) const PHOTO_BYTES_MAX: i64 = 1_200_000;
/// Bytes of one piece.
pub(crate) const CHUNK_BYTES_MAX: usize = 256 * 1024;
/// Under which the ids of photos are claimed.
pub(crate) const CLAIM: &str = "photo";
const QUESTION_CHARS_MAX: usize = 120;

/// As the notebook writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotoNote {
    pub id: Id,
    pub visit: Id,
    pub submission: Id,
    pub question: String,
    pub bytes: i64,
    pub digest: String,
    pub taken_at: Instant,
    pub indoors: bool,
    pub consent: bool,
}

impl PhotoNote {
    fn is_bounded(&self) -> bool {
        (1..=PHOTO_BYTES_MAX).contains(&self.bytes)
            && self.question.chars().count() <= QUESTION_CHARS_MAX
            && self.digest.len() == 64
            && self.digest.bytes().all(|byte| byte.is_ascii_hexdigit())
    }
}

pub(crate) fn digest(bytes: &[u8]) -> String {
    to_hex(&Sha256::digest(bytes))
}

/// A photo without the resident's yes is not taken (rule V6).
pub(crate) async fn admit(
    notebook: &Notebook,
    tx: &mut Tx,
    note: &PhotoNote,
    account: Id,
) -> Result<(), PageError> {
    if !note.is_bounded() || !note.consent {
        return Err(PageError::BadRequest {
            key: "web-error-bad-form",
        });
    }
    if !notebook.doors.may_write(tx, account, note.visit).await? {
        return Err(PageError::NotFound);
    }
    belongs(notebook, tx, note, account).await
}

/// A photo is added to a submission only at its own door, and only by its author or the other one
/// of the team. One that has not come yet has an id that nobody knows but the phone that made it.
async fn belongs(
    notebook: &Notebook,
    tx: &mut Tx,
    note: &PhotoNote,
    account: Id,
) -> Result<(), PageError> {
    let Some((author, visit)) = store::written(tx, note.submission).await? else {
        return Ok(());
    };
    if visit != note.visit {
        return Err(PageError::NotFound);
    }
    let accounts = (account, author);
    if account == author || notebook.doors.of_one_team(tx, accounts, visit).await? {
        return Ok(());
    }
    Err(PageError::NotFound)
}

/// Begins, or says how far it has come.
pub(crate) async fn begin(
    notebook: &Notebook,
    note: &PhotoNote,
    account: Id,
) -> Result<i64, PageError> {
    let mut tx = notebook.site.db.write().await?;
    admit(notebook, &mut tx, note, account).await?;
    store::begin(&mut tx, note, account, notebook.site.now()).await?;
    let upload = store::upload(&mut tx, note.id)
        .await?
        .ok_or(PageError::NotFound)?;
    if upload.note != *note || upload.account != account {
        return Err(PageError::Conflict);
    }
    tx.commit().await?;
    finish(notebook, &upload).await?;
    Ok(upload.received)
}

/// One piece. One that begins elsewhere changes nothing; the answer says where to begin.
pub(crate) async fn go_on(
    notebook: &Notebook,
    id: Id,
    account: Id,
    (offset, said): (i64, &str),
    body: &[u8],
) -> Result<i64, PageError> {
    let malformed = || PageError::BadRequest {
        key: "web-error-bad-form",
    };
    if body.len() > CHUNK_BYTES_MAX {
        return Err(PageError::TooLarge);
    }
    if body.is_empty() || digest(body) != said {
        return Err(malformed());
    }
    let length = i64::try_from(body.len()).map_err(|_| malformed())?;
    let mut tx = notebook.site.db.write().await?;
    let upload = store::upload(&mut tx, id).await?;
    let mut upload = upload
        .filter(|it| it.account == account)
        .ok_or(PageError::NotFound)?;
    let end = offset.checked_add(length).ok_or_else(malformed)?;
    if end > upload.note.bytes {
        return Err(malformed());
    }
    if upload.blob.is_none() && upload.received == offset {
        store::add_chunk(&mut tx, id, offset, body, end).await?;
        upload.received = end;
    }
    tx.commit().await?;
    finish(notebook, &upload).await?;
    Ok(upload.received)
}

/// Once every piece is there: put together, compared, cleaned as every photo is, and kept. A crash
/// before the end leaves the pieces, and the next question finishes it.
async fn finish(notebook: &Notebook, upload: &Upload) -> Result<(), PageError> {
    if upload.blob.is_some() || upload.received < upload.note.bytes {
        return Ok(());
    }
    let site = &notebook.site;
    let whole = {
        let mut tx = site.db.read().await?;
        store::chunks(&mut tx, upload.note.id).await?
    };
    if digest(&whole) != upload.note.digest {
        let mut tx = site.db.write().await?;
        store::start_again(&mut tx, upload.note.id).await?;
        tx.commit().await?;
        return Err(PageError::BadRequest {
            key: "web-error-bad-form",
        });
    }
    let photo = cleaned(whole).await?;
    let mut tx = site.db.write().await?;
    // The submission may have come since the photo was announced.
    belongs(notebook, &mut tx, &upload.note, upload.account).await?;
    keep(notebook, &mut tx, &upload.note, &photo).await?;
    store::done(&mut tx, upload.note.id, &photo.id, site.now()).await?;
    tx.commit().await?;
    Ok(())
}

pub(crate) async fn cleaned(bytes: Vec<u8>) -> Result<Photo, PageError> {
    tokio::task::spawn_blocking(move || clean_photo(&bytes))
        .await
        .map_err(huiyin_db::StoreError::inconsistent)?
        .map_err(|_| PageError::BadRequest {
            key: "web-error-bad-form",
        })
}

/// A photo that its author's own phone sent.
pub(crate) async fn keep(
    notebook: &Notebook,
    tx: &mut Tx,
    note: &PhotoNote,
    photo: &Photo,
) -> Result<(), PageError> {
    keep_from(notebook, tx, (note, photo), None).await
}

/// The file first, then its rows; the same photo again is one.
pub(crate) async fn keep_from(
    notebook: &Notebook,
    tx: &mut Tx,
    (note, photo): (&PhotoNote, &Photo),
    handover: Option<Handover>,
) -> Result<(), PageError> {
    let now = notebook.site.now();
    let claim = store::Claim {
        id: note.id,
        kind: CLAIM,
        visit: note.visit,
        account: note.submission,
        digest: note.digest.clone(),
        now,
    };
    if !store::claim(tx, &claim).await? {
        return Ok(());
    }
    notebook.site.blobs.put(tx, photo, now).await?;
    let kept = KeptPhoto {
        id: note.id,
        visit: note.visit,
        submission: note.submission,
        question: note.question.clone(),
        blob: photo.id.clone(),
        bytes: i64::try_from(photo.jpeg.len()).unwrap_or(i64::MAX),
        taken_at: note.taken_at,
        received_at: now,
        indoors: note.indoors,
        consent: note.consent,
        handover,
    };
    notebook.doors.keep_photo(tx, &kept).await
}

/// Days after which the pieces of a photo that never became whole go; the phone that still has it
/// begins anew.
const PIECES_DAYS: i64 = 30;
const SWEPT_MOST: i64 = 200;

/// Clears what nobody goes on with; how many photos it was. A reconciler: twice does no harm.
pub async fn sweep(site: &huiyin_web::Site) -> Result<usize, huiyin_db::StoreError> {
    let before = site.now().plus_hours(-24 * PIECES_DAYS);
    let stale = {
        let mut tx = site.db.read().await?;
        store::stale(&mut tx, before, SWEPT_MOST).await?
    };
    for id in &stale {
        let mut tx = site.db.write().await?;
        store::start_again(&mut tx, *id).await?;
        tx.commit().await?;
    }
    Ok(stale.len())
}
