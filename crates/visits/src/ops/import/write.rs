use huiyin_db::{Result, StoreError, Tx};
use huiyin_web::Site;
use serde::Serialize;

use super::{Judged, Ready, Report, SOURCE, Stopped, digest};
use crate::import::{Fault, RowFault};
use crate::ops::doors::{self, By};
use crate::store::dwellings::{self, Door};

/// Rows of one transaction: residents' own writes pass in between.
const PIECE: usize = 200;
/// A piece that met somebody else's change is judged anew so often.
const TRIES: usize = 5;

/// Told how many rows of how many are written.
pub type Written<'a> = &'a mut (dyn FnMut(usize, usize) + Send);

/// What becomes of a row.
pub(super) enum Fate {
    Fresh(Box<Door>),
    /// What stands in the register, and what takes its place.
    Changed(Box<Door>, Box<Door>),
    Unchanged,
    /// The number of this row and its door belong to two doors of the register.
    HeldByOther,
}

/// Whether the register knows this row by its number.
pub(super) async fn is_numbered(tx: &mut Tx, site: &Site, ready: &Ready) -> Result<bool> {
    match &ready.number {
        Some(number) => {
            let found = dwellings::by_source(tx, &site.keys, SOURCE, number).await?;
            Ok(found.is_some())
        }
        None => Ok(false),
    }
}

/// Holds a row against the register: by its number where it has one, else by its door.
pub(super) async fn fate(tx: &mut Tx, site: &Site, ready: &Ready) -> Result<Fate> {
    let keys = &site.keys;
    let id = site.new_id();
    let path = ready.area_path.clone();
    let mut fresh = doors::fresh(id, site.new_id(), &ready.draft, path, SOURCE);
    let door = dwellings::door_digest(keys, &fresh);
    fresh.import_digest = digest(keys, ready);
    fresh.outside_number = ready.number.clone().unwrap_or(door);
    let by_number = match &ready.number {
        Some(number) => dwellings::by_source(tx, keys, SOURCE, number).await?,
        None => None,
    };
    let by_door = dwellings::by_door(tx, keys, &fresh).await?;
    let before = match (by_number, by_door) {
        (None, None) => return Ok(Fate::Fresh(Box::new(fresh))),
        (Some(before), Some(other)) if before.dwelling.id != other.dwelling.id => {
            return Ok(Fate::HeldByOther);
        }
        (Some(before), _) | (None, Some(before)) => before,
    };
    if before.import_digest == fresh.import_digest {
        return Ok(Fate::Unchanged);
    }
    let mut draft = ready.draft.clone();
    if ready.keep_name {
        draft.name.clone_from(&before.name);
    }
    if ready.keep_phone {
        draft.phone.clone_from(&before.phone);
    }
    let mut after = doors::changed(&before, &draft, ready.area_path.clone());
    after.import_digest = fresh.import_digest;
    Ok(Fate::Changed(Box::new(before), Box::new(after)))
}

#[derive(Serialize)]
struct Brought<'a> {
    source: &'a str,
}

/// Writes every row that can be, each once. What was written before an error stays; the report
/// says what was done.
pub async fn write(
    site: &Site,
    judged: &Judged,
    by: By<'_>,
    written: Written<'_>,
) -> std::result::Result<Report, Stopped> {
    let mut report = Report {
        rows: judged.report.rows,
        faults: judged.report.faults.clone(),
        ..Report::default()
    };
    let total = judged.ready.len();
    let mut done = 0;
    for piece in judged.ready.chunks(PIECE) {
        let counted = piece_written(site, piece, by).await;
        let counted = counted.map_err(|error| Stopped { done, error })?;
        done += piece.len();
        report.fresh += counted.fresh;
        report.changed += counted.changed;
        report.unchanged += counted.unchanged;
        report.faults.extend(counted.faults);
        written(done, total);
    }
    report.faults.sort_by_key(|fault| fault.row);
    Ok(report)
}

async fn piece_written(site: &Site, piece: &[Ready], by: By<'_>) -> Result<Report> {
    let mut tries = 1;
    loop {
        match try_piece(site, piece, by).await {
            // Somebody wrote at one of these doors meanwhile.
            Err(StoreError::Conflict { .. } | StoreError::Duplicate(_)) if tries < TRIES => {
                tries += 1;
            }
            other => return other,
        }
    }
}

async fn try_piece(site: &Site, piece: &[Ready], by: By<'_>) -> Result<Report> {
    let mut report = Report::default();
    let mut tx = site.db.write().await?;
    let (keys, entropy) = (&site.keys, &*site.entropy);
    let brought = Brought { source: SOURCE };
    for ready in piece {
        let (door, kind) = match fate(&mut tx, site, ready).await? {
            Fate::Fresh(door) => {
                dwellings::insert(&mut tx, keys, entropy, &door, by.now).await?;
                report.fresh += 1;
                (door, "entered")
            }
            Fate::Changed(before, door) => {
                let version = before.dwelling.version;
                dwellings::update(&mut tx, keys, entropy, version, &door, by.now).await?;
                report.changed += 1;
                (door, "changed")
            }
            Fate::Unchanged => {
                report.unchanged += 1;
                continue;
            }
            Fate::HeldByOther => {
                let fault = Fault::new(ready.row, RowFault::HeldByOther, &ready.draft.door);
                report.faults.push(fault);
                continue;
            }
        };
        dwellings::record(&mut tx, &door.dwelling, kind, &brought, by.actor, by.now).await?;
    }
    tx.commit().await?;
    Ok(report)
}
