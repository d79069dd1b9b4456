use huiyin_db::blobs::Photo;
use huiyin_db::fields::Keys;
use huiyin_db::{StoreError, Tx};
use huiyin_kernel::{Id, Instant};
use huiyin_web::forms::{self, Content, Once};

use super::{OpError, photos, report};
use crate::facts;
use crate::model::{Act, Actor, Change, Matter, OtherMatter, State};
use crate::rules;
use crate::slice::{Matters, World};
use crate::store::{self, Contact, Known, Placed};
use crate::suggest;

/// What comes with an act beside its own data.
#[derive(Debug, Clone, Default)]
pub struct Extra {
    /// The version the person looked at; another one meanwhile is a conflict.
    pub expected_version: Option<u32>,
    /// Key of the form, so that sending it twice is one act.
    pub form_key: Option<Id>,
    pub photos: Vec<Photo>,
    pub place: Option<Placed>,
}

/// What an act led to.
#[derive(Debug, Clone)]
pub struct Done {
    pub matter: Matter,
    /// The same form was sent before; nothing was done again.
    pub repeated: bool,
}

/// Carries an act out on a matter: load, decide, save, journal, outbox.
pub async fn act(
    matters: &Matters,
    id: Id,
    actor: &Actor,
    act: Act,
    extra: Extra,
) -> Result<Done, OpError> {
    let site = &matters.site;
    let now = site.now();
    let mut tx = site.db.write().await?;
    let before = store::load(&mut tx, &site.keys, id)
        .await?
        .ok_or(OpError::NotFound)?;
    if let Some(key) = extra.form_key {
        let place = format!("/desk/matters/{id}");
        let content = said(&site.keys, id, actor, &act, &extra)?;
        match forms::once(&mut tx, key, &content, &place, now).await? {
            Once::First => {}
            Once::Again(_) => {
                return Ok(Done {
                    matter: before.matter,
                    repeated: true,
                });
            }
            Once::Other => return Err(OpError::Reused),
        }
    }
    if let Some(expected) = extra
        .expected_version
        .filter(|it| *it != before.matter.version)
    {
        let expected = i64::from(expected);
        return Err(StoreError::Conflict {
            subject: id,
            expected,
        }
        .into());
    }
    let world = matters.world(&mut tx).await?;
    let change = carry_out(matters, &mut tx, &world, &before, actor, act, extra, now).await?;
    tx.commit().await?;
    Ok(Done {
        matter: change.matter,
        repeated: false,
    })
}

/// What a form of an act said. The version is left out: whoever sends the same act again after it
/// went through has seen a newer one.
fn said(
    keys: &Keys,
    id: Id,
    actor: &Actor,
    act: &Act,
    extra: &Extra,
) -> Result<Content, StoreError> {
    let act = serde_json::to_string(act).map_err(StoreError::inconsistent)?;
    let (matter, actor) = (id.to_string(), actor.journal_name());
    let place = extra.place.as_ref();
    let place = place.map_or_else(String::new, |it| format!("{it:?}"));
    let mut parts = vec![matter.as_str(), actor.as_str(), &act, &place];
    parts.extend(extra.photos.iter().map(|it| it.id.as_str()));
    Ok(Content::of(keys, parts))
}

#[expect(clippy::too_many_arguments, reason = "the whole situation of one act")]
async fn carry_out(
    matters: &Matters,
    tx: &mut Tx,
    world: &World,
    before: &Known,
    actor: &Actor,
    act: Act,
    extra: Extra,
    now: Instant,
) -> Result<Change, OpError> {
    let named = photos::named(matters, extra.photos);
    let act = with_photos(act, &named);
    let other = match &act {
        Act::Merge { into, .. } => Some(*into),
        Act::Absorb { other } => Some(*other),
        // Whoever was merged is asked once the matter that stayed is answered.
        _ => match before.matter.state {
            State::Merged { into, .. } => Some(into),
            _ => None,
        },
    };
    let other = match other {
        Some(id) => {
            let keys = &matters.site.keys;
            Some(store::load(tx, keys, id).await?.ok_or(OpError::NotFound)?)
        }
        None => None,
    };
    let by_reporter = matches!(actor.who, crate::model::Who::Reporter { .. });
    let merging = matches!(act, Act::Merge { .. });
    suggest::remember_choice(tx, before.matter.id, &act).await?;
    let facts = matters.facts(
        world,
        other.as_ref().map(|it| seen_from_outside(&it.matter)),
    );
    let change = rules::decide(&before.matter, actor, act, &facts, now)?;
    // Before the journal row, which holds a digest of each.
    photos::attach(matters, tx, before.matter.id, &named, by_reporter, now).await?;
    save(matters, tx, before, &change, actor, now).await?;
    if let Some(place) = &extra.place {
        let entropy = matters.site.entropy.as_ref();
        store::place(tx, &matters.site.keys, entropy, before, place, now).await?;
    }
    if let (true, Some(master)) = (merging, other) {
        absorb(matters, tx, world, &master, &change.matter, actor, now).await?;
    }
    Ok(change)
}

fn with_photos(act: Act, named: &[(Id, Photo)]) -> Act {
    match act {
        Act::AddPhotos { .. } => Act::AddPhotos {
            photo_ids: named.iter().map(|(id, _)| *id).collect(),
        },
        other => other,
    }
}

fn seen_from_outside(matter: &Matter) -> OtherMatter {
    OtherMatter {
        id: matter.id,
        state: matter.state_name(),
        restricted: matter.restricted,
        answered: matter.state.answer_given().is_some(),
    }
}

/// The matter that stays learns of the one that was merged into it.
async fn absorb(
    matters: &Matters,
    tx: &mut Tx,
    world: &World,
    master: &Known,
    merged: &Matter,
    actor: &Actor,
    now: Instant,
) -> Result<(), OpError> {
    let facts = matters.facts(world, Some(seen_from_outside(merged)));
    let act = Act::Absorb { other: merged.id };
    let change = rules::decide(&master.matter, actor, act, &facts, now)?;
    save(matters, tx, master, &change, actor, now).await
}

/// Writes a decided change with all that hangs on it.
pub(crate) async fn save(
    matters: &Matters,
    tx: &mut Tx,
    before: &Known,
    change: &Change,
    actor: &Actor,
    now: Instant,
) -> Result<(), OpError> {
    let entropy = matters.site.entropy.as_ref();
    store::update(tx, before, change, now).await?;
    store::record(
        tx,
        &matters.site.keys,
        change,
        &actor.journal_name(),
        now,
        entropy,
    )
    .await?;
    facts::write(tx, &change.matter).await?;
    for born in &change.born {
        let contact = contact_of(matters, tx, before.matter.id).await?;
        report::bear(matters, tx, born, &before.place, &contact, None, now).await?;
        store::record(
            tx,
            &matters.site.keys,
            born,
            &actor.journal_name(),
            now,
            entropy,
        )
        .await?;
    }
    Ok(())
}

/// The second of two things in one report belongs to the same person.
async fn contact_of(matters: &Matters, tx: &mut Tx, id: Id) -> Result<Contact, OpError> {
    let reporters = store::reporters_of(tx, &matters.site.keys, id).await?;
    let Some(first) = reporters.into_iter().next() else {
        return Ok(Contact::default());
    };
    let wish = match &matters.telling {
        Some(telling) => telling.wish(tx, first.id).await?,
        None => None,
    };
    Ok(Contact {
        tell: wish.filter(|it| it.holds).map(|it| it.lang),
        ..first.contact
    })
}
