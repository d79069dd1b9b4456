//! Estates of Guanyinqiao. Who owns there is invented, and so are their numbers: they belong to a
//! range that no operator issues.

use huiyin_kernel::{Clock as _, Date, Id};
use huiyin_registry::areas;

use super::{Past, account, dice};
use crate::model::register::{
    AreaSource, Committee, Delivery, Estate, Facts, NameKind, OwnerKind, UnitKind,
};
use crate::ops::register::{self as ops, Known, Naming, Place};
use crate::ops::{By, OpError};
use crate::rules::register::Draft;
use crate::store::register::{estates as rows, units};

/// An estate of the model district.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoEstate {
    /// The code of its compound.
    pub code: &'static str,
    pub buildings: usize,
    /// A further name by decision.
    pub phase: &'static str,
    /// Units of each building that the developer still has.
    pub unsold: usize,
    pub committee: Committee,
}

impl DemoEstate {
    pub fn id(&self) -> Id {
        Id::derived("huiyin demo estate", self.code)
    }

    /// The id of one of its units: `building` and `place` count from 0; parking bays stand in the
    /// building behind the last.
    pub fn unit(&self, building: usize, place: usize) -> Id {
        let number = format!("{} {building} {place}", self.code);
        Id::derived("huiyin demo unit", &number)
    }
}

const fn estate(code: &'static str, buildings: usize) -> DemoEstate {
    DemoEstate {
        code,
        buildings,
        phase: "",
        unsold: 0,
        committee: Committee::Elected,
    }
}

/// Every state of a vote stands in one of them. The first is the one with accounts of its own; the
/// fifth has an interim committee, and the seventh nobody who speaks for its owners.
pub const ESTATES: [DemoEstate; 9] = [
    DemoEstate {
        phase: "桐荫里二期",
        ..estate("c001", 3)
    },
    estate("c002", 2),
    DemoEstate {
        unsold: 4,
        ..estate("c003", 2)
    },
    estate("c004", 2),
    DemoEstate {
        committee: Committee::Interim,
        ..estate("c005", 2)
    },
    estate("c006", 2),
    DemoEstate {
        committee: Committee::None,
        ..estate("c007", 1)
    },
    estate("c008", 2),
    estate("c009", 1),
];

/// Ids of the demo's estates, in their order.
pub fn estates() -> Vec<Id> {
    ESTATES.iter().map(DemoEstate::id).collect()
}

/// When they were entered, before everything else that happens there.
pub const ENTERED_DAYS_AGO: i64 = 400;
/// Dwellings of each building: four storeys of four doors above the shops.
pub const DWELLINGS: usize = 16;
/// Shops of the first building.
pub const SHOPS: usize = 2;
/// Parking bays of an estate.
pub const BAYS: usize = 6;

const SURNAMES: [&str; 16] = [
    "冉", "向", "田", "秦", "龙", "任", "汪", "蒲", "谢", "邹", "雷", "付", "晏", "苟", "阳", "敖",
];
const GIVEN: [&str; 12] = [
    "如意", "长庚", "映雪", "守一", "望春", "思齐", "青禾", "若水", "嘉木", "听澜", "怀瑾", "知行",
];

pub(super) async fn build(past: &Past) -> Result<usize, OpError> {
    past.days_ago(ENTERED_DAYS_AGO);
    let site = &past.compounds.site;
    let by = By::everywhere(account("clerk"));
    let mut made = 0;
    for demo in &ESTATES {
        let mut tx = site.db.write().await?;
        if rows::load(&mut tx, demo.id()).await?.is_some() {
            continue;
        }
        let area = areas::by_code(&mut tx, demo.code).await?;
        let area = area.ok_or(OpError::NotFound)?;
        let known = Known {
            compound: area.id,
            name: area.name.zh,
        };
        let now = past.clock.now();
        let estate = ops::enter_estate(&mut tx, &by, demo.id(), &known, now).await?;
        let facts = facts(demo, now.date());
        let which = (estate.id, estate.version);
        let estate = ops::change_estate(&mut tx, &by, which, (&estate.name, &facts), now).await?;
        if !demo.phase.is_empty() {
            let reason =
                "二期与一期同一次规划许可、同一个物业管理区域，街道和社区核对后按一个小区登记。";
            let name = (demo.phase, NameKind::Phase, reason);
            let which = (estate.id, estate.version);
            ops::decide_name(&mut tx, site, &by, which, name).await?;
        }
        for building in 0..=demo.buildings {
            fill(&mut tx, past, &by, (demo, &estate), building).await?;
        }
        tx.commit().await?;
        made += 1;
    }
    Ok(made)
}

fn facts(demo: &DemoEstate, today: Date) -> Facts {
    let sum: i64 = drafts(demo).map(|(_, _, draft)| draft.area_centi).sum();
    Facts {
        developer: "江岸置业有限公司".to_owned(),
        company: "和邻物业".to_owned(),
        contract_from: Some(today.plus_days(-300)),
        contract_until: Some(today.plus_days(795)),
        fee_fen: Some(185),
        contract_file: "合同原件在社区档案柜，编号同小区代码".to_owned(),
        committee: Some(demo.committee),
        committee_since: (demo.committee != Committee::None).then(|| today.plus_days(-250)),
        committee_until: (demo.committee != Committee::None).then(|| today.plus_days(1_575)),
        branch: "小区党支部".to_owned(),
        stated_units: u32::try_from(drafts(demo).count()).ok(),
        stated_area_centi: Some(sum),
    }
}

/// Building, place and what stands there.
fn drafts(demo: &DemoEstate) -> impl Iterator<Item = (usize, usize, Draft)> {
    let demo = *demo;
    (0..=demo.buildings).flat_map(move |building| {
        let count = if building == demo.buildings {
            BAYS
        } else {
            DWELLINGS + if building == 0 { SHOPS } else { 0 }
        };
        (0..count).map(move |place| (building, place, draft(&demo, building, place)))
    })
}

fn draft(demo: &DemoEstate, building: usize, place: usize) -> Draft {
    let centi = |number: usize| i64::try_from(number).unwrap_or(0);
    let is_bay = building == demo.buildings;
    let is_shop = !is_bay && place >= DWELLINGS;
    let (kind, label, area_centi) = if is_bay {
        (UnitKind::Parking, format!("B-{:03}", place + 1), 1_325)
    } else if is_shop {
        let area = 4_200 + centi(dice("shop", place)) % 3_000;
        (
            UnitKind::Shop,
            format!("底商{}", place - DWELLINGS + 1),
            area,
        )
    } else {
        let (floor, door) = (2 + place / 4, 1 + place % 4);
        let area = [6_835, 8_970, 8_970, 10_512][place % 4];
        (UnitKind::Dwelling, format!("1单元{floor}-{door}"), area)
    };
    let unsold = !is_bay && !is_shop && place >= DWELLINGS - demo.unsold;
    Draft {
        label,
        kind,
        area_centi,
        source: if unsold {
            AreaSource::Surveyed
        } else {
            AreaSource::Register
        },
        delivery: if unsold {
            Delivery::Unsold
        } else {
            Delivery::Delivered
        },
        in_dispute: false,
    }
}

async fn fill(
    tx: &mut huiyin_db::Tx,
    past: &Past,
    by: &By,
    (demo, estate): (&DemoEstate, &Estate),
    building: usize,
) -> Result<(), OpError> {
    let site = &past.compounds.site;
    let since = past.clock.now().date().plus_days(-30);
    let place = Place {
        // The last building of an estate with a second phase belongs to it.
        phase: if !demo.phase.is_empty() && building + 1 == demo.buildings {
            "二期".to_owned()
        } else {
            String::new()
        },
        building: if building == demo.buildings {
            "地下车库".to_owned()
        } else {
            format!("{}栋", building + 1)
        },
    };
    for (_, number, draft) in drafts(demo).filter(|it| it.0 == building) {
        let id = demo.unit(building, number);
        let which = (estate.id, id);
        let unit = ops::enter_unit(tx, site, by, which, (&place, &draft)).await?;
        let named = owners(demo, building, number, draft.delivery);
        let which = (estate.id, id, unit.version);
        ops::hand_over(tx, site, by, which, (&named, since)).await?;
        if named.len() > 1 {
            let unit = units::load(tx, id).await?.ok_or(OpError::NotFound)?;
            let held = crate::store::register::holdings::of_unit(tx, id).await?;
            let first = held.first().map(|it| it.owner);
            let which = (estate.id, id, unit.version);
            ops::represent(tx, site, by, which, first).await?;
        }
    }
    Ok(())
}

/// Some flats have two owners, and some people have a flat and a parking bay.
fn owners(demo: &DemoEstate, building: usize, place: usize, delivery: Delivery) -> Vec<Naming> {
    if delivery == Delivery::Unsold {
        return vec![Naming {
            kind: OwnerKind::Developer,
            name: "江岸置业有限公司".to_owned(),
            phone: None,
        }];
    }
    let (home, nth) = if building == demo.buildings {
        (0, place)
    } else {
        (building, place)
    };
    let person = |part: usize| {
        let index = usize::from(demo.code.as_bytes()[3]) * 10_000 + home * 1_000 + nth * 10 + part;
        let surname = SURNAMES[dice("surname", index) % SURNAMES.len()];
        let given = GIVEN[dice("given", index) % GIVEN.len()];
        Naming {
            kind: OwnerKind::Person,
            name: format!("{surname}{given}"),
            phone: Some(format!("1000{:07}", 1_000_000 + index)),
        }
    };
    if building < demo.buildings && place.is_multiple_of(5) {
        vec![person(0), person(1)]
    } else {
        vec![person(0)]
    }
}

/// The phone of the first owner of a unit, with which the owner's page opens in a walk-through.
pub fn phone_of(demo: &DemoEstate, building: usize, place: usize) -> Option<String> {
    let named = owners(demo, building, place, Delivery::Delivered);
    named.into_iter().next().and_then(|it| it.phone)
}
