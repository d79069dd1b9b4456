//! Round numbers at an axis.

/// Values from nothing to `top`, which is drawn over `length`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    pub top: f64,
    pub step: f64,
    pub length: f64,
}

impl Scale {
    /// Begins at nothing and ends at a round number not below `most`. Counts have no halves, so
    /// the step is not below one where no digits are shown behind the point.
    pub(crate) fn to(most: f64, decimals: usize, length: f64) -> Self {
        let most = if most.is_finite() && most > 0.0 {
            most
        } else {
            1.0
        };
        let raw = most / 4.0;
        let power = 10f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .into_iter()
            .map(|it| it * power)
            .find(|it| *it >= raw * 0.999_999)
            .unwrap_or(power * 10.0);
        let step = if decimals == 0 {
            step.ceil().max(1.0)
        } else {
            step
        };
        Self {
            top: (most / step).ceil() * step,
            step,
            length,
        }
    }

    pub(crate) fn at(&self, value: f64) -> f64 {
        value / self.top * self.length
    }

    /// The values at which a line is drawn; never many.
    pub(crate) fn ticks(&self) -> Vec<f64> {
        let mut ticks = vec![0.0];
        let mut value = self.step;
        while value <= self.top * 1.000_001 && ticks.len() < 12 {
            ticks.push(value);
            value += self.step;
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_numbers() {
        for (most, top, step) in [
            (0.0, 1.0, 1.0),
            (3.0, 3.0, 1.0),
            (10.0, 12.0, 3.0),
            (97.0, 100.0, 25.0),
            (1e15, 1e15, 2.5e14),
        ] {
            let scale = Scale::to(most, 0, 100.0);
            assert!((scale.top - top).abs() < 1e-6, "{most}: {scale:?}");
            assert!((scale.step - step).abs() < 1e-6, "{most}: {scale:?}");
            assert!(scale.ticks().len() <= 6);
        }
        assert!((Scale::to(0.3, 1, 100.0).top - 0.3).abs() < 1e-9);
        assert!((Scale::to(f64::NAN, 0, 1.0).top - 1.0).abs() < 1e-9);
    }
}
