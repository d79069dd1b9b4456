//! Topics that are spoken of more than before. Many topics are looked at, and among many something
//! always stands out by chance; so each must be the less likely by chance, the more were looked at
//! (Holm, 1979). Where nothing grew, at most one look in twenty shows anything at all.
//!
//! Nothing here says why, how bad, or what to do: only where to look.

/// Shares of all looks that may show something although nothing grew.
const FALSE_LOOKS: f64 = 0.05;
/// With fewer recent matters nothing is shown, however rare it was before.
pub const LEAST_RECENT: u32 = 5;
/// Topics with fewer matters in both spans together are not looked at, so that they do not cost
/// the others their chance. Which span they lie in has no say in this.
const LEAST_BOTH: u32 = 8;

/// How often a topic was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub recent: u32,
    pub before: u32,
}

/// A topic that grew, by its place in what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grown {
    pub index: usize,
    pub seen: Seen,
    /// How many recent matters would be usual, in tenths.
    pub usual_tenths: u32,
}

/// The topics that grew, in the order given. `all` is how many matters of any topic there were:
/// where everything grew, no topic did.
pub fn grown(topics: &[Seen], all: Seen) -> Vec<Grown> {
    let (recent, before) = (f64::from(all.recent), f64::from(all.before));
    if all.recent == 0 || all.before == 0 {
        return Vec::new();
    }
    let share = recent / (recent + before);
    let mut looked: Vec<(usize, f64)> = topics
        .iter()
        .enumerate()
        .filter(|(_, it)| it.recent.saturating_add(it.before) >= LEAST_BOTH)
        .map(|(index, it)| {
            (
                index,
                tail(it.recent, it.recent.saturating_add(it.before), share),
            )
        })
        .collect();
    looked.sort_by(|one, other| one.1.total_cmp(&other.1));
    let mut left = f64::from(u32::try_from(looked.len()).unwrap_or(u32::MAX));
    let mut found = Vec::new();
    for (index, chance) in looked {
        if chance * left > FALSE_LOOKS {
            break;
        }
        left -= 1.0;
        let seen = topics[index];
        if seen.recent >= LEAST_RECENT {
            let usual = f64::from(seen.before) * recent / before;
            found.push(Grown {
                index,
                seen,
                usual_tenths: rounded(usual * 10.0),
            });
        }
    }
    found.sort_by_key(|it| it.index);
    found
}

fn rounded(value: f64) -> u32 {
    format!("{:.0}", value.clamp(0.0, 4e9))
        .parse()
        .unwrap_or(u32::MAX)
}

/// How likely it is that at least `hits` of `n` are recent, where each is with this share: the
/// upper tail of the binomial distribution, summed in logarithms.
fn tail(hits: u32, n: u32, share: f64) -> f64 {
    if hits == 0 {
        return 1.0;
    }
    let n = n.min(1_000_000);
    let (log_in, log_out) = (share.ln(), (1.0 - share).ln());
    let mut choose = 0.0;
    let mut sum = 0.0;
    // From all of them downwards, so that the smallest terms are added first.
    for missing in 0..=n - hits.min(n) {
        if missing > 0 {
            choose += f64::from(n - missing + 1).ln() - f64::from(missing).ln();
        }
        sum += f64::exp(choose + f64::from(n - missing) * log_in + f64::from(missing) * log_out);
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Chance(u64);

    impl Chance {
        fn below(&mut self, share: f64) -> bool {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            f64::from(u32::try_from(self.0 >> 33).unwrap_or(0)) < share * f64::from(1_u32 << 31)
        }

        fn split(&mut self, n: u32, share: f64) -> Seen {
            let recent = (0..n).filter(|_| self.below(share)).count();
            let recent = u32::try_from(recent).unwrap_or(0);
            Seen {
                recent,
                before: n - recent,
            }
        }
    }

    const ALL: Seen = Seen {
        recent: 500,
        before: 1_500,
    };

    #[test]
    fn the_tail_is_that_of_the_binomial_distribution() {
        assert!((tail(1, 1, 0.25) - 0.25).abs() < 1e-12);
        assert!((tail(2, 3, 0.5) - 0.5).abs() < 1e-12);
        assert!((tail(8, 10, 0.25) - 0.000_415_802).abs() < 1e-8);
        assert!((tail(0, 10, 0.25) - 1.0).abs() < 1e-12);
        assert!(tail(900, 1_000, 0.25) >= 0.0);
    }

    #[test]
    fn where_nothing_grew_one_look_in_twenty_shows_something_at_most() {
        let mut chance = Chance(7);
        let mut looks = 0;
        for _ in 0..1_000 {
            let topics: Vec<Seen> = (0..200).map(|at| chance.split(8 + at % 40, 0.25)).collect();
            looks += usize::from(!grown(&topics, ALL).is_empty());
        }
        assert!(looks <= 60, "{looks} of 1000 looks");
    }

    #[test]
    fn what_tripled_is_found_among_hundreds() {
        let mut chance = Chance(11);
        let mut found = 0;
        for _ in 0..200 {
            let mut topics: Vec<Seen> = (0..300).map(|_| chance.split(20, 0.25)).collect();
            topics[17] = Seen {
                recent: 30,
                before: 30,
            };
            found += usize::from(grown(&topics, ALL).iter().any(|it| it.index == 17));
        }
        assert!(found >= 100, "{found} of 200");
    }

    #[test]
    fn where_everything_grew_no_topic_did_and_few_are_never_shown() {
        let topic = Seen {
            recent: 100,
            before: 50,
        };
        assert_eq!(
            grown(
                &[topic],
                Seen {
                    recent: 1_000,
                    before: 500
                }
            ),
            []
        );
        assert_eq!(
            grown(
                &[Seen {
                    recent: 4,
                    before: 0
                }],
                ALL
            ),
            []
        );
        assert_eq!(grown(&[], ALL), []);
        assert_eq!(
            grown(
                &[topic],
                Seen {
                    recent: 0,
                    before: 0
                }
            ),
            []
        );
        let one = grown(
            &[Seen {
                recent: 40,
                before: 12,
            }],
            ALL,
        );
        assert_eq!(one[0].usual_tenths, 40);
    }
}
