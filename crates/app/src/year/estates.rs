//! Estates with units and owners, and when each votes and books.

use huiyin_compounds::model::register::{
    AreaSource, Committee, Delivery, Facts, OwnerKind, UnitKind,
};
use huiyin_compounds::ops::By;
use huiyin_compounds::ops::register::{self as ops, Known, Naming, Place};
use huiyin_compounds::rules::register::Draft;
use huiyin_kernel::{Clock as _, Date, Id};
use huiyin_year::estates::{
    ANNOUNCED_AFTER, BALLOTS_AFTER, BookPlan, COUNTED_AFTER, FILED_AFTER, PUBLISHED_AFTER,
    ROLL_AFTER, VotePlan, book, votes,
};

use super::Halt;
use super::stage::Stage;
use super::wheel::Event;

const BUILDINGS: usize = 2;
const DWELLINGS: usize = 16;
const BAYS: usize = 4;
/// Owners have held what they have for so long.
const HELD_DAYS: i64 = 500;

const SURNAMES: [&str; 16] = [
    "冉", "向", "田", "秦", "龙", "任", "汪", "蒲", "谢", "邹", "雷", "付", "晏", "苟", "阳", "敖",
];
const GIVEN: [&str; 12] = [
    "如意", "长庚", "映雪", "守一", "望春", "思齐", "青禾", "若水", "嘉木", "听澜", "怀瑾", "知行",
];

/// A step of a vote that somebody takes; opening and closing belong to its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoteStep {
    Make,
    Roll,
    Announce,
    Ballots,
    Count,
    Publish,
    File,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookStep {
    Open,
    /// The line of this place in the plan.
    Line(usize),
    /// The month that ends on this day is closed, and a period that ends with it is told.
    Close(Date),
}

/// What is told of estates.
#[derive(Debug, Default)]
pub(super) struct Estates {
    pub ids: Vec<Id>,
    pub votes: Vec<VotePlan>,
    pub books: Vec<BookPlan>,
}

pub(super) fn account(login: &str) -> Id {
    Id::derived("demo account", login)
}

impl Stage {
    pub(super) async fn enter_estates(&mut self) -> Result<(), Halt> {
        let wanted = usize::try_from(self.wish.size.estates).unwrap_or(0);
        let wanted = wanted.min(self.compounds.len());
        for number in 0..wanted {
            let compound = number * self.compounds.len() / wanted;
            let id = self.id("estate", number);
            self.enter_estate(id, (number, compound)).await?;
            self.estates.ids.push(id);
            self.counts.estates += 1;
        }
        Ok(())
    }

    async fn enter_estate(
        &mut self,
        id: Id,
        (number, compound): (usize, usize),
    ) -> Result<(), Halt> {
        let site = &self.slices.site;
        let by = By::everywhere(account("clerk"));
        let compound = &self.compounds[compound];
        let known = Known {
            compound: compound.id,
            name: compound.name.zh.clone(),
        };
        let now = self.clock.now();
        let mut tx = site.db.write().await?;
        let estate = ops::enter_estate(&mut tx, &by, id, &known, now).await;
        let estate = estate.map_err(|error| self.failed("estate", &error))?;
        let facts = facts(now.date());
        let which = (id, estate.version);
        let changed = ops::change_estate(&mut tx, &by, which, (&estate.name, &facts), now).await;
        changed.map_err(|error| self.failed("estate", &error))?;
        let mut units = 0;
        for building in 0..=BUILDINGS {
            let count = if building == BUILDINGS {
                BAYS
            } else {
                DWELLINGS
            };
            for place in 0..count {
                let unit = self.id("unit", format!("{number} {building} {place}"));
                let where_ = Place {
                    phase: String::new(),
                    building: building_name(building),
                };
                let (draft, since) = (unit_of(building, place), now.date().plus_days(-HELD_DAYS));
                let entered =
                    ops::enter_unit(&mut tx, site, &by, (id, unit), (&where_, &draft)).await;
                let entered = entered.map_err(|error| self.failed("unit", &error))?;
                let owners = [self.owner(number, building, place)];
                let which = (id, unit, entered.version);
                let handed = ops::hand_over(&mut tx, site, &by, which, (&owners[..], since)).await;
                handed.map_err(|error| self.failed("owner", &error))?;
                units += 1;
            }
        }
        tx.commit().await?;
        self.counts.operations += 2 + 2 * units;
        Ok(())
    }

    /// Whoever has a flat in the first building may have a parking bay too.
    fn owner(&self, estate: usize, building: usize, place: usize) -> Naming {
        let home = if building == BUILDINGS { 0 } else { building };
        let index = estate as u64 * 10_000 + home as u64 * 100 + place as u64;
        let chance = self.chance.of("owner", index);
        let surname = chance.below("surname", SURNAMES.len() as u64);
        let given = chance.below("given", GIVEN.len() as u64);
        let word = |words: &[&str], at: u64| {
            let at = usize::try_from(at).unwrap_or(0);
            words.get(at).copied().unwrap_or_default().to_owned()
        };
        Naming {
            kind: OwnerKind::Person,
            name: word(&SURNAMES, surname) + &word(&GIVEN, given),
            phone: Some(format!("1000{:07}", 2_000_000 + index)),
        }
    }

    pub(super) fn plan_estates(&mut self) {
        let (wish, chance) = (self.wish, self.chance);
        let count = u32::try_from(self.estates.ids.len()).unwrap_or(0);
        for vote in votes(chance, wish.from, wish.days, count) {
            let place = self.estates.votes.len();
            for (step, after) in [
                (VoteStep::Make, 0),
                (VoteStep::Roll, ROLL_AFTER),
                (VoteStep::Announce, ANNOUNCED_AFTER),
                (VoteStep::Ballots, BALLOTS_AFTER),
                (VoteStep::Count, COUNTED_AFTER),
                (VoteStep::Publish, PUBLISHED_AFTER),
                (VoteStep::File, FILED_AFTER),
            ] {
                let at = vote.made_on.plus_days(after).start().plus_hours(10);
                self.put(at, Event::Vote(place, step));
            }
            self.estates.votes.push(vote);
        }
        for estate in 0..count {
            if let Some(plan) = book(chance, wish.from, wish.days, estate) {
                self.plan_book(plan);
            }
        }
    }

    fn plan_book(&mut self, plan: BookPlan) {
        let place = self.estates.books.len();
        let at = |day: Date, hour: i64| day.start().plus_hours(hour);
        self.put(at(plan.began_on, 9), Event::Book(place, BookStep::Open));
        for (line, entry) in plan.entries.iter().enumerate() {
            self.put(at(entry.on, 11), Event::Book(place, BookStep::Line(line)));
        }
        let mut end = plan.began_on.last_of_month();
        while end < self.wish.end.date() {
            let closes = end.plus_days(plan.closes_after);
            self.put(at(closes, 15), Event::Book(place, BookStep::Close(end)));
            end = end.plus_days(1).last_of_month();
        }
        self.estates.books.push(plan);
    }
}

fn building_name(building: usize) -> String {
    if building == BUILDINGS {
        "地下车库".to_owned()
    } else {
        format!("{}栋", building + 1)
    }
}

fn unit_of(building: usize, place: usize) -> Draft {
    let (kind, label, area_centi) = if building == BUILDINGS {
        (UnitKind::Parking, format!("B-{:03}", place + 1), 1_325)
    } else {
        let area = [6_835, 8_970, 8_970, 10_512][place % 4];
        let label = format!("1单元{}-{}", 2 + place / 4, 1 + place % 4);
        (UnitKind::Dwelling, label, area)
    };
    Draft {
        label,
        kind,
        area_centi,
        source: AreaSource::Register,
        delivery: Delivery::Delivered,
        in_dispute: false,
    }
}

fn facts(today: Date) -> Facts {
    let units = BUILDINGS * DWELLINGS + BAYS;
    Facts {
        developer: "江岸置业有限公司".to_owned(),
        company: "和邻物业".to_owned(),
        contract_from: Some(today.plus_days(-300)),
        contract_until: Some(today.plus_days(795)),
        fee_fen: Some(185),
        contract_file: "合同原件在社区档案柜，编号同小区代码".to_owned(),
        committee: Some(Committee::Elected),
        committee_since: Some(today.plus_days(-250)),
        committee_until: Some(today.plus_days(1_575)),
        branch: "小区党支部".to_owned(),
        stated_units: u32::try_from(units).ok(),
        stated_area_centi: None,
    }
}
