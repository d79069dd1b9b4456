//! Chance out of a seed, alike on every machine: only whole numbers and the four operations.

/// SplitMix64 (Steele, Lea and Flood, 2014).
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut chance = Self(seed ^ stream.wrapping_mul(0xD605_BBB5_8C8A_BBC9));
        chance.draw();
        chance
    }

    pub(crate) fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 to `below`, not included; the tiny bias of the multiplication decides nothing here.
    pub(crate) fn below(&mut self, below: usize) -> usize {
        let wide = u128::from(self.draw()) * below.max(1) as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// True so many times in a thousand.
    pub(crate) fn permille(&mut self, share: usize) -> bool {
        self.below(1_000) < share
    }

    /// Minus the natural logarithm of a chance between 0 and 1, in 1/4096.
    pub(crate) fn exponential(&mut self, table: &Logarithms) -> i64 {
        table.0[self.below(table.0.len())]
    }
}

const STEPS: u32 = 4_096;

/// The logarithms that annealing needs, worked out without the machine's own mathematics, whose
/// last digit differs from one to the next.
#[derive(Debug, Clone)]
pub(crate) struct Logarithms(Vec<i64>);

impl Logarithms {
    pub(crate) fn new() -> Self {
        let table = (0..STEPS).map(|step| {
            let chance = (f64::from(step) + 0.5) / f64::from(STEPS);
            whole(minus_ln(chance) * 4_096.0)
        });
        Self(table.collect())
    }
}

/// By halving into the range where the series converges fast.
fn minus_ln(chance: f64) -> f64 {
    const LN_2: f64 = std::f64::consts::LN_2;
    let (mut mantissa, mut halvings) = (chance, 0.0);
    while mantissa < 0.75 {
        mantissa *= 2.0;
        halvings += 1.0;
    }
    let z = (mantissa - 1.0) / (mantissa + 1.0);
    let square = z * z;
    let (mut term, mut sum, mut odd) = (z, 0.0, 1.0);
    for _ in 0..20 {
        sum += term / odd;
        term *= square;
        odd += 2.0;
    }
    halvings * LN_2 - 2.0 * sum
}

/// Rounded towards zero; what is put in fits by far.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float that is too large becomes the largest number, which no caller reaches"
)]
pub(crate) fn whole(value: f64) -> i64 {
    value as i64
}

#[cfg(test)]
mod tests {
    use super::{Chance, Logarithms, minus_ln};

    #[test]
    fn logarithms_are_those_of_the_machine() {
        for chance in [0.0001, 0.1, 0.5, 0.74, 0.76, 0.9999] {
            let error = minus_ln(chance) + f64::ln(chance);
            assert!(error.abs() < 1e-12, "{chance}: {error}");
        }
        assert!(Logarithms::new().0.is_sorted_by(|one, next| one >= next));
    }

    #[test]
    fn draws_stay_below_and_reach_all() {
        let mut chance = Chance::new(7, 0);
        let mut seen = [0; 5];
        for _ in 0..5_000 {
            seen[chance.below(5)] += 1;
        }
        assert!(
            seen.iter().all(|count| (850..1_150).contains(count)),
            "{seen:?}"
        );
        assert_eq!(chance.below(0), 0);
    }
}
