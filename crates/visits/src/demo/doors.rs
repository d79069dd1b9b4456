//! Doors of a few compounds. Who lives there is invented, and so are their numbers: they belong
//! to a range that no operator issues.

use huiyin_kernel::{Clock as _, Id, Point};
use huiyin_registry::{Area, AreaKind, areas};

use super::{COORDINATOR, Past, account, dice};
use crate::model::{DwellingKind, Minute, SaidBy, Span};
use crate::ops::OpError;
use crate::ops::doors::{self, By, DoorError, Reach};
use crate::rules::register::Draft;
use crate::store::dwellings;

/// The day before the first story, so that every round finds its doors.
const ENTERED_DAYS_AGO: i64 = 45;
const BUILDINGS: usize = 2;
const HOUSEHOLDS_IN_EACH: usize = 11;
const SHOPS: usize = 3;

const SURNAMES: [&str; 12] = [
    "冉", "向", "田", "秦", "龙", "任", "汪", "蒲", "谢", "邹", "雷", "付",
];
const SHOP_NAMES: [&str; 6] = ["便民超市", "小面馆", "理发店", "药房", "五金店", "水果铺"];

/// The compounds in which the demo visits, in the order of their codes.
pub(super) fn compounds(all: &[Area]) -> Vec<&Area> {
    let mut found: Vec<&Area> = all
        .iter()
        .filter(|area| area.kind == AreaKind::Compound && area.point.is_some())
        .collect();
    found.sort_by(|one, other| one.code.cmp(&other.code));
    found.truncate(super::story::COMPOUNDS);
    found
}

pub(super) async fn seed(past: &Past) -> Result<usize, OpError> {
    past.clock.set(past.now.plus_hours(-24 * ENTERED_DAYS_AGO));
    let site = &past.visits.site;
    let mut tx = site.db.read().await?;
    let all = areas::all(&mut tx).await?;
    drop(tx);
    let reach = Reach::below([String::new()]);
    let actor = format!("account:{}", account(COORDINATOR));
    let mut made = 0;
    for (number, compound) in compounds(&all).into_iter().enumerate() {
        let mut tx = site.db.write().await?;
        for place in 0..BUILDINGS * HOUSEHOLDS_IN_EACH + SHOPS {
            let index = number * 100 + place;
            let Some(draft) = draft(&all, compound, place, index) else {
                continue;
            };
            let id = Id::derived("huiyin demo door", &index.to_string());
            let known = dwellings::load(&mut tx, &site.keys, id).await?;
            if known.is_some() {
                continue;
            }
            let by = By {
                actor: &actor,
                now: past.clock.now(),
            };
            match doors::enter(&mut tx, site, &reach, (id, &draft), by).await {
                Ok(()) => made += 1,
                // Two of the invented doors fell on one another.
                Err(DoorError::Known(_)) => continue,
                Err(DoorError::Op(error)) => return Err(error),
                Err(DoorError::Fault(..)) => return Err(OpError::NotFound),
            }
            if dice("rest", index).is_multiple_of(40) {
                let door = doors::readable(&mut tx, site, &reach, id).await?;
                doors::disturb(&mut tx, &door, Some(SaidBy::Resident), by).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(made)
}

fn draft(all: &[Area], compound: &Area, place: usize, index: usize) -> Option<Draft> {
    let inside = |area: &&Area| area.kind == AreaKind::Community && area.covers(&compound.path);
    let community = all.iter().find(inside)?;
    let is_shop = place >= BUILDINGS * HOUSEHOLDS_IN_EACH;
    let building = if is_shop {
        1
    } else {
        1 + place / HOUSEHOLDS_IN_EACH
    };
    let (kind, door) = if is_shop {
        let name = SHOP_NAMES[index % SHOP_NAMES.len()];
        (
            DwellingKind::Merchant,
            format!("底层{} {name}", place % 10 + 1),
        )
    } else {
        let (unit, flat) = (1 + place % 2, place % HOUSEHOLDS_IN_EACH);
        let door = format!("{unit}单元{}-{}", 2 + flat, 1 + dice("flat", index) % 4);
        (DwellingKind::Household, door)
    };
    let known = dice("known", index) % 10;
    let surname = SURNAMES[dice("surname", index) % SURNAMES.len()];
    let late = Span::new(Minute::at(10, 0), Minute::at(20, 0));
    Some(Draft {
        kind,
        community: community.id,
        compound: Some(compound.id),
        compound_name: compound.name.zh.clone(),
        building: format!("{building}栋"),
        door,
        name: (known < 5).then(|| format!("{surname}家")),
        phone: (known < 4).then(|| format!("1000000{:04}", dice("phone", index) % 10_000)),
        open: if is_shop { vec![late] } else { Vec::new() },
        minutes: if is_shop { 10 } else { 15 },
        point: compound.point.map(|point| beside(point, building, place)),
    })
}

/// The buildings of a compound stand some sixty metres apart, doors a few metres.
fn beside(point: Point, building: usize, place: usize) -> Point {
    let steps = |count: usize, each: i32| i32::try_from(count).unwrap_or(0) * each;
    let lon = point.lon_e7() + steps(building, 6_000) + steps(place % 4, 250);
    let lat = point.lat_e7() + steps(building % 2, 4_000) + steps(place % 3, 250);
    Point::from_e7(lon, lat).unwrap_or(point)
}
