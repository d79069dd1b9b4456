//! What a phone handed over sealed: after five wrong PINs, a week without the server, or a change
//! of hands. Where it opens and fits it is taken as if the phone had sent it itself; else it waits,
//! locked as it came, for the reviewer.

use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant};
use huiyin_web::PageError;
use serde::{Deserialize, Serialize};

use super::Notebook;
use super::photos::{self, PhotoNote};
use super::seal::{DistrictKey, Envelope};
use super::store::{self, SealedRow};
use super::take::{self, Submission};

/// As the notebook hands it over.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedItem {
    pub id: Id,
    pub kind: SealedKind,
    pub draft: bool,
    pub visit: Id,
    pub submission: Id,
    pub changed_at: Instant,
    pub note: Envelope,
    pub bytes: Option<Envelope>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealedKind {
    Visit,
    Photo,
}

impl SealedKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Photo => "photo",
        }
    }
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivered {
    /// Taken like any other.
    Taken,
    /// Kept for the reviewer.
    Waits,
    /// It was here already.
    Known,
}

/// Sealed things that one account may have waiting; more is no phone.
const WAITING_MAX: i64 = 2_000;

/// What was unfinished, does not open, or does not fit, waits; nothing is refused for its content.
pub(crate) async fn deliver(
    notebook: &Notebook,
    item: &SealedItem,
    by: Id,
) -> Result<Delivered, PageError> {
    let site = &notebook.site;
    {
        let mut tx = site.db.read().await?;
        if store::sealed(&mut tx, item.id).await?.is_some() {
            return Ok(Delivered::Known);
        }
        if store::waiting_from(&mut tx, by).await? >= WAITING_MAX {
            return Err(PageError::TooMany {
                wait_seconds: 3_600,
            });
        }
    }
    let why = match attempt(notebook, item, by).await {
        Ok(()) => None,
        // The store itself failed: the phone keeps it and tries again.
        Err(Attempt::Failed(error)) => return Err(error),
        Err(Attempt::Waits(why)) => Some(why),
    };
    let mut tx = site.db.write().await?;
    let body = match why {
        None => Vec::new(),
        Some(_) => serde_json::to_vec(item).map_err(huiyin_db::StoreError::inconsistent)?,
    };
    let row = SealedRow {
        id: item.id,
        kind: item.kind.word().to_owned(),
        draft: item.draft,
        visit: item.visit,
        submission: item.submission,
        delivered_by: by,
        changed_at: item.changed_at,
        received_at: site.now(),
        state: if why.is_some() { "waits" } else { "taken" }.to_owned(),
        why: why.unwrap_or_default().to_owned(),
        body,
    };
    store::keep_sealed(&mut tx, &row).await?;
    tx.commit().await?;
    if why.is_none() && item.kind == SealedKind::Visit {
        join_photos(notebook, item.submission).await?;
    }
    Ok(if why.is_some() {
        Delivered::Waits
    } else {
        Delivered::Taken
    })
}

/// Photos that came before the submission that names them waited for it.
async fn join_photos(notebook: &Notebook, submission: Id) -> Result<(), PageError> {
    let alone = {
        let mut tx = notebook.site.db.read().await?;
        store::photos_alone(&mut tx, submission).await?
    };
    for row in alone {
        let Ok(item) = serde_json::from_slice::<SealedItem>(&row.body) else {
            continue;
        };
        match attempt(notebook, &item, row.delivered_by).await {
            Ok(()) => {
                let mut tx = notebook.site.db.write().await?;
                store::settle(&mut tx, row.id, "taken").await?;
                tx.commit().await?;
            }
            Err(Attempt::Failed(error)) => return Err(error),
            Err(Attempt::Waits(_)) => {}
        }
    }
    Ok(())
}

enum Attempt {
    /// A word of why, for the reviewer's page.
    Waits(&'static str),
    Failed(PageError),
}

/// A refusal of ours lets it wait; a store that does not answer is no refusal.
fn sorted(error: PageError) -> Attempt {
    match error {
        PageError::Store(_) => Attempt::Failed(error),
        PageError::NotFound => Attempt::Waits("stranger"),
        PageError::Conflict => Attempt::Waits("conflict"),
        _ => Attempt::Waits("refused"),
    }
}

async fn attempt(notebook: &Notebook, item: &SealedItem, by: Id) -> Result<(), Attempt> {
    if item.draft {
        return Err(Attempt::Waits("draft"));
    }
    let note = opened(notebook, &item.note, item.id)?;
    match item.kind {
        SealedKind::Visit => {
            let submission: Submission = readable(&note)?;
            let mut tx = notebook
                .site
                .db
                .write()
                .await
                .map_err(|error| Attempt::Failed(error.into()))?;
            take::take(notebook, &mut tx, submission, by, "sealed")
                .await
                .map_err(sorted)?;
            tx.commit()
                .await
                .map_err(|error| Attempt::Failed(error.into()))
        }
        SealedKind::Photo => {
            let note: PhotoNote = readable(&note)?;
            let envelope = item.bytes.as_ref().ok_or(Attempt::Waits("unreadable"))?;
            photo(notebook, &note, opened(notebook, envelope, item.id)?).await
        }
    }
}

fn readable<T: serde::de::DeserializeOwned>(note: &[u8]) -> Result<T, Attempt> {
    serde_json::from_slice(note)
        .ok()
        .and_then(super::api::cleaned)
        .ok_or(Attempt::Waits("unreadable"))
}

fn opened(notebook: &Notebook, envelope: &Envelope, id: Id) -> Result<Vec<u8>, Attempt> {
    let key = DistrictKey::of(&notebook.site.keys).ok_or(Attempt::Waits("unopened"))?;
    key.open(envelope, &id.to_string())
        .map_err(|_| Attempt::Waits("unopened"))
}

/// Whoever took the photo is known by the submission that names it; so the photo fits where the
/// door is one that the submission's author may write about, which is asked when that comes. Until
/// then it waits with the others.
async fn photo(notebook: &Notebook, note: &PhotoNote, bytes: Vec<u8>) -> Result<(), Attempt> {
    let failed = |error: huiyin_db::StoreError| Attempt::Failed(error.into());
    let author = {
        let mut tx = notebook.site.db.read().await.map_err(failed)?;
        store::author_of(&mut tx, note.submission)
            .await
            .map_err(failed)?
    };
    let author = author.ok_or(Attempt::Waits("alone"))?;
    if photos::digest(&bytes) != note.digest {
        return Err(Attempt::Waits("damaged"));
    }
    let photo = photos::cleaned(bytes).await.map_err(sorted)?;
    let mut tx = notebook.site.db.write().await.map_err(failed)?;
    photos::admit(notebook, &mut tx, note, author)
        .await
        .map_err(sorted)?;
    photos::keep(notebook, &mut tx, note, &photo)
        .await
        .map_err(sorted)?;
    tx.commit().await.map_err(failed)
}

/// What waits, oldest first, from behind a place in that order.
pub async fn for_review(
    tx: &mut Tx,
    after: (Instant, Id),
    most: i64,
) -> Result<Vec<SealedRow>, PageError> {
    Ok(store::waiting(tx, after, most).await?)
}

/// What the visitor had written, as JSON, for whoever may settle it; nothing where it does not
/// open.
pub async fn open_for_review(
    notebook: &Notebook,
    tx: &mut Tx,
    id: Id,
) -> Result<Option<String>, PageError> {
    let Some(row) = store::sealed(tx, id).await? else {
        return Ok(None);
    };
    let item: Option<SealedItem> = serde_json::from_slice(&row.body).ok();
    let note = item.and_then(|item| opened(notebook, &item.note, id).ok());
    Ok(note.and_then(|bytes| String::from_utf8(bytes).ok()))
}

/// Somebody has looked at it and settled what counts; the locked body goes.
pub async fn close_for_review(tx: &mut Tx, id: Id) -> Result<(), huiyin_db::StoreError> {
    store::settle(tx, id, "settled").await
}

/// The visit that stands beside a sealed thing, where that still waits.
pub async fn waiting_for(tx: &mut Tx, id: Id) -> Result<Option<Id>, PageError> {
    let row = store::sealed(tx, id).await?;
    Ok(row.filter(|it| it.state == "waits").map(|it| it.visit))
}
