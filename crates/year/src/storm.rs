//! Storms: an evening on which a street gets more than its drains can take, and the calls of the
//! day and a half after it.

use huiyin_kernel::{Date, Instant};

use crate::season::Season;
use crate::{Chance, Order};

/// Days of which one has a storm.
const DAYS_FOR_EACH: u16 = 60;
/// How long people ring because of it.
pub const HOURS: i64 = 36;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Storm {
    pub at: Instant,
    /// The place of its street in the order.
    pub street: usize,
    /// Matters that come of it.
    pub matters: u32,
}

/// At least one in every order; mostly in the wet months.
pub fn storms(order: &Order, chance: Chance) -> Vec<Storm> {
    let streets = order.compounds.iter().max().map_or(1, |most| most + 1);
    let count = (order.days / DAYS_FOR_EACH).max(1);
    // A storm in the last days would have no days after it.
    let days: Vec<Date> = (0..order.days.saturating_sub(2).max(1))
        .map(|day| order.from.plus_days(i64::from(day)))
        .collect();
    let weights: Vec<u64> = days
        .iter()
        .map(|day| Season::Rain.weight(day.month()).saturating_sub(40))
        .collect();
    let mut found: Vec<Storm> = (0..count)
        .filter_map(|number| {
            let chance = chance.of("storm", u64::from(number));
            let day = days.get(chance.weighed("day", &weights)?)?;
            let minutes = 15 * 60 + chance.below("minute", 6 * 60);
            Some(Storm {
                at: day
                    .start()
                    .plus_seconds(i64::try_from(minutes).unwrap_or(0) * 60),
                street: usize::try_from(chance.below("street", streets as u64)).unwrap_or(0),
                matters: of_all(order.matters, count, chance),
            })
        })
        .collect();
    found.sort_by_key(|storm| (storm.at, storm.street));
    found
}

/// All storms together bring some eight of a hundred matters.
fn of_all(matters: u32, count: u16, chance: Chance) -> u32 {
    let mean = u64::from(matters) * 8 / 100 / u64::from(count.max(1));
    let swing = chance.below("matters", mean + 1);
    u32::try_from(mean / 2 + swing).unwrap_or(0).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tests::order;

    #[test]
    fn a_year_has_its_storms_and_a_month_has_one() {
        let year = order(365, 17_000);
        let storms = storms(&year, Chance::of_seed(3));
        assert_eq!(storms.len(), 6);
        let all: u32 = storms.iter().map(|storm| storm.matters).sum();
        assert!((600..2_200).contains(&all), "{all}");
        let wet = storms.iter().filter(|it| {
            let month = it.at.date().month();
            (4..=9).contains(&month)
        });
        assert!(wet.count() >= 3);
        let month = super::storms(&order(30, 20), Chance::of_seed(3));
        assert_eq!(month.len(), 1);
        assert!(month[0].matters >= 1);
    }
}
