//! Two owners of one estate who are one person (rule O4: a buyer of several units counts once).
//! After two estates were joined, or where a name was written in two ways, the same person may stand
//! in the register twice. Nothing finds that out by itself: somebody looks and decides.

use huiyin_db::{Tx, outbox};
use huiyin_kernel::Id;
use huiyin_web::Site;
use serde::Serialize;

use super::{must_be_free, must_be_seen, owner_for};
use crate::Compounds;
use crate::model::Refused;
use crate::model::register::bounds::REASON_CHARS;
use crate::model::register::{Owner, OwnerId, Unit};
use crate::ops::telling::NOTICES;
use crate::ops::{By, OpError};
use crate::rules::register::{self as rules, check_text};
use crate::store::register::{buildings, holdings, one_person as rows, owners, units};

#[derive(Serialize)]
struct One {
    kept: Id,
    gone: Id,
}

#[derive(Serialize)]
struct Represented {
    by: Id,
}

/// Others of the estate who left the same phone: those about whom somebody may ask whether they are
/// the same.
///
/// # Errors
/// The store's.
pub async fn alike(
    compounds: &Compounds,
    tx: &mut Tx,
    owner: &Owner,
) -> Result<Vec<Owner>, OpError> {
    let Some(phone) = &owner.phone else {
        return Ok(Vec::new());
    };
    let mut all = owners::by_phone(tx, &compounds.site.keys, phone).await?;
    all.retain(|it| rules::may_be_one_person(it, owner));
    Ok(all)
}

/// Decides that `gone` is `kept`: whatever the one holds and held is the other's, and the first is
/// forgotten. The decision stays with its reason.
///
/// # Errors
/// Somebody of another estate or kind, a unit that both own on one day, a vote under way, a reason
/// that is missing; somebody was faster.
pub async fn one_person(
    compounds: &Compounds,
    tx: &mut Tx,
    by: &By,
    (estate, kept, (gone, version)): (Id, OwnerId, (OwnerId, u32)),
    reason: &str,
) -> Result<(), OpError> {
    let site = &compounds.site;
    let now = site.now();
    let (estate, kept) = owner_for(tx, site, by, (estate, kept)).await?;
    let (_, gone) = owner_for(tx, site, by, (estate.id, gone)).await?;
    must_be_seen(gone.id.0, gone.version, version)?;
    check_text(reason, REASON_CHARS).map_err(|_| Refused::ReasonMissing)?;
    must_be_free(tx, estate.id, None).await?;
    let held = holdings::of_owner(tx, kept.id).await?;
    let held_too = holdings::of_owner(tx, gone.id).await?;
    rules::one_person((&kept, &held), (&gone, &held_too))?;
    for unit in rows::represented_by(tx, estate.id, gone.id).await? {
        represent(tx, (site, by), unit, kept.id, now).await?;
    }
    rows::hand_on(tx, gone.id, kept.id).await?;
    let actor = by.actor();
    let said = (reason.trim(), actor.as_str(), now);
    rows::add(tx, (site.new_id(), estate.id), (kept.id, gone.id), said).await?;
    // The one who is kept is told what they wished to be told.
    outbox::withdraw(tx, gone.id.0, NOTICES).await?;
    if let Some(telling) = compounds.matters.telling() {
        telling.forget(tx, gone.id.0, gone.id.0, now).await?;
    }
    owners::forget(tx, &gone, now).await?;
    let body = One {
        kept: kept.id.0,
        gone: gone.id.0,
    };
    let version = gone.version.saturating_add(1);
    owners::record(tx, (gone.id, version), "one_person", &body, &actor, now).await?;
    let version = owners::touch(tx, kept.id, kept.version).await?;
    owners::record(tx, (kept.id, version), "one_person", &body, &actor, now).await?;
    Ok(())
}

async fn represent(
    tx: &mut Tx,
    (site, by): (&Site, &By),
    unit: Id,
    kept: OwnerId,
    now: huiyin_kernel::Instant,
) -> Result<(), OpError> {
    let before = units::load(tx, unit).await?.ok_or(OpError::NotFound)?;
    let building = buildings::load(tx, before.building).await?;
    let building = building.ok_or(OpError::NotFound)?;
    let after = Unit {
        version: before.version.saturating_add(1),
        representative: Some(kept.0),
        ..before.clone()
    };
    units::update(tx, before.version, &after, &building).await?;
    let body = Represented { by: kept.0 };
    let keys = &site.keys;
    units::record(tx, keys, &after, "represented", &body, &by.actor(), now).await?;
    Ok(())
}
