//! What goes by age (rule P3), and what goes because somebody asked for it (rule P7). The journal
//! stays: it holds nothing that could be forgotten.

use huiyin_db::{Tx, outbox, subject};
use huiyin_kernel::{Id, Instant};
use serde::{Deserialize, Serialize};

use super::OpError;
use super::announce::NOTICES;
use crate::Visits;
use crate::model::bounds::{ANSWERS_DAYS, PHOTOS_DAYS};
use crate::model::{Actor, VisitEvent};
use crate::notebook;
use crate::rules::merge;
use crate::store::dwellings::Door;
use crate::store::{badges, dwellings, photos, results, submissions, texts, visits};

/// The topic under which others hear that somebody at a door is forgotten; its subject is the visit.
pub const FORGOTTEN: &str = "visits.forgotten";

/// What they hear: whose words and address they are to let go.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Forgotten {
    pub person: Id,
}

/// Visits, and photos, that one run lets go.
const OF_A_RUN: i64 = 500;
/// Rounds of one door that are gone through.
const VISITS_OF_A_DOOR: i64 = 500;
/// Days after which the badge of a day needs nobody's check any more.
const BADGE_DAYS: i64 = 90;

/// What one run let go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LetGo {
    pub visits: usize,
    pub photos: usize,
}

/// Lets go what was kept long enough. Twice does no harm.
pub async fn retain(slice: &Visits) -> Result<LetGo, OpError> {
    let site = &slice.site;
    let now = site.now();
    let mut gone = LetGo::default();
    let (old_visits, old_photos) = {
        let mut tx = site.db.read().await?;
        let answers = now.date().plus_days(-ANSWERS_DAYS).start();
        let pictures = now.date().plus_days(-PHOTOS_DAYS).start();
        (
            submissions::old(&mut tx, answers, OF_A_RUN).await?,
            photos::old(&mut tx, pictures, OF_A_RUN).await?,
        )
    };
    for visit in old_visits {
        let mut tx = site.db.write().await?;
        if let Some(stored) = visits::load(&mut tx, &site.keys, visit).await?
            && let Some(door) = dwellings::load(&mut tx, &site.keys, stored.visit.dwelling).await?
        {
            words(slice, &mut tx, &stored, &door, Actor::System, now).await?;
            gone.visits += 1;
        }
        tx.commit().await?;
    }
    for photo in old_photos {
        let mut tx = site.db.write().await?;
        picture(slice, &mut tx, &photo).await?;
        tx.commit().await?;
        gone.photos += 1;
    }
    let mut tx = site.db.write().await?;
    badges::sweep(&mut tx, now.date().plus_days(-BADGE_DAYS)).await?;
    tx.commit().await?;
    Ok(gone)
}

/// Takes the words of one visit: answers, result, notes, and what came sealed about it.
async fn words(
    slice: &Visits,
    tx: &mut Tx,
    stored: &visits::Stored,
    door: &Door,
    actor: Actor,
    now: Instant,
) -> Result<(), OpError> {
    let visit = stored.visit.id;
    submissions::forget(tx, visit).await?;
    results::forget(tx, visit).await?;
    texts::forget(tx, visit).await?;
    notebook::forget(tx, visit).await?;
    let change = merge::forgotten(&stored.visit, vec![VisitEvent::Forgotten {}]);
    let with = (&slice.site.keys, &*slice.site.entropy);
    let by = actor.journal_name();
    visits::save(tx, with, stored.visit.version, &change, door, &by, now).await?;
    Ok(())
}

/// Takes a photo; its file goes where no matter shows it.
async fn picture(slice: &Visits, tx: &mut Tx, photo: &photos::Photo) -> Result<(), OpError> {
    photos::remove(tx, photo.id).await?;
    slice.site.blobs.let_go(tx, &photo.blob, photo.id).await?;
    huiyin_matters::personal::remove_unused(&slice.matters, tx, &photo.blob).await?;
    Ok(())
}

/// Forgets whoever is at a door: their key is destroyed, so that no copy can be read either, and
/// the door begins anew. Their wish not to be disturbed stays, for it protects them; matters have
/// rights of their own.
pub async fn forget(slice: &Visits, dwelling: Id, by: Id) -> Result<(), OpError> {
    let site = &slice.site;
    let now = site.now();
    let actor = Actor::Coordinator(by);
    let mut tx = site.db.write().await?;
    let door = dwellings::load(&mut tx, &site.keys, dwelling).await?;
    let door = door.ok_or(OpError::NotFound)?;
    for stored in visits::of_dwelling(&mut tx, &site.keys, dwelling, VISITS_OF_A_DOOR).await? {
        for photo in photos::of_visit(&mut tx, stored.visit.id).await? {
            picture(slice, &mut tx, &photo).await?;
        }
        words(slice, &mut tx, &stored, &door, actor, now).await?;
        // What is ordered and not yet handed on goes; what is handed on is stopped there.
        outbox::withdraw(&mut tx, stored.visit.id, NOTICES).await?;
        outbox::forget(&mut tx, stored.visit.id).await?;
        let told = Forgotten {
            person: door.person,
        };
        let id = site.new_id();
        outbox::add(&mut tx, id, FORGOTTEN, stored.visit.id, &told, now).await?;
    }
    subject::destroy(&mut tx, door.person, now).await?;
    let before = door.dwelling.version;
    let mut anew = door;
    anew.dwelling.version = before.saturating_add(1);
    anew.dwelling.has_phone = false;
    anew.dwelling.known_by = None;
    anew.person = site.new_id();
    (anew.name, anew.phone) = (None, None);
    let entropy = &*site.entropy;
    dwellings::update(&mut tx, &site.keys, entropy, before, &anew, now).await?;
    let body = serde_json::json!({});
    let name = actor.journal_name();
    dwellings::record(&mut tx, &anew.dwelling, "forgotten", &body, &name, now).await?;
    tx.commit().await?;
    Ok(())
}
