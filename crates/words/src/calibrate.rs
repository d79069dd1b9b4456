//! From margins to confidence: one number, the sharpness, is chosen so that texts which the
//! model did not see in training get their true label with as high a probability as possible.

use crate::number::narrow;

/// The mildest sharpness tried; each next one is a tenth stronger.
const MILDEST: f64 = 0.1;
const STEP: f64 = 1.1;
const STEPS: i32 = 60;

/// Probabilities that sum to one, in the order of the margins.
pub(crate) fn softmax(margins: &[f64], sharpness: f64) -> Vec<f64> {
    let most = margins
        .iter()
        .fold(f64::NEG_INFINITY, |most, margin| most.max(*margin));
    let powers: Vec<f64> = margins
        .iter()
        .map(|margin| ((margin - most) * sharpness).exp())
        .collect();
    let all: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / all).collect()
}

pub(crate) fn fit_sharpness(held_out: &[(Vec<f64>, usize)]) -> f32 {
    let mut best = (f64::INFINITY, 1.0);
    for step in 0..STEPS {
        let sharpness = MILDEST * STEP.powi(step);
        let loss: f64 = held_out
            .iter()
            .filter_map(|(margins, truth)| softmax(margins, sharpness).get(*truth).copied())
            .map(|probability| -probability.max(1e-12).ln())
            .sum();
        if loss < best.0 {
            best = (loss, sharpness);
        }
    }
    narrow(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_sum_to_one_and_keep_the_order() {
        let shares = softmax(&[-1.0, 0.5, 2_000.0, -2_000.0], 3.0);
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(shares[2] > shares[1] && shares[1] >= shares[0] && shares[0] >= shares[3]);
    }

    #[test]
    fn a_model_that_is_often_wrong_becomes_modest() {
        let case = |truth| (vec![0.5, -0.5], truth);
        let right: Vec<_> = (0..100).map(|_| case(0)).collect();
        let wavering: Vec<_> = (0..100).map(|n| case(usize::from(n % 10 < 4))).collect();
        assert!(fit_sharpness(&right) > 5.0);
        let modest = f64::from(fit_sharpness(&wavering));
        let confidence = softmax(&[0.5, -0.5], modest)[0];
        assert!((confidence - 0.6).abs() < 0.02, "{confidence}");
    }
}
