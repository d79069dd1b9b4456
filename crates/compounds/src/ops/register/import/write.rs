use huiyin_db::{StoreError, Tx};
use huiyin_web::Site;

use super::judge::{draft, namings};
use super::resolve::{Meant, resolve};
use super::{How, Judged, Ready, Report};
use crate::model::Refused;
use crate::model::register::{Estate, OwnerId, Unit};
use crate::ops::register::changes::{apply, owner_of};
use crate::ops::register::units::{building, save};
use crate::ops::register::{Contacts, Naming, Place, change_owner, estate_for, must_be_free};
use crate::ops::{By, OpError};
use crate::rules::register::changed;
use crate::store::register::{holdings, owners, units};

/// Rows of one transaction: others' writes pass in between.
const PIECE: usize = 200;
/// A piece that met somebody else's change is tried anew so often.
const TRIES: usize = 5;

/// Told how many rows of how many are written.
pub type Written<'a> = &'a mut (dyn FnMut(usize, usize) + Send);

/// An import that did not come to its end. What was written stays.
#[derive(Debug, thiserror::Error)]
#[error("stopped after {done} rows: {error}")]
pub struct Stopped {
    pub done: usize,
    pub error: OpError,
}

/// Writes every row that can be, each once.
///
/// # Errors
/// A vote under way that the file would change: nothing is written. A piece that failed: what was
/// written before stays.
pub async fn write(
    site: &Site,
    judged: &Judged,
    by: &By,
    written: Written<'_>,
) -> Result<Report, Stopped> {
    if judged.report.frozen {
        return Err(Stopped {
            done: 0,
            error: Refused::RollFrozen.into(),
        });
    }
    let total = judged.ready.len();
    let mut done = 0;
    for piece in judged.ready.chunks(PIECE) {
        let result = piece_written(site, &judged.how, piece, by).await;
        result.map_err(|error| Stopped { done, error })?;
        done += piece.len();
        written(done, total);
    }
    Ok(judged.report.clone())
}

async fn piece_written(site: &Site, how: &How, piece: &[Ready], by: &By) -> Result<(), OpError> {
    let mut tries = 1;
    loop {
        match try_piece(site, how, piece, by).await {
            // Somebody wrote at one of these units meanwhile.
            Err(OpError::Store(StoreError::Conflict { .. } | StoreError::Duplicate(_)))
                if tries < TRIES =>
            {
                tries += 1;
            }
            other => return other,
        }
    }
}

async fn try_piece(site: &Site, how: &How, piece: &[Ready], by: &By) -> Result<(), OpError> {
    let mut tx = site.db.write().await?;
    let estate = estate_for(&mut tx, by, how.estate).await?;
    for ready in piece {
        let unit = unit_of(&mut tx, site, (how, &estate), ready, by).await?;
        owners_of(&mut tx, site, (how, &estate), (ready, &unit), by).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn unit_of(
    tx: &mut Tx,
    site: &Site,
    (how, estate): (&How, &Estate),
    ready: &Ready,
    by: &By,
) -> Result<Unit, OpError> {
    let place = Place {
        phase: ready.row.phase.clone(),
        building: ready.row.building.clone(),
    };
    let building = building(tx, site, estate.id, &place).await?;
    let before = units::by_place(tx, building.id, &ready.row.label).await?;
    let wanted = draft(how, ready, before.as_ref());
    let id = before.as_ref().map_or(ready.unit, |it| it.id);
    let after = changed(before.as_ref(), (id, estate.id, building.id), &wanted)?;
    let Some(before) = before else {
        must_be_free(tx, estate.id, None).await?;
        units::insert(tx, &after, &building).await?;
        let body = serde_json::json!({ "source": "import" });
        let (keys, now) = (&site.keys, site.now());
        units::record(tx, keys, &after, "entered", &body, &by.actor(), now).await?;
        return Ok(after);
    };
    let unchanged = Unit {
        version: before.version,
        ..after.clone()
    };
    if unchanged == before {
        return Ok(before);
    }
    must_be_free(tx, estate.id, None).await?;
    save(tx, site, by, (&before, &after, &building)).await?;
    Ok(after)
}

async fn owners_of(
    tx: &mut Tx,
    site: &Site,
    (how, estate): (&How, &Estate),
    (ready, unit): (&Ready, &Unit),
    by: &By,
) -> Result<(), OpError> {
    let wanted = draft(how, ready, Some(unit));
    let named: Vec<Naming> = namings(ready, &wanted, &estate.facts);
    if named.is_empty() {
        return Ok(());
    }
    let mut holders: Vec<(OwnerId, String)> = Vec::new();
    for holding in holdings::of_unit(tx, unit.id).await? {
        if holding.until.is_none() {
            let digest = owners::identity_of(tx, holding.owner).await?;
            holders.push((holding.owner, digest));
        }
    }
    let meant = resolve(tx, site, (estate.id, unit.id), (&holders, &named)).await?;
    let mut found = Vec::with_capacity(meant.len());
    for (meant, naming) in meant.into_iter().zip(&named) {
        found.push(match meant {
            Meant::Held(owner) => owner,
            Meant::Reached(owner, phone) => {
                let contacts = Contacts {
                    name: naming.name.clone(),
                    phone: Some(phone),
                };
                let which = (estate.id, owner.id, owner.version);
                match change_owner(tx, site, by, which, &contacts).await {
                    // The number belongs to somebody of that name who is known already.
                    Err(OpError::Refused(Refused::OwnerTwice)) => {
                        owner_of(tx, site, by, (estate.id, unit.id), naming).await?
                    }
                    other => other.map(|()| owner.id)?,
                }
            }
            Meant::Other => owner_of(tx, site, by, (estate.id, unit.id), naming).await?,
        });
    }
    found.sort();
    found.dedup();
    apply(tx, site, by, unit, (&found, how.as_of)).await?;
    Ok(())
}
