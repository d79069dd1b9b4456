//! The doors of the district, entered by whoever coordinates the visits. Who lives there is
//! invented, and so are their numbers: they belong to a range that no operator issues.

use huiyin_kernel::{Clock as _, Id};
use huiyin_visits::model::{DwellingKind, Minute, Span};
use huiyin_visits::ops::doors::{self, By, DoorError, Reach};
use huiyin_visits::rules::register::Draft;

use super::Halt;
use super::stage::Stage;

/// Doors that are entered in one transaction.
const PIECE: u32 = 500;
/// Doors of a building.
const OF_BUILDING: usize = 12;

const SURNAMES: [&str; 12] = [
    "冉", "向", "田", "秦", "龙", "任", "汪", "蒲", "谢", "邹", "雷", "付",
];
const SHOPS: [&str; 6] = ["便民超市", "小面馆", "理发店", "药房", "五金店", "水果铺"];

/// Who coordinates the visits of the demo.
pub(super) fn coordinator() -> Id {
    Id::derived("demo account", "coordinator")
}

impl Stage {
    /// Households first, and then those with a shop.
    pub(super) async fn enter_doors(&mut self) -> Result<(), Halt> {
        let site = std::sync::Arc::clone(&self.slices.site);
        let forms = huiyin_visits::ops::forms::install(&site).await;
        forms.map_err(|error| self.failed("form", &error))?;
        let reach = Reach::below([String::new()]);
        let actor = format!("account:{}", coordinator());
        let all = self.wish.size.households + self.wish.size.merchants;
        let mut number = 0;
        while number < all {
            let mut tx = site.db.write().await?;
            for door in number..all.min(number + PIECE) {
                let id = self.id("door", door);
                let Some(draft) = self.door(door) else {
                    continue;
                };
                let by = By {
                    actor: &actor,
                    now: self.clock.now(),
                };
                match doors::enter(&mut tx, &site, &reach, (id, &draft), by).await {
                    Ok(()) => {
                        self.doors.insert(id, door);
                        self.counts.doors += 1;
                    }
                    Err(DoorError::Known(_)) => self.counts.refuse("known-door"),
                    Err(error) => return Err(self.failed("door", &error)),
                }
            }
            tx.commit().await?;
            number += PIECE;
        }
        self.counts.operations += self.counts.doors;
        Ok(())
    }

    /// The compound, by its place, in which a door is.
    pub(super) fn compound_of(&self, door: u32) -> usize {
        usize::try_from(door).unwrap_or(0) % self.compounds.len().max(1)
    }

    fn door(&self, number: u32) -> Option<Draft> {
        let compound = self.compounds.get(self.compound_of(number))?;
        let is_shop = number >= self.wish.size.households;
        let counted = if is_shop {
            number - self.wish.size.households
        } else {
            number
        };
        let nth = usize::try_from(counted).ok()? / self.compounds.len();
        let building = if is_shop { 1 } else { 1 + nth / OF_BUILDING };
        let chance = self.chance.of("door", number.into());
        let (kind, door) = if is_shop {
            let name = SHOPS[usize::try_from(number).ok()? % SHOPS.len()];
            (DwellingKind::Merchant, format!("底层{} {name}", nth + 1))
        } else {
            let place = nth % OF_BUILDING;
            let (unit, floor) = (1 + place % 2, 2 + place / 2);
            (DwellingKind::Household, format!("{unit}单元{floor}-1"))
        };
        let surname = chance.below("surname", SURNAMES.len() as u64);
        let surname = SURNAMES[usize::try_from(surname).ok()?];
        let late = Span::new(Minute::at(10, 0), Minute::at(20, 0));
        Some(Draft {
            kind,
            community: compound.parent_id?,
            compound: Some(compound.id),
            compound_name: compound.name.zh.clone(),
            building: format!("{building}栋"),
            door,
            name: chance.percent("named", 50).then(|| format!("{surname}家")),
            phone: chance
                .percent("phone", 40)
                .then(|| format!("1000000{:04}", chance.below("number", 10_000))),
            open: if is_shop { vec![late] } else { Vec::new() },
            minutes: if is_shop { 10 } else { 15 },
            point: compound.point,
        })
    }
}
