use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::Site;
use serde::Serialize;

use super::{estate_for, must_be_free, must_be_seen};
use crate::model::Refused;
use crate::model::register::bounds::{BUILDINGS_MOST, NAME_CHARS};
use crate::model::register::{Building, Estate, Unit};
use crate::ops::{By, OpError};
use crate::rules::register::{Draft, changed, check_text};
use crate::store::register::{buildings, units};

#[derive(Serialize)]
struct Nothing {}

/// Where a unit is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    pub phase: String,
    pub building: String,
}

/// A unit of an estate that somebody may see.
///
/// # Errors
/// What is not there, or not for this person.
pub async fn unit_for(
    tx: &mut Tx,
    by: &By,
    (estate, id): (Id, Id),
) -> Result<(Estate, Unit), OpError> {
    let estate = estate_for(tx, by, estate).await?;
    let unit = units::load(tx, id).await?;
    let unit = unit.filter(|it| it.estate == estate.id);
    Ok((estate, unit.ok_or(OpError::NotFound)?))
}

/// The building of this name, made where it is not there yet.
pub(super) async fn building(
    tx: &mut Tx,
    site: &Site,
    estate: Id,
    place: &Place,
) -> Result<Building, OpError> {
    let (phase, name) = (place.phase.trim(), place.building.trim());
    check_text(name, NAME_CHARS)?;
    if phase.chars().count() > NAME_CHARS {
        return Err(Refused::TooLong.into());
    }
    if let Some(known) = buildings::by_name(tx, estate, phase, name).await? {
        return Ok(known);
    }
    let all = buildings::of_estate(tx, estate, BUILDINGS_MOST).await?;
    if i64::try_from(all.len()).unwrap_or(BUILDINGS_MOST) >= BUILDINGS_MOST {
        return Err(Refused::TooManyUnits.into());
    }
    let made = Building {
        id: site.new_id(),
        estate,
        name: name.to_owned(),
        phase: phase.to_owned(),
    };
    buildings::insert(tx, &made).await?;
    Ok(made)
}

/// Enters a unit.
///
/// # Errors
/// What the rules refuse, a unit that is known, a vote under way.
pub async fn enter_unit(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id): (Id, Id),
    (place, draft): (&Place, &Draft),
) -> Result<Unit, OpError> {
    let estate = estate_for(tx, by, estate).await?;
    must_be_free(tx, estate.id, None).await?;
    let building = building(tx, site, estate.id, place).await?;
    if let Some(known) = units::by_place(tx, building.id, &draft.label).await? {
        return if known.id == id {
            Ok(known)
        } else {
            Err(Refused::UnitKnown.into())
        };
    }
    let unit = changed(None, (id, estate.id, building.id), draft)?;
    units::insert(tx, &unit, &building).await?;
    let (keys, now) = (&site.keys, site.now());
    units::record(tx, keys, &unit, "entered", &Nothing {}, &by.actor(), now).await?;
    Ok(unit)
}

/// Writes a unit anew.
///
/// # Errors
/// What the rules refuse, an area of a weaker source, a vote under way, somebody was faster.
pub async fn change_unit(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id, version): (Id, Id, u32),
    (place, draft): (&Place, &Draft),
) -> Result<Unit, OpError> {
    let (estate, before) = unit_for(tx, by, (estate, id)).await?;
    must_be_seen(id, before.version, version)?;
    must_be_free(tx, estate.id, None).await?;
    let building = building(tx, site, estate.id, place).await?;
    let twin = units::by_place(tx, building.id, &draft.label).await?;
    if twin.is_some_and(|twin| twin.id != id) {
        return Err(Refused::UnitKnown.into());
    }
    let after = changed(Some(&before), (id, estate.id, building.id), draft)?;
    save(tx, site, by, (&before, &after, &building)).await?;
    Ok(after)
}

pub(super) async fn save(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (before, after, building): (&Unit, &Unit, &Building),
) -> Result<(), OpError> {
    units::update(tx, before.version, after, building).await?;
    let (keys, now) = (&site.keys, site.now());
    units::record(tx, keys, after, "changed", &Nothing {}, &by.actor(), now).await?;
    Ok(())
}
