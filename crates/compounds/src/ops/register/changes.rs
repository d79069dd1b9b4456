//! Who owns a unit, from a day on.

use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_web::Site;
use serde::Serialize;

use super::{must_be_free, must_be_seen, unit_for};
use crate::model::Refused;
use crate::model::register::bounds::NAME_CHARS;
use crate::model::register::{Holding, Owner, OwnerId, OwnerKind, Unit};
use crate::ops::{By, OpError};
use crate::rules::register::{check_text, transfer};
use crate::store::register::{buildings, holdings, owners, units};

/// Somebody as a form or a file names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    pub kind: OwnerKind,
    pub name: String,
    pub phone: Option<String>,
}

#[derive(Serialize)]
struct Nothing {}

#[derive(Serialize)]
struct HandedOver {
    from: Date,
    owners: Vec<OwnerId>,
}

#[derive(Serialize)]
struct Represented {
    by: Option<Id>,
}

/// Digits that a telephone number has.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

pub(super) fn check_naming(naming: &Naming) -> Result<(), Refused> {
    check_text(&naming.name, NAME_CHARS)?;
    let digits = |phone: &String| phone.chars().filter(char::is_ascii_digit).count();
    if naming
        .phone
        .as_ref()
        .is_some_and(|it| !PHONE_DIGITS.contains(&digits(it)))
    {
        return Err(Refused::PhoneOdd);
    }
    Ok(())
}

/// The owner whom a naming means within an estate: known by it, else entered.
pub(super) async fn owner_of(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, unit): (Id, Id),
    naming: &Naming,
) -> Result<OwnerId, OpError> {
    check_naming(naming)?;
    let who = (naming.kind, naming.name.as_str(), naming.phone.as_deref());
    let identity = owners::identity(&site.keys, estate, who, unit);
    if let Some(known) = owners::by_identity(tx, &site.keys, estate, &identity).await? {
        return Ok(known.id);
    }
    let owner = Owner {
        id: OwnerId(site.new_id()),
        version: 1,
        estate,
        kind: naming.kind,
        person: site.new_id(),
        name: Some(naming.name.trim().to_owned()),
        phone: naming.phone.clone(),
        forgotten: false,
    };
    let now = site.now();
    let entropy = &*site.entropy;
    owners::insert(tx, &site.keys, entropy, (&owner, &identity), now).await?;
    owners::record(tx, (owner.id, 1), "entered", &Nothing {}, &by.actor(), now).await?;
    Ok(owner.id)
}

/// From a day on, a unit belongs to these and nobody else. Says whether anything changed.
///
/// # Errors
/// What the rules refuse; a change that shows on the roll of a vote under way.
pub async fn hand_over(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id, version): (Id, Id, u32),
    (namings, day): (&[Naming], Date),
) -> Result<bool, OpError> {
    let (estate, before) = unit_for(tx, by, (estate, id)).await?;
    must_be_seen(id, before.version, version)?;
    let mut found = Vec::new();
    for naming in namings {
        found.push(owner_of(tx, site, by, (estate.id, id), naming).await?);
    }
    let is_changed = apply(tx, site, by, &before, (&found, day)).await?;
    Ok(is_changed.is_some())
}

/// Writes the holdings of a change; the unit after it, or nothing where nothing changed.
pub(super) async fn apply(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    before: &Unit,
    (found, day): (&[OwnerId], Date),
) -> Result<Option<Unit>, OpError> {
    let now = site.now();
    let known = holdings::of_unit(tx, before.id).await?;
    let change = transfer(&known, found, day, now.date())?;
    if change.is_nothing() {
        return Ok(None);
    }
    must_be_free(tx, before.estate, Some(day)).await?;
    for holding in &change.ended {
        holdings::end(tx, holding.id, day).await?;
    }
    for owner in &change.begun {
        let holding = Holding {
            id: site.new_id(),
            estate: before.estate,
            unit: before.id,
            owner: *owner,
            from: day,
            until: None,
        };
        holdings::begin(tx, &holding, &by.actor(), now).await?;
    }
    let stays = |owner: &Id| found.iter().any(|it| it.0 == *owner);
    let after = Unit {
        version: before.version.saturating_add(1),
        representative: before.representative.filter(stays),
        ..before.clone()
    };
    let body = HandedOver {
        from: day,
        owners: found.to_vec(),
    };
    rewrite(tx, (before, &after)).await?;
    let keys = &site.keys;
    units::record(tx, keys, &after, "handed_over", &body, &by.actor(), now).await?;
    Ok(Some(after))
}

async fn rewrite(tx: &mut Tx, (before, after): (&Unit, &Unit)) -> Result<(), OpError> {
    let building = buildings::load(tx, before.building).await?;
    let building = building.ok_or(OpError::NotFound)?;
    units::update(tx, before.version, after, &building).await?;
    Ok(())
}

/// Notes which of the co-owners casts the ballot of a unit (Civil Code: one unit, one ballot), or
/// that none is named any more.
///
/// # Errors
/// Somebody who does not own the unit today.
pub async fn represent(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id, version): (Id, Id, u32),
    representative: Option<OwnerId>,
) -> Result<(), OpError> {
    let (_, before) = unit_for(tx, by, (estate, id)).await?;
    must_be_seen(id, before.version, version)?;
    let now = site.now();
    let held = holdings::of_unit(tx, id).await?;
    let owns = |owner: OwnerId| {
        let mut held = held.iter();
        held.any(|it| it.owner == owner && it.holds_on(now.date()))
    };
    if representative.is_some_and(|owner| !owns(owner)) {
        return Err(Refused::NotAnOwner.into());
    }
    let after = Unit {
        version: version.saturating_add(1),
        representative: representative.map(|it| it.0),
        ..before.clone()
    };
    rewrite(tx, (&before, &after)).await?;
    let body = Represented {
        by: after.representative,
    };
    let keys = &site.keys;
    units::record(tx, keys, &after, "represented", &body, &by.actor(), now).await?;
    Ok(())
}
