use std::collections::{BTreeMap, BTreeSet};

use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_tally::{DEVELOPER, Kind, Unit, UnitState, voter_of};

use super::Desk;
use super::desk::{load_vote, turn};
use crate::Compounds;
use crate::model::register::{Delivery, UnitKind};
use crate::model::votes::{RollFixed, Scope, Vote, VoteAct, VoteRefused as R, Voter, VoterUnit};
use crate::ops::OpError;
use crate::ops::register::{RollUnit, estate, roll};
use crate::store::votes::voters;

/// The units of an estate as they stand on a day, before anybody is fixed by it.
pub async fn preview_roll(tx: &mut Tx, id: Id, day: Date) -> Result<Vec<VoterUnit>, OpError> {
    let estate = estate(tx, id).await?;
    let all = roll(tx, &estate, day).await?;
    Ok(all.units.iter().map(unit_of).collect())
}

fn unit_of(it: &RollUnit) -> VoterUnit {
    VoterUnit {
        unit: it.id,
        building: it.building.clone(),
        label: it.label.clone(),
        kind: it.kind.name().to_owned(),
        area: u64::try_from(it.area_centi).unwrap_or(0),
    }
}

/// Whose a unit is where the register knows nobody: it counts in the whole, and nobody votes for
/// it until its owner is known.
fn unknown_owner(unit: Id) -> String {
    format!("unknown-{unit}")
}

/// The unit as the count sees it.
fn tally_unit(it: &RollUnit) -> Result<Unit, OpError> {
    let area = huiyin_kernel::FloorArea::from_hundredths(it.area_centi);
    let mut owners: Vec<String> = it.owners.iter().map(|it| it.0.to_string()).collect();
    if owners.is_empty() {
        owners.push(unknown_owner(it.id));
    }
    Ok(Unit {
        id: it.id.to_string(),
        kind: match it.kind {
            UnitKind::Dwelling => Kind::Dwelling,
            UnitKind::Shop => Kind::Shop,
            UnitKind::Parking => Kind::Parking,
            UnitKind::Other => Kind::Other,
        },
        area: area.map_err(huiyin_db::StoreError::inconsistent)?,
        state: match it.delivery {
            Delivery::Delivered => UnitState::Delivered,
            Delivery::Undelivered => UnitState::SoldUndelivered,
            Delivery::Unsold => UnitState::Unsold,
        },
        owners,
        block: Some(it.building.clone()),
    })
}

/// Fixes the roll of a day: who votes, for which units, under which number. It comes from the
/// register alone, and the register does not move under it until the vote is counted.
pub async fn fix_roll(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, id, seen): (Id, Id, Option<u32>),
    day: Date,
) -> Result<Vote, OpError> {
    let (estate, vote) = load_vote(tx, &desk.by, estate, id).await?;
    let now = slice.site.now();
    if day > now.date() {
        return Err(R::RollLater.into());
    }
    let all = roll(tx, &estate, day).await?;
    let counted = |it: &&RollUnit| {
        let parking = it.kind == UnitKind::Parking;
        (vote.settings.count_parking || !parking) && it.area_centi > 0
    };
    let units: Vec<&RollUnit> = all.units.iter().filter(counted).collect();
    check_buildings(&vote, &units)?;
    let persons = persons(&units)?;
    let area = units
        .iter()
        .filter_map(|it| u64::try_from(it.area_centi).ok());
    let fixed = RollFixed {
        on: day,
        posted_on: now.date(),
        units: u32::try_from(units.len()).map_err(|_| R::RollTooLarge)?,
        persons: u32::try_from(persons.len()).map_err(|_| R::RollTooLarge)?,
        area: area.sum(),
    };
    let act = VoteAct::FixRoll { roll: fixed };
    let next = turn(slice, tx, desk, (&estate, &vote, seen), act).await?;
    let actor = desk.by.actor();
    let site = &slice.site;
    for (number, (key, held)) in (1..).zip(persons) {
        let voter = voter(site.new_id(), next.id, number, (&key, &held));
        let by = (actor.as_str(), now);
        voters::insert(tx, &site.keys, &*site.entropy, &voter, by).await?;
    }
    Ok(next)
}

/// The persons of the roll (rules O4 to O6) in the order of their first units.
fn persons<'u>(units: &[&'u RollUnit]) -> Result<Vec<(String, Vec<&'u RollUnit>)>, OpError> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut all: Vec<(String, Vec<&RollUnit>)> = Vec::new();
    for unit in units {
        let key = voter_of(&tally_unit(unit)?).into_owned();
        let next = all.len();
        let place = *places.entry(key.clone()).or_insert(next);
        if place == next {
            all.push((key, Vec::new()));
        }
        all[place].1.push(unit);
    }
    Ok(all)
}

fn voter(id: Id, vote: Id, number: u32, (key, held): (&str, &[&RollUnit])) -> Voter {
    let developer = key == DEVELOPER;
    let owners: BTreeSet<_> = held.iter().flat_map(|it| &it.owners).collect();
    let nobody_known = held.iter().any(|it| it.owners.is_empty()) && !developer;
    Voter {
        id,
        vote,
        version: 1,
        number,
        key: key.to_owned(),
        // The developer's lot has one voice whoever is its buyer.
        owners: if developer {
            1
        } else {
            u32::try_from(owners.len()).unwrap_or(u32::MAX)
        },
        developer,
        in_dispute: nobody_known || held.iter().any(|it| it.in_dispute),
        units: held.iter().map(|it| unit_of(it)).collect(),
        deliveries: Vec::new(),
        returned: None,
    }
}

/// A misspelt building must not quietly leave owners out.
fn check_buildings(vote: &Vote, units: &[&RollUnit]) -> Result<(), R> {
    let known: BTreeSet<&str> = units.iter().map(|it| it.building.as_str()).collect();
    let named = vote.items.iter().flat_map(|it| match &it.scope {
        Scope::Estate => &[][..],
        Scope::Buildings { names } => names,
    });
    let mut named = named;
    if named.all(|it| known.contains(it.as_str())) {
        Ok(())
    } else {
        Err(R::BuildingsUnknown)
    }
}
