//! The three rates and what belongs to them (rule 2.4), exact.

use huiyin_kernel::Ratio;

use super::{Group, Tally};

/// The benchmark for the whole age of a matter (rule M14).
pub const BENCHMARK_DAYS: u32 = 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    pub response: u32,
    pub resolution: u32,
    pub satisfaction: u32,
}

impl Weights {
    pub const EQUAL: Self = Self {
        response: 1,
        resolution: 1,
        satisfaction: 1,
    };
    /// A preset seen in one banner; its source is of low trust.
    pub const THIRTY_THIRTY_FIVE: Self = Self {
        response: 30,
        resolution: 35,
        satisfaction: 35,
    };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateSettings {
    /// 基本满意 counts as content unless switched off.
    pub fairly_content_counts: bool,
}

impl Default for RateSettings {
    fn default() -> Self {
        Self {
            fairly_content_counts: true,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The middle, in tenths of a day, because an even number of matters has its middle between.
    pub median_tenths: u64,
    /// The nearest rank: nine of ten matters took at most this many days.
    pub ninetieth_percentile: u32,
}

impl Days {
    fn of(tally: &Tally) -> Option<Self> {
        let matters = tally.done_in_all();
        let last = matters.checked_sub(1)?;
        let (low, high) = (at_rank(tally, last / 2), at_rank(tally, last.div_ceil(2)));
        let tenth_from_above = u128::from(matters) * 9;
        let rank = u64::try_from(tenth_from_above.div_ceil(10)).unwrap_or(matters);
        Some(Self {
            median_tenths: (u64::from(low) + u64::from(high)) * 5,
            ninetieth_percentile: at_rank(tally, rank.saturating_sub(1)),
        })
    }

    /// The median as people read it: `12`, `12.5`.
    pub fn median(self) -> String {
        match self.median_tenths % 10 {
            0 => (self.median_tenths / 10).to_string(),
            tenths => format!("{}.{tenths}", self.median_tenths / 10),
        }
    }
}

/// The days of the matter at this place when all are put in order, counted from 0.
fn at_rank(tally: &Tally, rank: u64) -> u32 {
    let mut passed = 0;
    for (days, matters) in &tally.done {
        passed += matters;
        if passed > rank {
            return *days;
        }
    }
    tally.done.keys().next_back().copied().unwrap_or_default()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    pub matters: u64,
    pub response: Ratio,
    pub resolution: Ratio,
    pub satisfaction: Ratio,
    pub call_back_coverage: Ratio,
    pub closing: Ratio,
    pub closed_in_time: Ratio,
    pub done_within_benchmark: Ratio,
    pub days: Option<Days>,
    /// How many matters the days are of.
    pub done: u64,
}

impl Rates {
    /// The shares, and the days.
    pub const PARTS: usize = 8;
    /// Where the days stand among the parts: behind the shares.
    pub const DAYS_PART: usize = 7;

    /// The shares in the order of every table.
    pub const fn shares(&self) -> [Ratio; Self::DAYS_PART] {
        [
            self.response,
            self.resolution,
            self.satisfaction,
            self.call_back_coverage,
            self.closing,
            self.closed_in_time,
            self.done_within_benchmark,
        ]
    }

    /// Of how many matters each part speaks.
    pub fn wholes(&self) -> [u64; Self::PARTS] {
        let mut wholes = [self.done; Self::PARTS];
        for (whole, share) in wholes.iter_mut().zip(self.shares()) {
            *whole = share.denominator;
        }
        wholes
    }

    pub fn of(tally: &Tally, settings: RateSettings) -> Self {
        let fairly = if settings.fairly_content_counts {
            tally.fairly_content
        } else {
            0
        };
        // A young open matter may still be done in time, so it belongs to neither side yet.
        let settled = tally.done_in_all() + tally.open_past_benchmark;
        Self {
            matters: tally.matters,
            response: Ratio::new(tally.contacted_in_time, tally.contact_needed),
            resolution: Ratio::new(tally.solved, tally.heard),
            satisfaction: Ratio::new(tally.content + fairly, tally.rated),
            call_back_coverage: Ratio::new(tally.call_back_reached, tally.call_back_due),
            closing: Ratio::new(tally.closed, tally.matters),
            closed_in_time: Ratio::new(tally.closed_in_time, tally.matters),
            done_within_benchmark: Ratio::new(tally.done_within(BENCHMARK_DAYS), settled),
            days: Days::of(tally),
            done: tally.done_in_all(),
        }
    }

    /// The rates as they count, and those of everything.
    pub fn both(group: &Group, settings: RateSettings) -> (Self, Self) {
        let everything = group.everything();
        (
            Self::of(&group.counted, settings),
            Self::of(&everything, settings),
        )
    }

    /// The weighted mean of the three, in hundredths of a percent, rounded half up once, at the
    /// end; nothing while one of the three has no denominator. It explains, it never orders.
    pub fn composite(&self, weights: Weights) -> Option<u64> {
        let parts = [self.response, self.resolution, self.satisfaction];
        let weights = [weights.response, weights.resolution, weights.satisfaction].map(u128::from);
        let [first, second, third] = parts.map(|part| u128::from(part.denominator));
        let common = first.checked_mul(second)?.checked_mul(third)?;
        let total = common.checked_mul(weights.iter().sum())?;
        if total == 0 {
            return None;
        }
        let mut sum: u128 = 0;
        for (part, weight) in parts.into_iter().zip(weights) {
            let share = (common / u128::from(part.denominator))
                .checked_mul(u128::from(part.numerator))?
                .checked_mul(weight)?;
            sum = sum.checked_add(share)?;
        }
        let doubled = sum.checked_mul(20_000)?.checked_add(total)?;
        u64::try_from(doubled / total.checked_mul(2)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn rates(tally: &Tally) -> Rates {
        Rates::of(tally, RateSettings::default())
    }

    fn done(days: &[u32]) -> Tally {
        let mut tally = Tally::default();
        for day in days {
            tally.matters += 1;
            *tally.done.entry(*day).or_default() += 1;
        }
        tally
    }

    #[test]
    fn r2_4_ten_due_six_reached_five_resolved_four_content() {
        let tally = Tally {
            matters: 10,
            call_back_due: 10,
            call_back_reached: 6,
            heard: 6,
            solved: 5,
            rated: 6,
            content: 2,
            fairly_content: 2,
            ..Tally::default()
        };
        let found = rates(&tally);
        assert_eq!(found.call_back_coverage.to_string(), "60.00%");
        assert_eq!(found.resolution.to_string(), "83.33%");
        assert_eq!(found.satisfaction.to_string(), "66.67%");
        assert_eq!(found.response.to_string(), "-", "nobody needed contact");
        assert_eq!(found.composite(Weights::EQUAL), None);
        let strict = RateSettings {
            fairly_content_counts: false,
        };
        assert_eq!(Rates::of(&tally, strict).satisfaction.to_string(), "33.33%");
    }

    #[test]
    fn r2_4_tianmen_december_2016() {
        let of = |matters, closed, closed_in_time| {
            rates(&Tally {
                matters,
                closed,
                closed_in_time,
                ..Tally::default()
            })
        };
        let all = of(972, 911, 737);
        assert_eq!(all.closing.to_string(), "93.72%");
        assert_eq!(all.closed_in_time.to_string(), "75.82%");
        assert_eq!(of(956, 902, 0).closing.to_string(), "94.35%");
        assert_eq!(of(16, 9, 0).closing.to_string(), "56.25%");
    }

    #[test]
    fn r2_4_the_composite_is_a_weighted_mean_rounded_once() {
        let found = rates(&Tally {
            contact_needed: 3,
            contacted_in_time: 2,
            heard: 3,
            solved: 2,
            rated: 3,
            content: 1,
            ..Tally::default()
        });
        // (2/3 + 2/3 + 1/3) / 3 = 5/9; 0.30*2/3 + 0.35*2/3 + 0.35*1/3 = 0.55.
        assert_eq!(found.composite(Weights::EQUAL), Some(5556));
        assert_eq!(found.composite(Weights::THIRTY_THIRTY_FIVE), Some(5500));
        let heard = Tally {
            contact_needed: 1,
            heard: 1,
            solved: 1,
            rated: 1,
            content: 1,
            ..Tally::default()
        };
        let nothing = Weights {
            response: 0,
            resolution: 0,
            satisfaction: 0,
        };
        assert_eq!(
            rates(&heard).composite(Weights::THIRTY_THIRTY_FIVE),
            Some(7000)
        );
        assert_eq!(rates(&heard).composite(nothing), None);
    }

    #[test]
    fn m14_days_have_a_middle_and_a_ninetieth_of_hundred() {
        let days = |list: &[u32]| rates(&done(list)).days.unwrap();
        assert_eq!(days(&[1, 2, 3, 10]).median(), "2.5");
        assert_eq!(days(&[4, 1, 9]).median(), "4");
        assert_eq!(days(&[0]).ninetieth_percentile, 0);
        let hundred: Vec<u32> = (1..=100).collect();
        assert_eq!(days(&hundred).ninetieth_percentile, 90);
        assert_eq!(days(&[1, 2]).ninetieth_percentile, 2);
        let ten: Vec<u32> = (1..=10).collect();
        assert_eq!(days(&ten).median(), "5.5");
        assert_eq!(days(&ten).ninetieth_percentile, 9);
        assert_eq!(rates(&Tally::default()).days, None);
    }

    #[test]
    fn m14_an_open_matter_counts_against_the_benchmark_once_it_is_older() {
        let mut tally = done(&[3, 30, 31]);
        assert_eq!(rates(&tally).done_within_benchmark, Ratio::new(2, 3));
        tally.matters += 2;
        tally.open_past_benchmark = 1;
        assert_eq!(rates(&tally).done_within_benchmark, Ratio::new(2, 4));
    }

    #[test]
    fn r2_4_the_rates_are_given_with_and_without_what_is_left_out() {
        let group = Group {
            counted: Tally {
                heard: 4,
                solved: 4,
                ..Tally::default()
            },
            left_out: Tally {
                heard: 1,
                ..Tally::default()
            },
            reasons: BTreeMap::from([("not_real".to_owned(), 1)]),
            ..Group::default()
        };
        let (counted, everything) = Rates::both(&group, RateSettings::default());
        assert_eq!(counted.resolution.to_string(), "100.00%");
        assert_eq!(everything.resolution.to_string(), "80.00%");
    }

    proptest! {
        #[test]
        fn the_middle_agrees_with_a_sorted_list(mut list in proptest::collection::vec(0u32..400, 1..200)) {
            let found = rates(&done(&list)).days.unwrap();
            list.sort_unstable();
            let last = list.len() - 1;
            let middle = u64::from(list[last / 2]) + u64::from(list[last.div_ceil(2)]);
            prop_assert_eq!(found.median_tenths, middle * 5);
            let at_most = |days| list.iter().filter(|it| **it <= days).count() * 10;
            prop_assert!(at_most(found.ninetieth_percentile) >= list.len() * 9);
            if let Some(less) = found.ninetieth_percentile.checked_sub(1) {
                prop_assert!(at_most(less) < list.len() * 9);
            }
        }
    }
}
