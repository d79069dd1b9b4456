use std::collections::{BTreeMap, BTreeSet};

use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};

use super::{By, OpError, Places, load_round};
use crate::Visits;
use crate::model::bounds::{NOTE_CHARS, VISITS};
use crate::model::{DwellingKind, Refused, Round, Visit};
use crate::rules::visit::admit;
use crate::rules::{LeftOut, left_out};
use crate::store::dwellings::Planned;
use crate::store::{dwellings, plans, reasons, visits as rows};

/// Doors that are read at once, and admitted in one transaction.
const PIECE: usize = 500;
const PIECE_ROWS: i64 = 500;
/// Doors that were left out and are named one by one, for each reason.
pub const NAMED_MOST: usize = 200;

/// What a round would call on, and what not.
#[derive(Debug, Clone, Default)]
pub struct Admission {
    /// Doors that belong into the round.
    pub doors: u32,
    /// Those of them without a visit yet.
    pub new: Vec<Planned>,
    /// By reason, how many are left out and the first of them.
    pub left_out: BTreeMap<LeftOut, (u32, Vec<Planned>)>,
    /// Doors beyond what one round holds.
    pub is_full: bool,
}

impl Admission {
    fn leave_out(&mut self, why: LeftOut, door: Planned) {
        let (count, named) = self.left_out.entry(why).or_default();
        *count += 1;
        if named.len() < NAMED_MOST {
            named.push(door);
        }
    }
}

/// Looks through all doors of the areas of a round.
pub async fn admission(
    tx: &mut Tx,
    round: &Round,
    places: &Places,
    today: Date,
) -> Result<Admission, OpError> {
    let known = plans::admitted(tx, round.id).await?;
    let known: BTreeSet<Id> = known.into_iter().map(|(_, door)| door).collect();
    let kinds: Vec<DwellingKind> = round.kinds.iter().copied().collect();
    let first_on = round.first_on().unwrap_or(today);
    let mut found = Admission::default();
    for path in places.paths(round) {
        let mut behind = None;
        loop {
            let piece = dwellings::models_below(tx, &path, behind, PIECE_ROWS).await?;
            let Some(last) = piece.last() else { break };
            behind = Some(last.dwelling.id);
            for door in piece {
                sort_in(&mut found, &known, &kinds, first_on, door);
            }
        }
    }
    Ok(found)
}

fn sort_in(
    found: &mut Admission,
    known: &BTreeSet<Id>,
    kinds: &[DwellingKind],
    first_on: Date,
    door: Planned,
) {
    if known.contains(&door.dwelling.id) {
        found.doors += 1;
        return;
    }
    if let Some(why) = left_out(&door.dwelling, kinds, first_on) {
        found.leave_out(why, door);
    } else if found.new.len() + known.len() >= VISITS {
        found.is_full = true;
    } else {
        found.doors += 1;
        found.new.push(door);
    }
}

/// Makes a visit of every door that belongs into the round and has none, in pieces. Says how many
/// were added; called twice, the second call adds nothing.
pub async fn admit_doors(visits: &Visits, by: &By, round: Id) -> Result<usize, OpError> {
    let found = {
        let mut tx = visits.site.db.read().await?;
        let (round, places) = load_round(&mut tx, by, round).await?;
        open_for_doors(&round)?;
        admission(&mut tx, &round, &places, visits.site.now().date()).await?
    };
    let mut added = 0;
    for piece in found.new.chunks(PIECE) {
        let mut tx = visits.site.db.write().await?;
        let (round, _) = load_round(&mut tx, by, round).await?;
        open_for_doors(&round)?;
        for door in piece {
            // Somebody may have asked for rest since the doors were looked through.
            let Some(door) = fresh(&mut tx, visits, door).await? else {
                continue;
            };
            let change = admit(visits.site.new_id(), &round, &door.dwelling, None);
            let Ok(change) = change else { continue };
            let (keys, entropy) = (&visits.site.keys, &*visits.site.entropy);
            let now = visits.site.now();
            rows::insert(&mut tx, keys, entropy, &change, &door, &by.actor(), now).await?;
            added += 1;
        }
        tx.commit().await?;
    }
    Ok(added)
}

/// The door as it is now; nothing where a visit was made meanwhile in the same round.
async fn fresh(tx: &mut Tx, visits: &Visits, door: &Planned) -> Result<Option<Planned>, OpError> {
    let now = dwellings::load(tx, &visits.site.keys, door.dwelling.id).await?;
    Ok(now.map(|it| Planned {
        dwelling: it.dwelling,
        area_path: it.area_path,
        compound_name: it.compound_name,
    }))
}

fn open_for_doors(round: &Round) -> Result<(), OpError> {
    match round.state.ended_at() {
        Some(_) => Err(Refused::RoundClosed.into()),
        None => Ok(()),
    }
}

/// Admits one door that asked for rest, for life or safety, with a reason that is kept (rule V3).
pub async fn admit_for_safety(
    visits: &Visits,
    tx: &mut Tx,
    by: &By,
    (round, dwelling): (Id, Id),
    reason: &str,
) -> Result<Visit, OpError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refused::ReasonMissing.into());
    }
    if reason.chars().count() > NOTE_CHARS {
        return Err(Refused::TooLong.into());
    }
    let (round, places) = load_round(tx, by, round).await?;
    open_for_doors(&round)?;
    let (keys, entropy) = (&visits.site.keys, &*visits.site.entropy);
    let door = dwellings::load(tx, keys, dwelling).await?;
    let door = door.ok_or(OpError::NotFound)?;
    let inside = places
        .paths(&round)
        .iter()
        .any(|path| door.area_path.starts_with(path));
    if !inside || door.dwelling.disturb.is_none() {
        return Err(OpError::NotFound);
    }
    let now = visits.site.now();
    let change = admit(visits.site.new_id(), &round, &door.dwelling, Some(reason))?;
    let planned = Planned {
        dwelling: door.dwelling.clone(),
        area_path: door.area_path.clone(),
        compound_name: door.compound_name.clone(),
    };
    rows::insert(tx, keys, entropy, &change, &planned, &by.actor(), now).await?;
    let whose = (change.visit.id, door.person);
    reasons::put(tx, keys, entropy, whose, reason, now).await?;
    Ok(change.visit)
}
