use std::collections::BTreeMap;

use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};

use crate::model::register::bounds::BUILDINGS_MOST;
use crate::model::register::{AreaSource, Delivery, Estate, OwnerId, UnitKind};
use crate::ops::OpError;
use crate::store::register::{buildings, holdings, units};

/// Who owned what in an estate on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll {
    pub estate: Id,
    pub day: Date,
    /// In the order in which people count them.
    pub units: Vec<RollUnit>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollUnit {
    pub id: Id,
    pub building_id: Id,
    /// With its phase before it, where there is one.
    pub building: String,
    pub label: String,
    pub kind: UnitKind,
    /// In 0.01 m².
    pub area_centi: i64,
    pub source: AreaSource,
    pub delivery: Delivery,
    pub in_dispute: bool,
    /// In the order of their ids; empty where nobody is known.
    pub owners: Vec<OwnerId>,
    /// Which of them casts the ballot, where they have named one.
    pub representative: Option<OwnerId>,
}

impl Roll {
    /// In 0.01 m².
    pub fn area_centi(&self) -> i64 {
        self.units.iter().map(|it| it.area_centi).sum()
    }
}

/// The roll of an estate on a day. Owners are identifiers: names are opened one by one where they
/// are printed (`store::register::owners::load`).
///
/// # Errors
/// The store's.
pub async fn roll(tx: &mut Tx, estate: &Estate, day: Date) -> Result<Roll, OpError> {
    let names: BTreeMap<Id, String> = buildings::of_estate(tx, estate.id, BUILDINGS_MOST)
        .await?
        .into_iter()
        .map(|it| (it.id, format!("{}{}", it.phase, it.name)))
        .collect();
    let mut owners: BTreeMap<Id, Vec<OwnerId>> = BTreeMap::new();
    for holding in holdings::on_day(tx, estate.id, day).await? {
        owners.entry(holding.unit).or_default().push(holding.owner);
    }
    let all = units::all(tx, estate.id).await?;
    let units = all.into_iter().filter(|unit| unit.active).map(|unit| {
        let mut held = owners.remove(&unit.id).unwrap_or_default();
        held.sort();
        held.dedup();
        let representative = unit.representative.map(OwnerId);
        RollUnit {
            building: names.get(&unit.building).cloned().unwrap_or_default(),
            building_id: unit.building,
            representative: representative.filter(|it| held.contains(it)),
            owners: held,
            id: unit.id,
            label: unit.label,
            kind: unit.kind,
            area_centi: unit.area_centi,
            source: unit.source,
            delivery: unit.delivery,
            in_dispute: unit.in_dispute,
        }
    });
    Ok(Roll {
        estate: estate.id,
        day,
        units: units.collect(),
    })
}
