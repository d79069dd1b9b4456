use huiyin_db::fields::Keys;
use huiyin_db::subject::{self, SubjectKey};
use huiyin_db::{Result, Row, StoreError, Tx, args, journal, outbox, search};
use huiyin_kernel::geo::{self, Point};
use huiyin_kernel::{Entropy, Id, Instant};

use super::projection::{columns, headline, new_summary, report_text};
use super::proof::{self, Beside, Proof};
use super::{consents, counted, photos, queries as q, texts, whistles};
use crate::model::{Change, Event, EventBody, Matter};
use crate::rules::desk;

/// The kind under which matters stand in journal and search.
pub(crate) const SUBJECT: &str = "matter";

/// A matter as stored, with what the rules do not need.
#[derive(Debug, Clone)]
pub struct Known {
    pub matter: Matter,
    pub number: String,
    pub headline: String,
    pub place: Placed,
    pub summary: Option<String>,
    pub public_at: Option<Instant>,
    /// Whose key the place is sealed under.
    pub reporter: Option<Id>,
}

/// Where it is: as the reporter wrote it (sealed at rest), as anybody may read it, and the point.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placed {
    pub text: String,
    pub public: String,
    pub point: Option<Point>,
}

fn place_seal(id: Id) -> String {
    format!("matter.place:{id}")
}

async fn known(tx: &mut Tx, row: &Row, keys: &Keys) -> Result<Known> {
    let id: Id = row.get("id")?;
    let reporter: Option<Id> = row.get("reporter_id")?;
    let mut matter: Matter = row.model("matter", |it: &Matter| (it.id, it.version))?;
    let number: String = row.get("number")?;
    matter.number = Some(number.clone());
    let sealed: Option<Vec<u8>> = row.get("place_sealed")?;
    let text = match sealed {
        Some(sealed) => {
            let own = subject::key(tx, keys, reporter.unwrap_or(id)).await?;
            own.open(&place_seal(id), &sealed)?.plain()
        }
        None => None,
    };
    let lon: Option<i32> = row.get("lon_e7")?;
    let lat: Option<i32> = row.get("lat_e7")?;
    let point = lon
        .zip(lat)
        .and_then(|(lon, lat)| Point::from_e7(lon, lat).ok());
    Ok(Known {
        matter,
        number,
        headline: row.get("headline")?,
        place: Placed {
            text: text.unwrap_or_default(),
            public: row.get("place_public")?,
            point,
        },
        summary: row.get("summary")?,
        public_at: row.get("public_at")?,
        reporter,
    })
}

pub async fn load(tx: &mut Tx, keys: &Keys, id: Id) -> Result<Option<Known>> {
    match tx.fetch_optional(q::LOAD, args![id]).await? {
        Some(row) => known(tx, &row, keys).await.map(Some),
        None => Ok(None),
    }
}

pub async fn load_by_number(tx: &mut Tx, keys: &Keys, number: &str) -> Result<Option<Known>> {
    match tx.fetch_optional(q::LOAD_BY_NUMBER, args![number]).await? {
        Some(row) => known(tx, &row, keys).await.map(Some),
        None => Ok(None),
    }
}

/// The matter that another system knows under this number.
pub async fn known_outside(tx: &mut Tx, source: &str, number: &str) -> Result<Option<Id>> {
    let row = tx
        .fetch_optional(q::KNOWN_OUTSIDE, args![source, number])
        .await?;
    row.map(|row| row.get("id")).transpose()
}

/// Writes a new matter with everything that belongs to it; returns its number. The place is
/// sealed under its reporter's own key.
pub async fn insert(
    tx: &mut Tx,
    own: &SubjectKey,
    entropy: &dyn Entropy,
    change: &Change,
    place: &Placed,
    outside_source: Option<&str>,
    now: Instant,
) -> Result<String> {
    let matter = &change.matter;
    let number = next_number(tx, matter.received_at).await?;
    let text = report_text(change);
    let sealed = (!place.text.is_empty())
        .then(|| own.seal(&place_seal(matter.id), &place.text, entropy))
        .transpose()?;
    let public_point = place.point.map(geo::generalise);
    let model = serde_json::to_string(matter).map_err(StoreError::inconsistent)?;
    let cols = columns(matter);
    let values = args![
        matter.id,
        &number,
        matter.version,
        model,
        cols.state,
        matter.source.name(),
        outside_source,
        matter.outside_number.as_deref(),
        matter.kind.name(),
        matter.category.map(|code| code.to_string()),
        matter.urgency.name(),
        matter.restricted,
        matter.area.street_id,
        matter.area.community_id,
        matter.lead(),
        headline(text),
        &place.public,
        sealed,
        place.point.map(huiyin_kernel::Point::lon_e7),
        place.point.map(huiyin_kernel::Point::lat_e7),
        matter.received_at,
        matter.due_before(),
        cols.answered_at,
        cols.closed_at,
        cols.outcome,
        cols.result,
        cols.rating,
        matter.escalation,
        matter.counters.joined,
        new_summary(change),
        matter.summary_released_at,
        public_point.map(huiyin_kernel::Point::lon_e7),
        public_point.map(huiyin_kernel::Point::lat_e7),
        now,
        cols.ended_at
    ];
    tx.later(q::INSERT, values).await?;
    write_tasks(tx, matter).await?;
    let words = format!("{number} {text} {}", place.public);
    search::index_new(tx, SUBJECT, matter.id, &words).await?;
    Ok(number)
}

/// `20261123-0007`: the day and a running number of that day.
async fn next_number(tx: &mut Tx, received_at: Instant) -> Result<String> {
    let day = received_at.date();
    let last: i64 = tx
        .fetch_one(q::NEXT_NUMBER, args![day])
        .await?
        .get("last")?;
    Ok(format!("{}-{last:04}", day.to_string().replace('-', "")))
}

/// Writes a changed matter if nobody was faster.
///
/// # Errors
/// [`StoreError::Conflict`] when `before` is no longer the stored version.
pub async fn update(tx: &mut Tx, before: &Known, change: &Change, now: Instant) -> Result<()> {
    let matter = &change.matter;
    let model = serde_json::to_string(matter).map_err(StoreError::inconsistent)?;
    let cols = columns(matter);
    let expected = i64::from(before.matter.version);
    let summary = new_summary(change).or(before.summary.as_deref());
    let public_at = matter.summary_released_at.filter(|_| matter.is_public());
    let values = args![
        matter.id,
        expected,
        matter.version,
        model,
        cols.state,
        matter.kind.name(),
        matter.category.map(|code| code.to_string()),
        matter.urgency.name(),
        matter.restricted,
        matter.area.street_id,
        matter.area.community_id,
        matter.lead(),
        matter.due_before(),
        cols.answered_at,
        cols.closed_at,
        cols.outcome,
        cols.result,
        cols.rating,
        matter.escalation,
        matter.counters.joined,
        summary,
        public_at,
        now,
        cols.ended_at
    ];
    tx.execute_locked(q::UPDATE, values, matter.id, expected)
        .await?;
    whistles::put_from(tx, matter, before.matter.whistles.len()).await?;
    let street_moved = before.matter.area.street_id != matter.area.street_id;
    if street_moved || desk::tasks(&before.matter) != desk::tasks(matter) {
        tx.execute(q::CLEAR_TASKS, args![matter.id]).await?;
        write_tasks(tx, matter).await?;
    }
    Ok(())
}

async fn write_tasks(tx: &mut Tx, matter: &Matter) -> Result<()> {
    let street = matter
        .area
        .street_id
        .map(|id| id.to_string())
        .unwrap_or_default();
    for task in desk::tasks(matter) {
        let body = task.body.map(|id| id.to_string()).unwrap_or_default();
        let values = args![matter.id, task.queue.name(), body, &street, task.order_at];
        tx.later(q::ADD_TASK, values).await?;
    }
    Ok(())
}

/// Records where a matter lies, when a dispatcher puts it right.
pub async fn place(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    before: &Known,
    place: &Placed,
    now: Instant,
) -> Result<()> {
    let id = before.matter.id;
    let owner = before.reporter.unwrap_or(id);
    let own = subject::key_for_writing(tx, keys, entropy, owner, now).await?;
    // Whoever was erased stays so: then only what anybody may read is written down.
    let sealed = (!own.is_erased())
        .then(|| own.seal(&place_seal(id), &place.text, entropy))
        .transpose()?;
    let public = place.point.map(geo::generalise);
    let values = args![
        id,
        &place.public,
        sealed,
        place.point.map(huiyin_kernel::Point::lon_e7),
        place.point.map(huiyin_kernel::Point::lat_e7),
        public.map(huiyin_kernel::Point::lon_e7),
        public.map(huiyin_kernel::Point::lat_e7)
    ];
    tx.execute(q::PLACE, values).await.map(drop)
}

/// What an event changes beside the matter's own row.
async fn follow(
    tx: &mut Tx,
    matter: Id,
    event: &Event,
    now: Instant,
    entropy: &dyn Entropy,
) -> Result<()> {
    match &event.body {
        EventBody::PhotosReleased { photo_ids } => {
            photos::release(tx, matter, photo_ids, now).await
        }
        EventBody::ConsentGiven { channel, version } => {
            let id = Id::new(now, entropy);
            consents::give(tx, id, matter, *version, channel.name(), now).await
        }
        EventBody::ConsentWithdrawn {} => consents::withdraw(tx, matter, now).await,
        _ => Ok(()),
    }
}

/// The journal rows, texts and outbox rows of a change, in the transaction of the change. Photos
/// that an event names are there already, so that their digests can go into its row.
pub(crate) async fn record(
    tx: &mut Tx,
    keys: &Keys,
    change: &Change,
    actor: &str,
    now: Instant,
    entropy: &dyn Entropy,
) -> Result<()> {
    record_with(tx, keys, change, actor, now, entropy, Beside::default()).await
}

/// As [`record`], with what the change did beside its events.
pub(crate) async fn record_with(
    tx: &mut Tx,
    keys: &Keys,
    change: &Change,
    actor: &str,
    now: Instant,
    entropy: &dyn Entropy,
    beside: Beside,
) -> Result<()> {
    let id = change.matter.id;
    let last = change.events.len().saturating_sub(1);
    let mut rewritten = Some(beside.rewritten);
    for (at, event) in change.events.iter().enumerate() {
        let mut proof = Proof {
            texts: texts::add(tx, keys, id, event, entropy).await?,
            photos: photos::proofs(tx, keys, id, &event.body).await?,
            people: proof::of_people(tx, keys, id, &event.body, beside.joined).await?,
            ..Proof::default()
        };
        if at == last {
            let (model, fact) = proof::of_rows(keys, &change.matter)?;
            proof.model = Some(model);
            proof.fact = Some(fact);
            proof.rewritten = rewritten.take().unwrap_or_default();
        }
        let kind = event.kind();
        let entry = journal::Entry {
            subject_kind: SUBJECT,
            subject: id,
            version: i64::from(event.version),
            at: event.at,
            actor,
            kind: kind.name(),
        };
        let body = proof::Body {
            event: &event.body,
            proof: &proof,
        };
        if entry.version == 1 {
            // Its row was written in this transaction, under an id of its own.
            journal::begin(tx, &entry, &body).await?;
        } else {
            journal::append(tx, &entry, &body).await?;
        }
        follow(tx, id, event, now, entropy).await?;
    }
    // Behind the journal rows that they are derived from.
    if change.events.first().is_some_and(|it| it.version == 1) {
        counted::begin(tx, change).await?;
    } else {
        counted::write(tx, &change.matter).await?;
    }
    for notice in &change.notices {
        let id = Id::new(now, entropy);
        outbox::add(tx, id, "matters.notice", notice.matter, notice, now).await?;
    }
    Ok(())
}
