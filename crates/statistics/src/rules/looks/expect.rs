//! What a week would be like if it went as weeks went before, and how far off that may be.
//!
//! The guess is the level of the last weeks, turned by how the same weeks went in earlier years.
//! The band asks for no model to be right: the same guess is made for every week that is past,
//! from what was known then, and the band is as wide as those guesses were wrong. With n past
//! errors, of which the k smallest and the k largest are left outside, a further error of the
//! same kind lies inside in n + 1 − 2k of n + 1 cases. That share is said beside the band.

use huiyin_kernel::Ratio;

/// Weeks that make the level.
const LEVEL_WEEKS: usize = 8;
const YEAR_WEEKS: usize = 52;
/// Weeks to either side of the same week a year before.
const AROUND_WEEKS: usize = 2;
/// How many matters must speak before a season is believed by half.
const SEASON_DOUBT: f64 = 10.0;
/// Past errors that are looked at, the latest; older ones tell of another district.
const ERRORS_MOST: usize = 104;
/// With fewer no band is told: it would leave more out than it should.
const ERRORS_LEAST: usize = 24;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    pub guess: f64,
    pub low: u32,
    pub high: u32,
    /// In how many of how many cases, at least, a week lies within the band.
    pub coverage: Ratio,
}

/// What is expected after these weeks, the oldest first. Nothing where too little is known.
pub fn expected(weeks: &[u32]) -> Option<Expected> {
    let guess = guess(weeks)?;
    let first = weeks.len().saturating_sub(ERRORS_MOST);
    let mut errors: Vec<f64> = (first..weeks.len())
        .filter_map(|at| Some(spread(f64::from(weeks[at])) - spread(self::guess(&weeks[..at])?)))
        .collect();
    if errors.len() < ERRORS_LEAST {
        return None;
    }
    errors.sort_by(f64::total_cmp);
    let cut = ((errors.len() + 1) / 20).max(1);
    let middle = spread(guess);
    let low = back(middle + errors[cut - 1]);
    let high = back(middle + errors[errors.len() - cut]);
    let cases = errors.len() + 1;
    let number = |it: usize| u64::try_from(it).unwrap_or(u64::MAX);
    Some(Expected {
        guess,
        // Whole numbers, outward: the band never claims more than it knows.
        low: whole(low.floor()),
        high: whole(high.ceil()),
        coverage: Ratio {
            numerator: number(cases - 2 * cut),
            denominator: number(cases),
        },
    })
}

/// Counts scatter with their root; on this measure small and large weeks err alike.
fn spread(count: f64) -> f64 {
    (count + 0.375).sqrt()
}

fn back(value: f64) -> f64 {
    (value.max(0.0).powi(2) - 0.375).max(0.0)
}

fn whole(value: f64) -> u32 {
    // A float of this range is a whole number already; anything beyond it is the bound.
    (0..=31)
        .rev()
        .fold((0_u32, value), |(sum, left), bit| {
            let part = f64::from(1_u32 << bit);
            if left >= part {
                (sum | 1 << bit, left - part)
            } else {
                (sum, left)
            }
        })
        .0
}

fn sum(weeks: &[u32]) -> f64 {
    weeks.iter().copied().map(f64::from).sum()
}

fn count(weeks: &[u32]) -> f64 {
    f64::from(u32::try_from(weeks.len()).unwrap_or(u32::MAX))
}

fn guess(weeks: &[u32]) -> Option<f64> {
    let now = weeks.len();
    let recent = &weeks[now.checked_sub(LEVEL_WEEKS)?..];
    let level = sum(recent) / count(recent);
    let (mut then, mut before) = (0.0, 0.0);
    for year in 1..=3 {
        let Some(same) = now.checked_sub(year * YEAR_WEEKS) else {
            break;
        };
        let Some(first) = same.checked_sub(LEVEL_WEEKS) else {
            break;
        };
        let around = &weeks[same - AROUND_WEEKS..(same + AROUND_WEEKS + 1).min(now)];
        then += sum(around) / count(around);
        before += sum(&weeks[first..same]) / count(&weeks[first..same]);
    }
    let season = (then + SEASON_DOUBT) / (before + SEASON_DOUBT);
    Some(level * season)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A plain generator, so that the test says the same on every run.
    struct Chance(u64);

    impl Chance {
        fn unit(&mut self) -> f64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let high = u32::try_from(self.0 >> 33).unwrap_or(0);
            (f64::from(high) + 0.5) / f64::from(1_u32 << 31)
        }

        fn normal(&mut self) -> f64 {
            let (a, b) = (self.unit(), self.unit());
            (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
        }

        /// How many come when `mean` are due.
        fn poisson(&mut self, mean: f64) -> u32 {
            if mean > 60.0 {
                return whole((mean + mean.sqrt() * self.normal()).max(0.0).round());
            }
            let (mut product, mut n) = (self.unit(), 0);
            while product > (-mean).exp() {
                product *= self.unit();
                n += 1;
            }
            n
        }
    }

    /// Runs many districts of a kind; says how often the next week lay in the band and how often
    /// it should have.
    fn coverage(seed: u64, mean: impl Fn(usize) -> f64, restless: f64) -> (f64, f64) {
        let mut chance = Chance(seed);
        let (mut inside, mut said, mut runs) = (0.0, 0.0, 0.0);
        for _ in 0..600 {
            let weeks: Vec<u32> = (0..131)
                .map(|week| {
                    let stir = (restless * chance.normal()).exp();
                    chance.poisson(mean(week) * stir)
                })
                .collect();
            let band = expected(&weeks[..130]).expect("two years are enough");
            runs += 1.0;
            said += f64::from(u32::try_from(band.coverage.numerator).unwrap_or(0))
                / f64::from(u32::try_from(band.coverage.denominator).unwrap_or(1));
            if (band.low..=band.high).contains(&weeks[130]) {
                inside += 1.0;
            }
        }
        (inside / runs, said / runs)
    }

    #[test]
    fn the_band_covers_what_it_says_in_calm_seasonal_and_restless_districts() {
        let season = |week: usize| {
            let turn = f64::from(u32::try_from(week % 52).unwrap_or(0)) / 52.0;
            1.0 + 0.5 * (std::f64::consts::TAU * turn).sin()
        };
        for (name, found) in [
            ("calm", coverage(1, |_| 40.0, 0.0)),
            ("small", coverage(2, |_| 6.0, 0.0)),
            ("seasonal", coverage(3, |week| 40.0 * season(week), 0.0)),
            ("restless", coverage(4, |_| 40.0, 0.4)),
            (
                "seasonal and restless",
                coverage(5, |week| 80.0 * season(week), 0.25),
            ),
        ] {
            let (inside, said) = found;
            assert!(said > 0.88 && said < 0.95, "{name}: {found:?}");
            // Three standard errors of 600 runs are 0.037. The band is one of whole numbers, outward,
            // so that of few matters it covers more than it says, and never less.
            let is_honest = inside > said - 0.037 && inside < said + 0.075;
            assert!(is_honest, "{name}: {found:?}");
        }
    }

    #[test]
    fn a_season_is_seen_coming() {
        let weeks: Vec<u32> = (0..156)
            .map(|week| if week % 52 < 8 { 60 } else { 20 })
            .collect();
        // The next week begins the high season for the fourth time.
        let band = expected(&weeks).unwrap_or_else(|| panic!("three years are enough"));
        assert!(band.guess > 28.0, "{band:?}");
    }

    #[test]
    fn too_little_is_no_expectation() {
        assert_eq!(expected(&[]), None);
        assert_eq!(expected(&[5; 20]), None);
        assert!(expected(&[5; 40]).is_some());
        let nothing = expected(&[0; 60]).map(|it| (it.low, it.high));
        assert!(nothing.is_some_and(|(low, high)| low == 0 && high <= 1));
        assert!(expected(&[u32::MAX; 60]).is_some());
    }
}
