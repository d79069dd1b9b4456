use std::collections::{BTreeMap, HashMap, HashSet};

use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};
use huiyin_web::Site;

use super::resolve::{Meant, resolve};
use super::{How, Judged, Ready, Report};
use crate::model::register::bounds::{BUILDINGS_MOST, UNITS_MOST};
use crate::model::register::{Estate, Facts, OwnerId, Unit};
use crate::ops::OpError;
use crate::ops::register::Naming;
use crate::rules::register::import::{Contact, Fault, FileRow, FileRows, RowFault};
use crate::rules::register::{Draft, changed, owner_kind, place_key, touches_roll};
use crate::store::register::{buildings, frozen_by, holdings, owners, units};

/// What the register knows before the file.
struct Known {
    units: HashMap<(String, String), Unit>,
    /// Who holds a unit now, with the digests of who they are.
    holders: BTreeMap<Id, Vec<(OwnerId, String)>>,
    last_changes: HashMap<Id, Date>,
}

async fn known(tx: &mut Tx, estate: Id) -> Result<Known, OpError> {
    let names: HashMap<Id, String> = buildings::of_estate(tx, estate, BUILDINGS_MOST)
        .await?
        .into_iter()
        .map(|it| (it.id, buildings::key(&it.phase, &it.name)))
        .collect();
    let units = units::all(tx, estate).await?.into_iter().map(|unit| {
        let building = names.get(&unit.building).cloned().unwrap_or_default();
        ((building, place_key(&unit.label)), unit)
    });
    let units = units.collect();
    let digests: HashMap<OwnerId, String> =
        owners::identities(tx, estate).await?.into_iter().collect();
    let mut holders: BTreeMap<Id, Vec<(OwnerId, String)>> = BTreeMap::new();
    for holding in holdings::open(tx, estate).await? {
        let digest = digests.get(&holding.owner).cloned().unwrap_or_default();
        let of_unit = holders.entry(holding.unit).or_default();
        of_unit.push((holding.owner, digest));
    }
    let last_changes = holdings::last_changes(tx, estate).await?;
    Ok(Known {
        units,
        holders,
        last_changes: last_changes.into_iter().collect(),
    })
}

/// A row as a draft of the unit; what the file does not say stays as it is known.
pub(super) fn draft(how: &How, ready: &Ready, before: Option<&Unit>) -> Draft {
    let row = &ready.row;
    let same = before.filter(|it| it.area_centi == row.area_centi && row.source.is_none());
    let (area_centi, source) = match before.filter(|_| ready.keep_area).or(same) {
        Some(before) => (before.area_centi, before.source),
        None => (row.area_centi, row.source.unwrap_or(how.source)),
    };
    let delivery = row.delivery.or(before.map(|it| it.delivery));
    let in_dispute = row.in_dispute.or(before.map(|it| it.in_dispute));
    Draft {
        label: before.map_or_else(|| row.label.clone(), |it| it.label.clone()),
        kind: row
            .kind
            .or(before.map(|it| it.kind))
            .unwrap_or(crate::model::register::UnitKind::Dwelling),
        area_centi,
        source,
        delivery: delivery.unwrap_or(crate::model::register::Delivery::Delivered),
        in_dispute: in_dispute.unwrap_or(false),
    }
}

/// Whom a row names; nothing where it tells nothing, or where what it tells is not taken.
pub(super) fn namings(ready: &Ready, draft: &Draft, facts: &Facts) -> Vec<Naming> {
    let unsold = draft.delivery == crate::model::register::Delivery::Unsold;
    if ready.keep_owners {
        return Vec::new();
    }
    match &ready.row.owners {
        Contact::Said(said) => said
            .iter()
            .map(|(name, phone)| Naming {
                kind: owner_kind(name, unsold || *name == facts.developer),
                name: name.clone(),
                phone: phone.clone(),
            })
            .collect(),
        // What is unsold belongs to the developer.
        Contact::Untold if unsold && !facts.developer.is_empty() => vec![Naming {
            kind: crate::model::register::OwnerKind::Developer,
            name: facts.developer.clone(),
            phone: None,
        }],
        Contact::Untold => Vec::new(),
    }
}

/// What a row does, beside what it says.
struct Effect {
    unit: bool,
    owners: bool,
}

async fn effect(
    tx: &mut Tx,
    site: &Site,
    (how, facts): (&How, &Facts),
    (ready, before, holders): (&mut Ready, Option<&Unit>, &[(OwnerId, String)]),
    faults: &mut Vec<Fault>,
) -> Result<Effect, OpError> {
    let tell = |fault| Fault::new(ready.row.row, fault, &ready.row.label);
    let mut wanted = draft(how, ready, before);
    if before.is_some_and(|it| wanted.source < it.source && wanted.area_centi != it.area_centi) {
        faults.push(tell(RowFault::AreaWeaker));
        ready.keep_area = true;
        wanted = draft(how, ready, before);
    }
    let place = before.map_or((ready.unit, how.estate, how.estate), |it| {
        (it.id, it.estate, it.building)
    });
    let after = changed(before, place, &wanted)?;
    let unit = before.is_none_or(|it| {
        Unit {
            version: it.version,
            ..after
        } != *it
    });
    let named = namings(ready, &wanted, facts);
    if named.is_empty() && holders.is_empty() {
        faults.push(Fault::new(
            ready.row.row,
            RowFault::OwnersMissing,
            &ready.row.label,
        ));
    }
    let meant = resolve(tx, site, (how.estate, ready.unit), (holders, &named)).await?;
    let stays = meant.iter().all(|it| matches!(it, Meant::Held(_)));
    let same = stays && meant.len() == holders.len();
    let owners = !(named.is_empty() || same);
    Ok(Effect { unit, owners })
}

/// Holds every row against the register. Nothing is written.
///
/// # Errors
/// The store's.
pub async fn judge(
    tx: &mut Tx,
    site: &Site,
    estate: &Estate,
    rows: &FileRows,
    how: How,
) -> Result<Judged, OpError> {
    let known = known(tx, estate.id).await?;
    let frozen = frozen_by(tx, estate.id).await?.map(|it| it.roll_on);
    let mut report = Report {
        rows: rows.rows.len()
            + rows
                .faults
                .iter()
                .filter(|it| !it.fault.is_warning())
                .count(),
        faults: rows.faults.clone(),
        total_centi: rows.total_centi,
        stated_units: estate.facts.stated_units,
        stated_area_centi: estate.facts.stated_area_centi,
        ..Report::default()
    };
    let mut ready = Vec::with_capacity(rows.rows.len());
    for row in &rows.rows {
        report.area_centi += row.area_centi;
        let found = one(tx, site, (estate, &how, &known), row, &mut report, frozen).await?;
        ready.extend(found);
    }
    report.faults.sort_by_key(|fault| fault.row);
    if known.units.len() + report.fresh > UNITS_MOST {
        return Err(crate::model::Refused::TooManyUnits.into());
    }
    Ok(Judged { how, ready, report })
}

async fn one(
    tx: &mut Tx,
    site: &Site,
    (estate, how, known): (&Estate, &How, &Known),
    row: &FileRow,
    report: &mut Report,
    frozen: Option<Date>,
) -> Result<Option<Ready>, OpError> {
    let building = buildings::key(&row.phase, &row.building);
    let before = known.units.get(&(building, place_key(&row.label)));
    let mut ready = Ready {
        unit: before.map_or_else(|| site.new_id(), |it| it.id),
        row: row.clone(),
        keep_area: false,
        keep_owners: false,
    };
    if let Contact::Said(said) = &row.owners {
        let names: HashSet<_> = said.iter().map(|it| (&it.0, &it.1)).collect();
        if names.len() != said.len() {
            report
                .faults
                .push(Fault::new(row.row, RowFault::OwnerTwice, &row.label));
            return Ok(None);
        }
    }
    let none = Vec::new();
    let holders = known.holders.get(&ready.unit).unwrap_or(&none);
    let parts = (&mut ready, before, holders.as_slice());
    let mut effect = effect(tx, site, (how, &estate.facts), parts, &mut report.faults).await?;
    let last = known.last_changes.get(&ready.unit);
    if effect.owners && last.is_some_and(|last| how.as_of < *last) {
        report
            .faults
            .push(Fault::new(row.row, RowFault::OwnersLater, &row.label));
        ready.keep_owners = true;
        effect.owners = false;
    }
    let shows = effect.unit && touches_roll(frozen, None)
        || effect.owners && touches_roll(frozen, Some(how.as_of));
    report.frozen |= shows;
    match (before, effect.unit, effect.owners) {
        (None, ..) => report.fresh += 1,
        (Some(_), false, false) => report.unchanged += 1,
        (Some(_), unit, owners) => {
            report.changed += usize::from(unit);
            report.handed_over += usize::from(owners);
        }
    }
    Ok((before.is_none() || effect.unit || effect.owners).then_some(ready))
}
