//! Two rows of the register that are one estate: by decision the one becomes a phase of the other.

use huiyin_db::Tx;
use huiyin_kernel::Id;
use huiyin_web::Site;
use serde::Serialize;

use super::{estate_for, must_be_free, must_be_seen};
use crate::model::Refused;
use crate::model::register::bounds::{BUILDINGS_MOST, NAMES_MOST, REASON_CHARS, UNITS_MOST};
use crate::model::register::{Building, Estate, NameKind, OwnerId, Unit};
use crate::ops::{By, OpError};
use crate::rules::register::{check_text, place_key};
use crate::store::register::names::Name;
use crate::store::register::{buildings, estates, holdings, names, owners, units};

#[derive(Serialize)]
struct Joined {
    into: Id,
}

#[derive(Serialize)]
struct TookIn {
    estate: Id,
    units: usize,
}

#[derive(Serialize)]
struct Moved {
    estate: Id,
}

/// Makes an estate a phase of another: buildings, units, holdings and owners go along, and its
/// name stays known with the decision. Owners of both stay two entries until somebody says that they
/// are one person (`one_person`).
///
/// # Errors
/// An estate out of reach, elsewhere, or with a vote under way; a reason that is missing.
pub async fn join(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    ((part, version), into): ((Id, u32), Id),
    reason: &str,
) -> Result<(), OpError> {
    let now = site.now();
    if part == into {
        return Err(Refused::JoinItself.into());
    }
    let part = estate_for(tx, by, part).await?;
    let whole = estate_for(tx, by, into).await?;
    must_be_seen(part.id, part.version, version)?;
    check_text(reason, REASON_CHARS).map_err(|_| Refused::ReasonMissing)?;
    if !part.active || !whole.active || community(&part) != community(&whole) {
        return Err(Refused::JoinElsewhere.into());
    }
    must_be_free(tx, part.id, None).await?;
    must_be_free(tx, whole.id, None).await?;
    let moved = move_units(tx, site, by, (&part, &whole), now).await?;
    let name = Name {
        id: site.new_id(),
        estate: whole.id,
        name: part.name.clone(),
        kind: NameKind::Phase,
        reason: reason.trim().to_owned(),
        decided_by: by.actor(),
        decided_at: now,
    };
    let known = names::of_estate(tx, whole.id, NAMES_MOST).await?;
    let is_known = |it: &Name| place_key(&it.name) == place_key(&name.name);
    if !known.iter().any(is_known) {
        names::add(tx, &name).await?;
    }
    let (part_before, whole_before) = (part.version, whole.version);
    let gone = Estate {
        version: part_before.saturating_add(1),
        joined_into: Some(whole.id),
        active: false,
        ..part
    };
    estates::update(tx, part_before, &gone).await?;
    let body = Joined { into: whole.id };
    estates::record(tx, &gone, "joined", &body, &by.actor(), now).await?;
    let grown = Estate {
        version: whole_before.saturating_add(1),
        ..whole
    };
    estates::update(tx, whole_before, &grown).await?;
    let body = TookIn {
        estate: gone.id,
        units: moved,
    };
    estates::record(tx, &grown, "took_in", &body, &by.actor(), now).await?;
    Ok(())
}

/// An estate never leaves its community: compounds are not split between two.
fn community(estate: &Estate) -> &str {
    let path = estate.area_path.trim_end_matches('/');
    path.rsplit_once('/').map_or("", |(above, _)| above)
}

async fn move_units(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (part, whole): (&Estate, &Estate),
    now: huiyin_kernel::Instant,
) -> Result<usize, OpError> {
    let found = units::all(tx, part.id).await?;
    let there = units::all(tx, whole.id).await?.len();
    if found.len() + there > UNITS_MOST {
        return Err(Refused::TooManyUnits.into());
    }
    let mut moved: Vec<Building> = Vec::new();
    for building in buildings::of_estate(tx, part.id, BUILDINGS_MOST).await? {
        let phase = format!("{}{}", part.name, building.phase);
        buildings::move_to(tx, &building, whole.id, &phase).await?;
        moved.push(Building {
            estate: whole.id,
            phase,
            ..building
        });
    }
    let body = Moved { estate: whole.id };
    for unit in &found {
        let building = moved.iter().find(|it| it.id == unit.building);
        let building = building.ok_or(OpError::NotFound)?;
        let after = Unit {
            version: unit.version.saturating_add(1),
            estate: whole.id,
            ..unit.clone()
        };
        units::update(tx, unit.version, &after, building).await?;
        let keys = &site.keys;
        units::record(tx, keys, &after, "moved", &body, &by.actor(), now).await?;
        holdings::move_to(tx, unit.id, whole.id).await?;
    }
    let all: Vec<OwnerId> = owners::identities(tx, part.id)
        .await?
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    for owner in all {
        let version = owners::move_to(tx, owner, whole.id).await?;
        owners::record(tx, (owner, version), "moved", &body, &by.actor(), now).await?;
    }
    Ok(found.len())
}
