//! The matters of the year, day by day.

use huiyin_kernel::{Date, Instant, WorkingCalendar};

use crate::course::course;
use crate::season::{AFTER_STORM, HEARD, of_day};
use crate::storm::{self, Storm, storms};
use crate::temper::Temper;
use crate::{Chance, Step, Wait, season::Season};

/// A kind of matter, as the district's table of categories has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub code: String,
    /// Within which it should be answered.
    pub working_days: u16,
    /// It goes by a plan of steps.
    pub is_project: bool,
}

/// What is wanted.
#[derive(Debug, Clone)]
pub struct Order {
    pub seed: u64,
    pub from: Date,
    pub days: u16,
    pub matters: u32,
    /// The street of each compound, by its place.
    pub compounds: Vec<usize>,
    pub subjects: Vec<Subject>,
    pub calendar: WorkingCalendar,
}

/// How a matter came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Phone,
    Page,
    Hotline,
    Counter,
    /// At a door, by a team.
    Door,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    pub number: u32,
    pub at: Instant,
    /// Places in the order.
    pub compound: usize,
    pub subject: usize,
    pub way: Way,
    pub is_storm: bool,
    pub course: Vec<(Wait, Step)>,
}

/// The matters of a year, in the order in which they are raised.
#[derive(Debug, Clone)]
pub struct Plan {
    pub raised: Vec<Raised>,
    pub storms: Vec<Storm>,
}

/// Everything that chooses.
#[derive(Debug)]
struct Teller<'o> {
    order: &'o Order,
    chance: Chance,
    /// Weights of compounds: some raise more than others.
    compounds: Vec<u64>,
}

/// Tells the year.
pub fn plan(order: &Order) -> Plan {
    let chance = Chance::of_seed(order.seed);
    let weight = |place: usize| 2 + chance.of("compound", place as u64).below("loud", 9);
    let teller = Teller {
        order,
        chance,
        compounds: (0..order.compounds.len()).map(weight).collect(),
    };
    let mut storms = storms(order, chance);
    let mut left = order.matters;
    for storm in &mut storms {
        storm.matters = storm.matters.min(left);
        left -= storm.matters;
    }
    let mut moments = teller.of_storms(&storms);
    moments.extend(teller.of_days(left));
    // Two at the same moment keep their order, so that numbers follow from the seed alone.
    moments.sort_by_key(|moment| moment.at);
    let numbered = (0u32..).zip(moments);
    Plan {
        raised: numbered
            .map(|(number, moment)| teller.raise(number, moment))
            .collect(),
        storms,
    }
}

/// The course of a matter that is heard at a door: its subject, and what becomes of it.
pub fn heard_at_door(order: &Order, number: u32, at: Instant, compound: usize) -> Raised {
    let chance = Chance::of_seed(order.seed);
    let teller = Teller {
        order,
        chance,
        compounds: Vec::new(),
    };
    let moment = Moment {
        at,
        compound: Some(compound),
        storm: None,
    };
    Raised {
        way: Way::Door,
        ..teller.raise(number, moment)
    }
}

/// When something is raised, and what of it is fixed already.
#[derive(Debug, Clone, Copy)]
struct Moment {
    at: Instant,
    compound: Option<usize>,
    storm: Option<usize>,
}

impl Teller<'_> {
    fn of_storms(&self, storms: &[Storm]) -> Vec<Moment> {
        let mut moments = Vec::new();
        for (number, storm) in storms.iter().enumerate() {
            let inside: Vec<usize> = (0..self.order.compounds.len())
                .filter(|place| self.order.compounds[*place] == storm.street)
                .collect();
            for nth in 0..storm.matters {
                let chance = self.chance.of("storm", number as u64).of("nth", nth.into());
                // Most ring soon after it: the later of two throws lies nearer to the end.
                let span = u64::try_from(storm::HOURS * 60).unwrap_or(1);
                let minutes = chance.below("a", span).min(chance.below("b", span));
                let place = chance.below("place", inside.len() as u64);
                let place = usize::try_from(place).unwrap_or(0);
                moments.push(Moment {
                    at: storm
                        .at
                        .plus_seconds(i64::try_from(minutes).unwrap_or(0) * 60),
                    compound: inside.get(place).copied(),
                    storm: Some(number),
                });
            }
        }
        moments
    }

    /// So many over all days, each day by its weight, to the last one.
    fn of_days(&self, matters: u32) -> Vec<Moment> {
        let order = self.order;
        let days: Vec<Date> = (0..order.days)
            .map(|day| order.from.plus_days(i64::from(day)))
            .collect();
        let weights: Vec<u64> = days
            .iter()
            .map(|day| {
                let swing = 80 + self.chance.of(&day.to_string(), 0).below("swing", 41);
                of_day(*day, &order.calendar) * Season::Always.weight(day.month()) * swing
            })
            .collect();
        let all: u64 = weights.iter().sum::<u64>().max(1);
        let (mut before, mut told) = (0u64, 0u64);
        let mut moments = Vec::new();
        for (day, weight) in days.iter().zip(&weights) {
            before += weight;
            let until = u64::from(matters) * before / all;
            for nth in told..until {
                let chance = self.chance.of("daily", nth);
                moments.push(Moment {
                    at: moment_of(*day, chance),
                    compound: None,
                    storm: None,
                });
            }
            told = until;
        }
        moments
    }

    fn raise(&self, number: u32, moment: Moment) -> Raised {
        let chance = self.chance.of("matter", number.into());
        let compound = moment
            .compound
            .or_else(|| chance.weighed("compound", &self.compounds))
            .unwrap_or(0);
        let subject = self.subject(chance, moment);
        let street = self.order.compounds.get(compound).copied().unwrap_or(0);
        let empty = Subject {
            code: String::new(),
            working_days: 1,
            is_project: false,
        };
        let about = self.order.subjects.get(subject).unwrap_or(&empty);
        let temper = Temper::of(self.chance, &about.code, street);
        Raised {
            number,
            at: moment.at,
            compound,
            subject,
            way: way(chance),
            is_storm: moment.storm.is_some(),
            course: course(chance, temper, about),
        }
    }

    /// The place of what it is about; what the district has no category for is never chosen.
    fn subject(&self, chance: Chance, moment: Moment) -> usize {
        let month = moment.at.date().month();
        let weight = |code: &str| {
            if moment.storm.is_some() {
                let found = AFTER_STORM.iter().find(|it| it.0 == code);
                return found.map_or(0, |it| it.1);
            }
            let found = HEARD.iter().find(|it| it.0 == code);
            found.map_or(0, |it| it.1 * it.2.weight(month))
        };
        let subjects = self.order.subjects.iter();
        let weights: Vec<u64> = subjects.map(|it| weight(&it.code)).collect();
        chance.weighed("subject", &weights).unwrap_or(0)
    }
}

/// People ring in the morning and after work, and hardly at night.
fn moment_of(day: Date, chance: Chance) -> Instant {
    const HOURS: [u64; 24] = [
        0, 0, 0, 0, 0, 1, 3, 8, 16, 20, 18, 13, 8, 9, 12, 13, 12, 11, 12, 13, 11, 7, 3, 1,
    ];
    let hour = chance.weighed("hour", &HOURS).unwrap_or(9);
    let seconds = chance.below("second", 3_600);
    day.start()
        .plus_hours(i64::try_from(hour).unwrap_or(9))
        .plus_seconds(i64::try_from(seconds).unwrap_or(0))
}

fn way(chance: Chance) -> Way {
    const WAYS: [(Way, u64); 4] = [
        (Way::Phone, 34),
        (Way::Page, 30),
        (Way::Hotline, 22),
        (Way::Counter, 14),
    ];
    let place = chance.weighed("way", &WAYS.map(|it| it.1));
    place.map_or(Way::Phone, |place| WAYS[place].0)
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(crate) fn order(days: u16, matters: u32) -> Order {
        let subject = |it: &(&str, u64, Season)| Subject {
            code: it.0.to_owned(),
            working_days: 5,
            is_project: it.0 == "0805",
        };
        Order {
            seed: 1,
            from: Date::new(2025, 11, 28).unwrap(),
            days,
            matters,
            compounds: (0..60).map(|place| place % 12).collect(),
            subjects: HEARD.iter().map(subject).collect(),
            calendar: WorkingCalendar::shipped(),
        }
    }

    fn code<'o>(order: &'o Order, raised: &Raised) -> &'o str {
        &order.subjects[raised.subject].code
    }

    #[test]
    fn a_year_has_its_seasons() {
        let order = order(365, 17_000);
        let plan = plan(&order);
        let months = |wanted: &str, months: [i8; 3]| {
            let found = plan.raised.iter().filter(|it| {
                !it.is_storm && code(&order, it) == wanted && months.contains(&it.at.date().month())
            });
            found.count()
        };
        let (winter, summer) = ([12, 1, 2], [6, 7, 8]);
        assert!(months("0304", winter) > 4 * months("0304", summer));
        assert!(months("0301", summer) > 3 * months("0301", winter));
        let sundays = plan.raised.iter().filter(|it| it.at.date().weekday() == 7);
        let mondays = plan.raised.iter().filter(|it| it.at.date().weekday() == 1);
        assert!(mondays.count() > sundays.count() * 3 / 2);
    }

    #[test]
    fn a_storm_is_a_burst_in_its_street() {
        let order = order(365, 17_000);
        let plan = plan(&order);
        let stormy: Vec<&Raised> = plan.raised.iter().filter(|it| it.is_storm).collect();
        let all: u32 = plan.storms.iter().map(|it| it.matters).sum();
        assert_eq!(u32::try_from(stormy.len()).unwrap(), all);
        for raised in stormy {
            let street = order.compounds[raised.compound];
            let of_one = plan.storms.iter().any(|storm| {
                let hours = raised.at.seconds_since(storm.at) / 3600;
                storm.street == street && (0..=storm::HOURS).contains(&hours)
            });
            assert!(of_one, "{raised:?}");
            assert!(AFTER_STORM.iter().any(|it| it.0 == code(&order, raised)));
        }
    }

    #[test]
    fn what_the_district_does_not_know_is_not_raised() {
        let mut order = order(30, 200);
        order.subjects.retain(|it| it.code == "0408");
        assert!(plan(&order).raised.iter().all(|it| it.subject == 0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn all_are_raised_within_the_days_and_twice_the_same(
            seed in any::<u64>(), days in 3u16..200, matters in 1u32..600
        ) {
            let order = Order { seed, ..order(days, matters) };
            let told = plan(&order);
            prop_assert_eq!(told.raised.len(), matters as usize);
            let last = order.from.plus_days(i64::from(days)).start();
            for (number, raised) in told.raised.iter().enumerate() {
                prop_assert_eq!(raised.number as usize, number);
                prop_assert!(raised.at >= order.from.start() && raised.at < last);
                prop_assert!(raised.compound < order.compounds.len());
                prop_assert!(!raised.course.is_empty());
            }
            prop_assert!(told.raised.is_sorted_by_key(|it| it.at));
            let again = plan(&order);
            prop_assert_eq!(told.raised, again.raised);
        }
    }
}
