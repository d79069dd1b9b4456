//! The rights of owners in their own data (rules P3 and P7). Whoever owns a unit stands in the
//! register because the law wants the owners known; once they own nothing here and the evidence of
//! the votes has aged, or they ask for it, what they are called is forgotten and who owned stays.

use huiyin_db::Tx;
use huiyin_kernel::{Date, Id, Instant};
use huiyin_web::Site;
use serde::Serialize;

use super::owner_for;
use crate::Compounds;
use crate::model::Refused;
use crate::model::register::bounds::FORMER_OWNER_DAYS;
use crate::model::register::{Owner, OwnerId, OwnerKind};
use crate::ops::{By, OpError};
use crate::store::register::{buildings, estates, holdings, owners, reveals, units};

/// Looks that a copy names.
const LOOKS_MOST: i64 = 1_000;
/// Owners that one run forgets.
const OF_A_RUN: i64 = 500;

/// Everything that is held of an owner, as they are given it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Copied {
    pub estate: String,
    pub kind: OwnerKind,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub units: Vec<CopiedUnit>,
    /// When somebody looked at name and phone, and the code of the reason.
    pub looks: Vec<(Instant, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopiedUnit {
    pub unit: String,
    /// In 0.01 m².
    pub area_centi: i64,
    pub from: Date,
    pub until: Option<Date>,
}

#[derive(Serialize)]
struct Nothing {}

pub(crate) async fn copy_of(tx: &mut Tx, owner: &Owner) -> Result<Copied, OpError> {
    let estate = estates::load(tx, owner.estate).await?;
    let mut held = Vec::new();
    for holding in holdings::of_owner(tx, owner.id).await? {
        let Some(unit) = units::load(tx, holding.unit).await? else {
            continue;
        };
        let building = buildings::load(tx, unit.building).await?;
        let building = building.map_or_else(String::new, |it| format!("{}{}", it.phase, it.name));
        held.push(CopiedUnit {
            unit: format!("{building} {}", unit.label),
            area_centi: unit.area_centi,
            from: holding.from,
            until: holding.until,
        });
    }
    Ok(Copied {
        estate: estate.map_or_else(String::new, |it| it.name),
        kind: owner.kind,
        name: owner.name.clone(),
        phone: owner.phone.clone(),
        units: held,
        looks: reveals::of_owner(tx, owner.id.0, LOOKS_MOST).await?,
    })
}

/// What is held of one owner.
///
/// # Errors
/// What is not there, or not for this person.
pub async fn copy(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id): (Id, OwnerId),
) -> Result<Copied, OpError> {
    let (_, owner) = owner_for(tx, site, by, (estate, id)).await?;
    copy_of(tx, &owner).await
}

/// What is held of everybody with this phone, in every estate: for whoever has proven that the
/// phone is theirs.
///
/// # Errors
/// The store's.
pub async fn copy_all(tx: &mut Tx, site: &Site, phone: &str) -> Result<Vec<Copied>, OpError> {
    let mut all = Vec::new();
    for owner in owners::by_phone(tx, &site.keys, phone).await? {
        all.push(copy_of(tx, &owner).await?);
    }
    Ok(all)
}

/// Forgets an owner who owns nothing here any more. Twice is once.
///
/// # Errors
/// Somebody who still owns a unit.
pub async fn forget(
    tx: &mut Tx,
    site: &Site,
    by: &By,
    (estate, id): (Id, OwnerId),
) -> Result<(), OpError> {
    let (_, owner) = owner_for(tx, site, by, (estate, id)).await?;
    let today = site.now().date();
    let held = holdings::of_owner(tx, id).await?;
    if held
        .iter()
        .any(|it| it.until.is_none_or(|until| until > today))
    {
        return Err(Refused::StillOwner.into());
    }
    gone(tx, &owner, &by.actor(), site.now()).await
}

async fn gone(tx: &mut Tx, owner: &Owner, actor: &str, now: Instant) -> Result<(), OpError> {
    if owner.forgotten {
        return Ok(());
    }
    owners::forget(tx, owner, now).await?;
    let version = owner.version.saturating_add(1);
    owners::record(
        tx,
        (owner.id, version),
        "forgotten",
        &Nothing {},
        actor,
        now,
    )
    .await?;
    Ok(())
}

/// Forgets whoever owned nothing for long enough, and says how many. Twice does no harm.
///
/// # Errors
/// The store's.
pub async fn retain(compounds: &Compounds) -> Result<usize, OpError> {
    let site = &compounds.site;
    let now = site.now();
    let before = now.date().plus_days(-FORMER_OWNER_DAYS);
    let found = {
        let mut tx = site.db.read().await?;
        owners::former(&mut tx, before, OF_A_RUN).await?
    };
    for id in &found {
        let mut tx = site.db.write().await?;
        if let Some(owner) = owners::load(&mut tx, &site.keys, *id).await? {
            gone(&mut tx, &owner, "system", now).await?;
        }
        tx.commit().await?;
    }
    Ok(found.len())
}
