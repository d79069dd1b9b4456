use std::fmt;

use serde::{Deserialize, Serialize};

/// A share kept as two whole numbers, shown as a percentage with two decimals, half up. A share
/// of nothing shows `-`, never 0 % or 100 % (domain rule 1.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Ratio {
    pub numerator: u64,
    pub denominator: u64,
}

impl Ratio {
    pub const fn new(numerator: u64, denominator: u64) -> Self {
        Self {
            numerator,
            denominator,
        }
    }

    /// Hundredths of a percent, half up; nothing where there is nothing to share.
    pub fn basis_points(self) -> Option<u64> {
        let denominator = u128::from(self.denominator);
        if denominator == 0 {
            return None;
        }
        let rounded = (u128::from(self.numerator) * 20_000 + denominator) / (2 * denominator);
        u64::try_from(rounded).ok()
    }

    /// At least `over/under` of the whole, compared without division.
    pub fn at_least(self, over: u64, under: u64) -> bool {
        u128::from(self.numerator) * u128::from(under)
            >= u128::from(self.denominator) * u128::from(over)
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.basis_points() {
            Some(points) => write!(out, "{}.{:02}%", points / 100, points % 100),
            None => out.write_str("-"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_match_the_published_bulletin() {
        // Tianmen, December 2016 (domain rules 2.4).
        assert_eq!(Ratio::new(911, 972).to_string(), "93.72%");
        assert_eq!(Ratio::new(737, 972).to_string(), "75.82%");
        assert_eq!(Ratio::new(902, 956).to_string(), "94.35%");
        assert_eq!(Ratio::new(9, 16).to_string(), "56.25%");
    }

    #[test]
    fn nothing_of_nothing_is_a_dash_and_halves_go_up() {
        assert_eq!(Ratio::new(0, 0).to_string(), "-");
        assert_eq!(Ratio::new(1, 8).to_string(), "12.50%");
        assert_eq!(Ratio::new(1, 20_000).to_string(), "0.01%");
        assert_eq!(Ratio::new(u64::MAX, u64::MAX).to_string(), "100.00%");
    }

    #[test]
    fn two_thirds_are_exact() {
        assert!(!Ratio::new(666, 1000).at_least(2, 3));
        assert!(Ratio::new(667, 1000).at_least(2, 3));
    }
}
