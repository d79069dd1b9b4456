//! One label against all others: a linear support vector machine with squared hinge loss,
//! found by ascending its dual one example at a time (Hsieh and others, 2008). Exact enough in a
//! few dozen passes, and the same on every machine for the same seed.

use crate::features::Row;
use crate::number::rounded;
use crate::shuffle::Shuffle;

/// Passes over the examples after which the search stops, settled or not.
const MAX_PASSES: usize = 200;
/// The search has settled when the steepest slopes of a pass differ by less than this.
const SETTLED: f64 = 0.02;

/// The rows of a training set with what every label's search needs of them.
pub(crate) struct Rows<'a> {
    texts: Vec<&'a Row>,
    /// The squared length of each row, the constant one for the threshold included.
    squared: Vec<f64>,
    width: usize,
}

/// Which rows carry the label, and what a mistake on either side costs.
pub(crate) struct Sides<'a> {
    pub(crate) carries: &'a [bool],
    pub(crate) cost_for: f64,
    pub(crate) cost_against: f64,
}

/// A text speaks for the label when the weighted sum of its row plus the threshold is positive.
pub(crate) struct Plane {
    pub(crate) weights: Vec<f64>,
    pub(crate) threshold: f64,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(rows: Vec<&'a Row>, width: usize) -> Self {
        let squared = rows
            .iter()
            .map(|row| {
                1.0 + row
                    .iter()
                    .map(|&(_, value)| f64::from(value).powi(2))
                    .sum::<f64>()
            })
            .collect();
        Self {
            texts: rows,
            squared,
            width,
        }
    }

    pub(crate) fn separate(&self, sides: &Sides<'_>, shuffle: &mut Shuffle) -> Plane {
        let mut plane = Plane {
            weights: vec![0.0; self.width],
            threshold: 0.0,
        };
        let mut pulls = vec![0.0_f64; self.texts.len()];
        let mut order: Vec<usize> = (0..self.texts.len()).collect();
        for _ in 0..MAX_PASSES {
            shuffle.order(&mut order);
            let mut steepest = f64::NEG_INFINITY;
            let mut flattest = f64::INFINITY;
            for &at in &order {
                let slope = self.ascend(at, sides, &mut pulls[at], &mut plane);
                steepest = steepest.max(slope);
                flattest = flattest.min(slope);
            }
            if steepest - flattest < SETTLED {
                break;
            }
        }
        plane
    }

    /// Finds the best pull of one example while all others hold still, and answers the slope
    /// that it had before.
    fn ascend(&self, at: usize, sides: &Sides<'_>, pull: &mut f64, plane: &mut Plane) -> f64 {
        let (sign, cost) = if sides.carries[at] {
            (1.0, sides.cost_for)
        } else {
            (-1.0, sides.cost_against)
        };
        let softness = 0.5 / cost;
        let slope = sign * plane.margin(self.texts[at]) - 1.0 + softness * *pull;
        let slope_within = if *pull > 0.0 { slope } else { slope.min(0.0) };
        if slope_within.abs() > 1e-12 {
            let before = *pull;
            *pull = (before - slope / (self.squared[at] + softness)).max(0.0);
            let step = (*pull - before) * sign;
            plane.threshold += step;
            for &(feature, value) in self.texts[at] {
                if let Some(weight) = place(feature).and_then(|at| plane.weights.get_mut(at)) {
                    *weight += step * f64::from(value);
                }
            }
        }
        slope_within
    }
}

impl Plane {
    fn margin(&self, row: &Row) -> f64 {
        let mut sum = self.threshold;
        for &(feature, value) in row {
            if let Some(weight) = place(feature).and_then(|at| self.weights.get(at)) {
                sum += weight * f64::from(value);
            }
        }
        sum
    }

    /// The weights that matter, by feature: those of at least `share` of the strongest.
    pub(crate) fn pruned(&self, share: f64) -> impl Iterator<Item = (usize, f32)> + '_ {
        let strongest = self
            .weights
            .iter()
            .fold(0.0_f64, |most, weight| most.max(weight.abs()));
        let least = strongest * share;
        self.weights
            .iter()
            .enumerate()
            .filter(move |(_, weight)| weight.abs() > least)
            .map(|(feature, weight)| (feature, rounded(*weight)))
    }
}

fn place(feature: u32) -> Option<usize> {
    usize::try_from(feature).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separable_rows_are_separated_by_a_margin() {
        let rows: Vec<Row> = vec![
            vec![(0, 1.0)],
            vec![(0, 0.9), (2, 0.1)],
            vec![(1, 1.0)],
            vec![(1, 0.9), (2, 0.1)],
        ];
        let carries = [true, true, false, false];
        let plane = Rows::new(rows.iter().collect(), 3).separate(
            &Sides {
                carries: &carries,
                cost_for: 10.0,
                cost_against: 10.0,
            },
            &mut Shuffle::new(1),
        );
        for (row, carries) in rows.iter().zip(carries) {
            let margin = plane.margin(row);
            assert!(
                if carries { margin > 0.8 } else { margin < -0.8 },
                "{margin}"
            );
        }
    }

    /// At the optimum the weights are the pulled sum of the rows, and every pull satisfies the
    /// condition of its side; here checked against a problem small enough to solve by hand:
    /// one example with x = 1 and the constant gives pull a = 1 / (2 + 1/(2C)).
    #[test]
    fn one_example_has_the_pull_of_the_formula() {
        let rows: Vec<Row> = vec![vec![(0, 1.0)]];
        let plane = Rows::new(rows.iter().collect(), 1).separate(
            &Sides {
                carries: &[true],
                cost_for: 1.0,
                cost_against: 1.0,
            },
            &mut Shuffle::new(1),
        );
        assert!((plane.weights[0] - 1.0 / 2.5).abs() < 1e-9);
        assert!((plane.threshold - 1.0 / 2.5).abs() < 1e-9);
    }

    #[test]
    fn pruning_keeps_the_strong() {
        let plane = Plane {
            weights: vec![1.0, -0.5, 0.01, 0.0],
            threshold: 0.0,
        };
        let kept: Vec<usize> = plane.pruned(0.1).map(|(feature, _)| feature).collect();
        assert_eq!(kept, [0, 1]);
    }
}
