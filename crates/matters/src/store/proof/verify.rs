use std::collections::{BTreeMap, BTreeSet};

use huiyin_db::fields::Keys;
use huiyin_db::seal::{self, Differs, Fault};
use huiyin_db::{Db, Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant};
use serde::Deserialize;

use super::row::{self, Past};
use super::tasks::{self, Tasks};
use super::whistles::{self, Whistles};
use super::{Proof, Sealed, of_fact, of_model, of_photo, people, place_of};
use crate::facts;
use crate::model::{EventBody, Forgotten, Matter};

queries! {
    GONE = "SELECT j.seq, j.subject, j.at FROM journal j WHERE j.subject_kind = 'matter' AND j.version = 1
            AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.id = j.subject)
        ORDER BY j.subject LIMIT 1";
    MATTERS = "SELECT id, version, model, number, state, source, outside_number, kind, category, urgency, restricted,
            street_id, community_id, lead_id, received_at, due_before, answered_at, closed_at, ended_at, outcome, result,
            rating, escalation, joined, public_at, forgotten_at, summary
        FROM matter WHERE id > $1 ORDER BY id LIMIT $2";
    MATTER = "SELECT id, version, model, number, state, source, outside_number, kind, category, urgency, restricted,
            street_id, community_id, lead_id, received_at, due_before, answered_at, closed_at, ended_at, outcome, result,
            rating, escalation, joined, public_at, forgotten_at, summary
        FROM matter WHERE id = $1";
    EVENTS = "SELECT version, body FROM journal WHERE subject = $1 AND version > $2 ORDER BY version LIMIT $3";
    TEXTS = "SELECT version, position, kind, audience, salt, body FROM matter_text
        WHERE matter_id = $1 ORDER BY version, position LIMIT $2";
    PHOTOS = "SELECT id, blob_id FROM matter_photo WHERE matter_id = $1 ORDER BY id LIMIT $2";
}

const GONE_WHY: &str = "the matter is gone, its history is left";
const MATTERS_PAGE: i64 = 500;
const EVENTS_PAGE: i64 = 1_000;
/// More than a matter can have.
const TEXTS_LIMIT: i64 = 20_000;
const PHOTOS_LIMIT: i64 = 2_000;

/// What was held against the journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proven {
    pub matters: u64,
    pub texts: u64,
    pub photos: u64,
    /// Those who asked and those who joined.
    pub people: u64,
    /// Texts, photos and people from before the journal knew digests of them.
    pub unproven: u64,
}

pub type Checked = seal::Checked<Proven>;

/// Holds texts, photos, people, rows, facts and tasks of all matters against the journal, which is proven apart.
pub async fn verify(db: &Db, keys: &Keys) -> Result<Checked> {
    let mut tx = db.steady().await?;
    if let Some(row) = tx.fetch_optional(GONE, args![]).await? {
        let at: Instant = row.get("at")?;
        return Ok(Checked::Broken(Fault {
            seq: Some(row.get("seq")?),
            at: Some(at),
            ..Fault::of(row.get("subject")?, 1, GONE_WHY)
        }));
    }
    let (mut after, mut proven) = (String::new(), Proven::default());
    loop {
        let page = tx
            .fetch_all(MATTERS, args![after.as_str(), MATTERS_PAGE])
            .await?;
        let Some(last) = page.last() else {
            return Ok(Checked::Sound(proven));
        };
        let last: Id = last.get("id")?;
        let tasks = tasks::between(&mut tx, &after, last).await?;
        let whistles = whistles::between(&mut tx, &after, last).await?;
        let listed = (&tasks, &whistles);
        after = last.to_string();
        for row in &page {
            if let Some(fault) = of_matter(&mut tx, keys, row, listed, &mut proven).await? {
                return Ok(Checked::Broken(fault));
            }
        }
    }
}

/// The same for some matters: all that a change of them can have broken, without a walk through
/// every other.
pub async fn verify_of(db: &Db, keys: &Keys, matters: &[Id]) -> Result<Checked> {
    let mut tx = db.steady().await?;
    let mut proven = Proven::default();
    for id in matters {
        let Some(row) = tx.fetch_optional(MATTER, args![*id]).await? else {
            return Ok(Checked::broken(*id, 1, GONE_WHY));
        };
        let tasks = tasks::of(&mut tx, *id).await?;
        let whistles = whistles::of(&mut tx, *id).await?;
        let listed = (&tasks, &whistles);
        if let Some(fault) = of_matter(&mut tx, keys, &row, listed, &mut proven).await? {
            return Ok(Checked::Broken(fault));
        }
    }
    Ok(Checked::Sound(proven))
}

/// The first column of a matter's row that its state does not give: for whoever looks into a fault.
pub async fn differing(db: &Db, id: Id) -> Result<Option<Differs>> {
    let mut tx = db.steady().await?;
    let Some(row) = tx.fetch_optional(MATTER, args![id]).await? else {
        return Ok(None);
    };
    let (Ok(told), Ok(matter)) = (told(&mut tx, id).await, row.json::<Matter>("model")) else {
        return Ok(None);
    };
    row::differing(&row, &matter, told.past())
}

/// What the journal of one matter says that there must be.
#[derive(Default)]
struct Told {
    /// Events that carry a proof.
    with_proof: BTreeSet<i64>,
    texts: BTreeMap<String, String>,
    photos: BTreeMap<Id, String>,
    /// Photos that an event names, proven or not.
    named: BTreeSet<Id>,
    photos_may_be_gone: bool,
    people: people::Told,
    /// It was told to forget its person or how to reach them.
    forgot: bool,
    model: Option<String>,
    fact: Option<String>,
    last: i64,
}

#[derive(Deserialize)]
struct WithProof {
    proof: Option<Proof>,
}

impl Told {
    fn hear(&mut self, version: i64, body: &str) -> Result<()> {
        let event: EventBody = serde_json::from_str(body).map_err(StoreError::inconsistent)?;
        let beside: WithProof = serde_json::from_str(body).map_err(StoreError::inconsistent)?;
        let mut proof = beside.proof;
        let brought = proof.as_mut().map(|it| std::mem::take(&mut it.people));
        self.people.hear(&event, brought.unwrap_or_default());
        match event {
            EventBody::Reported { photo_ids, .. } | EventBody::PhotosAdded { photo_ids, .. } => {
                self.named.extend(photo_ids);
            }
            EventBody::Forgotten { what } => self.forget(what),
            _ => {}
        }
        self.last = version;
        let Some(proof) = proof else {
            return Ok(());
        };
        self.with_proof.insert(version);
        let own = (0i64..).zip(proof.texts);
        self.texts
            .extend(own.map(|(position, digest)| (place_of(version, position), digest)));
        self.texts.extend(proof.rewritten);
        self.photos.extend(proof.photos);
        self.model = proof.model.or(self.model.take());
        self.fact = proof.fact.or(self.fact.take());
        Ok(())
    }

    fn forget(&mut self, what: Forgotten) {
        self.photos_may_be_gone |= matches!(what, Forgotten::Person | Forgotten::Photos);
        self.forgot |= matches!(what, Forgotten::Person | Forgotten::Contact);
        match what {
            Forgotten::Person => self.people.reporter_erased(),
            Forgotten::Joined => self.people.joined_erased(),
            Forgotten::Contact | Forgotten::Photos | Forgotten::Publication => {}
        }
    }

    const fn past(&self) -> Past {
        Past {
            is_proven: self.model.is_some(),
            forgot: self.forgot,
        }
    }
}

async fn told(tx: &mut Tx, id: Id) -> Result<Told> {
    let mut told = Told::default();
    loop {
        let page = tx
            .fetch_all(EVENTS, args![id, told.last, EVENTS_PAGE])
            .await?;
        if page.is_empty() {
            return Ok(told);
        }
        for row in &page {
            told.hear(row.get("version")?, &row.get::<String>("body")?)?;
        }
    }
}

async fn of_matter(
    tx: &mut Tx,
    keys: &Keys,
    row: &Row,
    listed: (&Tasks, &Whistles),
    proven: &mut Proven,
) -> Result<Option<Fault>> {
    let id: Id = row.get("id")?;
    let Ok(mut told) = told(tx, id).await else {
        return Ok(Some(Fault::of(id, 0, "its history cannot be read")));
    };
    let last = told.last;
    if let Some(why) = of_row(keys, row, listed, &told)? {
        return Ok(Some(Fault::of(id, last, why)));
    }
    if let Some(expected) = &told.fact {
        let fact = facts::stored(tx, id).await?;
        if fact.is_none_or(|fact| of_fact(keys, id, &fact) != *expected) {
            return Ok(Some(Fault::of(id, last, "its row of facts was altered")));
        }
    }
    let summary: Option<String> = row.get("summary")?;
    if let Some(found) = of_texts(tx, keys, id, &mut told, summary, proven).await? {
        return Ok(Some(found));
    }
    if let Some(why) = of_photos(tx, keys, id, &told, proven).await? {
        return Ok(Some(Fault::of(id, last, why)));
    }
    match people::held(tx, keys, id, std::mem::take(&mut told.people)).await? {
        Ok(held) => {
            proven.people += held.proven;
            proven.unproven += held.unproven;
        }
        Err(why) => return Ok(Some(Fault::of(id, last, why))),
    }
    proven.matters += 1;
    Ok(None)
}

fn of_row(
    keys: &Keys,
    row: &Row,
    (tasks, whistles): (&Tasks, &Whistles),
    told: &Told,
) -> Result<Option<&'static str>> {
    let version: i64 = row.get("version")?;
    if version != told.last {
        return Ok(Some("its row is of another version than its history"));
    }
    let (id, written): (Id, String) = (row.get("id")?, row.get("model")?);
    let other = told
        .model
        .as_ref()
        .is_some_and(|expected| of_model(keys, id, &written) != *expected);
    let Ok(matter) = serde_json::from_str::<Matter>(&written) else {
        return Ok(Some("its row was altered"));
    };
    if other || row::differing(row, &matter, told.past())?.is_some() {
        return Ok(Some("its row was altered"));
    }
    if let Some(why) = whistles::fault(whistles, &matter) {
        return Ok(Some(why));
    }
    // Where the row was written before there were digests, desks may have been told otherwise.
    let is_held = told.model.is_some();
    Ok(tasks::fault(tasks, &matter).filter(|_| is_held))
}

async fn of_texts(
    tx: &mut Tx,
    keys: &Keys,
    id: Id,
    told: &mut Told,
    summary: Option<String>,
    proven: &mut Proven,
) -> Result<Option<Fault>> {
    let mut summary_stands = summary.is_none();
    for row in tx.fetch_all(TEXTS, args![id, TEXTS_LIMIT]).await? {
        let (version, position): (i64, i64) = (row.get("version")?, row.get("position")?);
        let (kind, audience): (String, String) = (row.get("kind")?, row.get("audience")?);
        let (salt, body): (String, String) = (row.get("salt")?, row.get("body")?);
        summary_stands |= kind == "summary" && summary.as_deref() == Some(body.as_str());
        let text = Sealed {
            matter: id,
            version,
            position,
            kind: &kind,
            audience: &audience,
            salt: &salt,
            body: &body,
        };
        match told.texts.remove(&place_of(version, position)) {
            Some(expected) if expected == text.digest(keys) => proven.texts += 1,
            Some(_) => return Ok(Some(Fault::of(id, version, "a text was altered"))),
            None if told.with_proof.contains(&version) => {
                return Ok(Some(Fault::of(id, version, "a text was added")));
            }
            None => proven.unproven += 1,
        }
    }
    if let Some(place) = told.texts.keys().next() {
        let version = place.split('.').next().and_then(|it| it.parse().ok());
        let version = version.unwrap_or(told.last);
        return Ok(Some(Fault::of(id, version, "a text was removed")));
    }
    Ok((!summary_stands).then(|| Fault::of(id, told.last, "its public summary was altered")))
}

async fn of_photos(
    tx: &mut Tx,
    keys: &Keys,
    id: Id,
    told: &Told,
    proven: &mut Proven,
) -> Result<Option<&'static str>> {
    let mut missing: BTreeSet<Id> = told.photos.keys().copied().collect();
    for row in tx.fetch_all(PHOTOS, args![id, PHOTOS_LIMIT]).await? {
        let (photo, blob): (Id, String) = (row.get("id")?, row.get("blob_id")?);
        missing.remove(&photo);
        match told.photos.get(&photo) {
            Some(expected) if of_photo(keys, id, photo, &blob) == *expected => proven.photos += 1,
            Some(_) => return Ok(Some("a photo was exchanged")),
            None if told.named.contains(&photo) => proven.unproven += 1,
            None => return Ok(Some("a photo was added")),
        }
    }
    let removed = !missing.is_empty() && !told.photos_may_be_gone;
    Ok(removed.then_some("a photo was removed"))
}
