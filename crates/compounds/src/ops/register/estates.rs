use huiyin_db::Tx;
use huiyin_kernel::{Id, Instant};
use huiyin_registry::{AreaKind, areas};
use huiyin_web::Site;
use serde::Serialize;

use super::{estate_for, must_be_seen};
use crate::model::Refused;
use crate::model::register::bounds::{NAME_CHARS, NAMES_MOST, REASON_CHARS};
use crate::model::register::{Estate, Facts, NameKind};
use crate::ops::{By, OpError};
use crate::rules::register::{check_facts, check_text, place_key};
use crate::store::register::names::Name;
use crate::store::register::{estates, names};

/// Estates on one compound: two assemblies within one fence do occur.
const ON_A_COMPOUND: i64 = 20;

#[derive(Serialize)]
struct Nothing {}

#[derive(Serialize)]
struct Named {
    name: Id,
    kind: NameKind,
}

/// What a new estate is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The compound of the registry.
    pub compound: Id,
    pub name: String,
}

/// Enters an estate on a compound. The same id sent twice is one estate.
///
/// # Errors
/// A name that is missing or taken on this compound, a compound out of reach.
pub async fn enter_estate(
    tx: &mut Tx,
    by: &By,
    id: Id,
    known: &Known,
    now: Instant,
) -> Result<Estate, OpError> {
    check_text(&known.name, NAME_CHARS)?;
    let area = areas::by_id(tx, known.compound).await?;
    let area = area
        .filter(|it| it.kind == AreaKind::Compound && it.active && by.reaches(&it.path))
        .ok_or(Refused::CompoundMissing)?;
    let name = known.name.trim().to_owned();
    for other in estates::of_area(tx, area.id, ON_A_COMPOUND).await? {
        if other.id == id {
            return Ok(other);
        }
        if place_key(&other.name) == place_key(&name) {
            return Err(Refused::CompoundTaken.into());
        }
    }
    let estate = Estate {
        id,
        version: 1,
        area: area.id,
        area_path: area.path,
        name,
        facts: Facts::default(),
        joined_into: None,
        active: true,
    };
    estates::insert(tx, &estate, now).await?;
    estates::record(tx, &estate, "entered", &Nothing {}, &by.actor(), now).await?;
    Ok(estate)
}

/// Writes what is known of an estate anew.
///
/// # Errors
/// What the rules refuse; somebody was faster.
pub async fn change_estate(
    tx: &mut Tx,
    by: &By,
    (id, version): (Id, u32),
    (name, facts): (&str, &Facts),
    now: Instant,
) -> Result<Estate, OpError> {
    let before = estate_for(tx, by, id).await?;
    must_be_seen(id, before.version, version)?;
    check_text(name, NAME_CHARS)?;
    check_facts(facts).map_err(|(_, why)| why)?;
    let beside = estates::of_area(tx, before.area, ON_A_COMPOUND).await?;
    let taken = |it: &Estate| it.id != id && place_key(&it.name) == place_key(name);
    if beside.iter().any(taken) {
        return Err(Refused::CompoundTaken.into());
    }
    let after = Estate {
        version: version.saturating_add(1),
        name: name.trim().to_owned(),
        facts: facts.clone(),
        ..before
    };
    estates::update(tx, version, &after).await?;
    estates::record(tx, &after, "changed", &Nothing {}, &by.actor(), now).await?;
    Ok(after)
}

/// Decides that a further name means this estate, or a phase of it.
///
/// # Errors
/// A name or a reason that is missing, a name that is known already.
pub async fn decide_name(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (id, version): (Id, u32),
    (name, kind, reason): (&str, NameKind, &str),
) -> Result<(), OpError> {
    let now = site.now();
    let before = estate_for(tx, by, id).await?;
    must_be_seen(id, before.version, version)?;
    check_text(name, NAME_CHARS)?;
    check_text(reason, REASON_CHARS).map_err(|why| match why {
        Refused::NameMissing => Refused::ReasonMissing,
        other => other,
    })?;
    let known = names::of_estate(tx, id, NAMES_MOST).await?;
    let is_known = |other: &str| place_key(other) == place_key(name);
    if is_known(&before.name) || known.iter().any(|it| is_known(&it.name)) {
        return Err(Refused::NameKnown.into());
    }
    if i64::try_from(known.len()).unwrap_or(NAMES_MOST) >= NAMES_MOST {
        return Err(Refused::TooLong.into());
    }
    let row = Name {
        id: site.new_id(),
        estate: id,
        name: name.trim().to_owned(),
        kind,
        reason: reason.trim().to_owned(),
        decided_by: by.actor(),
        decided_at: now,
    };
    names::add(tx, &row).await?;
    let after = Estate {
        version: version.saturating_add(1),
        ..before
    };
    estates::update(tx, version, &after).await?;
    let body = Named { name: row.id, kind };
    estates::record(tx, &after, "name_decided", &body, &by.actor(), now).await?;
    Ok(())
}
