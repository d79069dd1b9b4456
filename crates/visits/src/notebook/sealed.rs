//! What a phone handed over sealed: after five wrong PINs, a week without the server, or a change
//! of hands. Where it opens and fits and its own author brings it, it is taken as if the phone had
//! sent it itself; else it waits, locked as it came, for the reviewer. Anybody can seal, with any
//! name inside, so what somebody brings in the name of another is taken only by a coordinator who
//! looked at it.

use huiyin_kernel::{Id, Instant};
use huiyin_web::PageError;
use serde::{Deserialize, Serialize};

use super::Notebook;
use super::doors::Handover;
use super::photos::{self, PhotoNote};
use super::seal::{DistrictKey, Envelope};
use super::store::{self, SealedRow};
use super::take::{self, Submission, Way};

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

/// The word for this way in.
pub(crate) const CHANNEL: &str = "sealed";
/// Why it waits: another than the author brought it. Nothing else may be taken as it stands.
pub(super) const FOREIGN: &str = "foreign";

/// Who brought it, and who looked at it since.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hands {
    pub delivered_by: Id,
    pub taken_by: Option<Id>,
}

impl Hands {
    const fn of(self, author: Id) -> Handover {
        Handover {
            author,
            delivered_by: self.delivered_by,
            taken_by: self.taken_by,
        }
    }
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
    let hands = Hands {
        delivered_by: by,
        taken_by: None,
    };
    let why = match attempt(notebook, item, hands).await {
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
        join_photos(notebook, item.submission, hands).await?;
    }
    Ok(if why.is_some() {
        Delivered::Waits
    } else {
        Delivered::Taken
    })
}

/// Photos that came before the submission that names them waited for it. What one phone held goes
/// together: whoever took the words that somebody brought takes the photos that came with them.
pub(super) async fn join_photos(
    notebook: &Notebook,
    submission: Id,
    words: Hands,
) -> Result<(), PageError> {
    let alone = {
        let mut tx = notebook.site.db.read().await?;
        store::photos_alone(&mut tx, submission).await?
    };
    for row in alone {
        let Ok(item) = serde_json::from_slice::<SealedItem>(&row.body) else {
            continue;
        };
        let hands = Hands {
            delivered_by: row.delivered_by,
            taken_by: words
                .taken_by
                .filter(|_| row.delivered_by == words.delivered_by),
        };
        let tried = attempt(notebook, &item, hands).await;
        let mut tx = notebook.site.db.write().await?;
        match tried {
            Ok(()) => store::settle(&mut tx, row.id, "taken").await?,
            Err(Attempt::Failed(error)) => return Err(error),
            Err(Attempt::Waits(why)) => store::wait_for(&mut tx, row.id, why).await?,
        }
        tx.commit().await?;
    }
    Ok(())
}

pub(super) enum Attempt {
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

fn failed(error: huiyin_db::StoreError) -> Attempt {
    Attempt::Failed(error.into())
}

pub(super) async fn attempt(
    notebook: &Notebook,
    item: &SealedItem,
    hands: Hands,
) -> Result<(), Attempt> {
    if item.draft {
        return Err(Attempt::Waits("draft"));
    }
    let note = opened(notebook, &item.note, item.id)?;
    match item.kind {
        SealedKind::Visit => visit(notebook, item, readable(&note)?, hands).await,
        SealedKind::Photo => {
            let note: PhotoNote = readable(&note)?;
            let envelope = item.bytes.as_ref().ok_or(Attempt::Waits("unreadable"))?;
            let bytes = opened(notebook, envelope, item.id)?;
            beside(item, (note.visit, note.submission))?;
            photo(notebook, &note, bytes, hands).await
        }
    }
}

/// The reviewer's reach, and what is forgotten with a door, go by what stands beside the locked
/// words: they must be about the same.
fn beside(item: &SealedItem, inside: (Id, Id)) -> Result<(), Attempt> {
    if (item.visit, item.submission) == inside {
        Ok(())
    } else {
        Err(Attempt::Waits("mismatch"))
    }
}

/// One thing as the author's own phone would have sent it.
struct Own<'a> {
    author: Id,
    visit: Id,
    id: Id,
    kind: &'a str,
    digest: &'a str,
}

/// Whether there is nothing more to do, because the author's own phone had sent the same before.
/// Else, what somebody brings in the name of another waits until a person has looked: a phone may
/// have changed hands, and somebody may have borrowed a name.
async fn is_here(notebook: &Notebook, own: &Own<'_>, hands: Hands) -> Result<bool, Attempt> {
    if hands.taken_by.is_some() || hands.delivered_by == own.author {
        return Ok(false);
    }
    let mut tx = notebook.site.db.read().await.map_err(failed)?;
    if store::is_claimed(&mut tx, own.id, own.kind, own.digest)
        .await
        .map_err(failed)?
    {
        return Ok(true);
    }
    let may = notebook.doors.may_write(&mut tx, own.author, own.visit);
    // An author who has nothing to do with this door is no matter of who brought it.
    let why = if may.await.map_err(sorted)? {
        FOREIGN
    } else {
        "stranger"
    };
    Err(Attempt::Waits(why))
}

async fn visit(
    notebook: &Notebook,
    item: &SealedItem,
    submission: Submission,
    hands: Hands,
) -> Result<(), Attempt> {
    beside(item, (submission.visit, submission.id))?;
    let digest = take::digest(&submission).map_err(failed)?;
    let own = Own {
        author: submission.author,
        visit: submission.visit,
        id: submission.id,
        kind: take::CLAIM,
        digest: &digest,
    };
    if is_here(notebook, &own, hands).await? {
        return Ok(());
    }
    let way = Way {
        channel: CHANNEL,
        delivered_by: hands.delivered_by,
        taken_by: hands.taken_by,
    };
    let mut tx = notebook.site.db.write().await.map_err(failed)?;
    take::take_from(notebook, &mut tx, submission, way)
        .await
        .map_err(sorted)?;
    tx.commit().await.map_err(failed)
}

fn readable<T: serde::de::DeserializeOwned>(note: &[u8]) -> Result<T, Attempt> {
    serde_json::from_slice(note)
        .ok()
        .and_then(super::api::cleaned)
        .ok_or(Attempt::Waits("unreadable"))
}

pub(super) fn opened(notebook: &Notebook, envelope: &Envelope, id: Id) -> Result<Vec<u8>, Attempt> {
    let key = DistrictKey::of(&notebook.site.keys).ok_or(Attempt::Waits("unopened"))?;
    key.open(envelope, &id.to_string())
        .map_err(|_| Attempt::Waits("unopened"))
}

/// Whoever took the photo is known by the submission that names it; so the photo fits where the
/// door is one that the submission's author may write about, which is asked when that comes. Until
/// then it waits with the others.
async fn photo(
    notebook: &Notebook,
    note: &PhotoNote,
    bytes: Vec<u8>,
    hands: Hands,
) -> Result<(), Attempt> {
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
    let own = Own {
        author,
        visit: note.visit,
        id: note.id,
        kind: photos::CLAIM,
        digest: &note.digest,
    };
    if is_here(notebook, &own, hands).await? {
        return Ok(());
    }
    let photo = photos::cleaned(bytes).await.map_err(sorted)?;
    let mut tx = notebook.site.db.write().await.map_err(failed)?;
    photos::admit(notebook, &mut tx, note, author)
        .await
        .map_err(sorted)?;
    let handover = Some(hands.of(author));
    photos::keep_from(notebook, &mut tx, (note, &photo), handover)
        .await
        .map_err(sorted)?;
    tx.commit().await.map_err(failed)
}
