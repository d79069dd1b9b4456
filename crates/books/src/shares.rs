use huiyin_kernel::Money;

use crate::limits::UNITS_MAX;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    #[error("there is no unit, or their areas sum to nothing")]
    NoArea,
    #[error("there are more than {UNITS_MAX} units")]
    TooManyUnits,
}

/// Divides an amount by area so that the parts sum to it exactly (Civil Code art. 283; domain
/// rule 9.5). Each gets what is due in whole fen; the fen left over go to the largest remainders,
/// and among equal ones to those that come first. A debt is divided like a credit.
pub fn shares(total: Money, areas: &[u64]) -> Result<Vec<Money>, ShareError> {
    if areas.len() > UNITS_MAX {
        return Err(ShareError::TooManyUnits);
    }
    let whole: u128 = areas.iter().copied().map(u128::from).sum();
    if whole == 0 {
        return Err(ShareError::NoArea);
    }
    let fen = u128::from(total.magnitude());
    // Below 2^64 × 2^64, and each quotient below 2^63 because no area exceeds the whole.
    let mut parts: Vec<(u128, u128)> = areas
        .iter()
        .map(|area| {
            let due = fen * u128::from(*area);
            (due / whole, due % whole)
        })
        .collect();
    let given: u128 = parts.iter().map(|part| part.0).sum();
    let mut left = fen - given;
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| parts[*b].1.cmp(&parts[*a].1).then(a.cmp(b)));
    for at in order {
        if left == 0 {
            break;
        }
        parts[at].0 += 1;
        left -= 1;
    }
    Ok(parts
        .into_iter()
        .map(|(part, _)| signed(part, total.is_negative()))
        .collect())
}

fn signed(part: u128, negative: bool) -> Money {
    let part = u64::try_from(part).unwrap_or(u64::MAX);
    let fen = if negative {
        0_i64.saturating_sub_unsigned(part)
    } else {
        0_i64.saturating_add_unsigned(part)
    };
    Money::from_fen(fen)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fen(total: i64, areas: &[u64]) -> Vec<i64> {
        let shares = shares(Money::from_fen(total), areas).unwrap();
        shares.into_iter().map(Money::fen).collect()
    }

    #[test]
    fn a_hundred_yuan_over_three_equal_units() {
        assert_eq!(fen(10_000, &[1, 1, 1]), [3334, 3333, 3333]);
        assert_eq!(fen(-10_000, &[1, 1, 1]), [-3334, -3333, -3333]);
    }

    #[test]
    fn the_largest_remainder_comes_first_and_a_unit_without_area_gets_nothing() {
        assert_eq!(fen(100, &[1, 2, 4]), [14, 29, 57]);
        assert_eq!(fen(1, &[0, 5, 5]), [0, 1, 0]);
        assert_eq!(fen(0, &[3, 4]), [0, 0]);
    }

    #[test]
    fn nothing_to_divide_by_is_said() {
        let hundred = Money::from_yuan(100);
        assert_eq!(shares(hundred, &[]), Err(ShareError::NoArea));
        assert_eq!(shares(hundred, &[0, 0]), Err(ShareError::NoArea));
        let many = vec![1; UNITS_MAX + 1];
        assert_eq!(shares(hundred, &many), Err(ShareError::TooManyUnits));
    }

    #[test]
    fn the_ends_of_the_range_are_divided_exactly() {
        let parts = shares(Money::from_fen(i64::MIN), &[u64::MAX, u64::MAX, 1]).unwrap();
        assert_eq!(Money::sum(parts), Some(Money::from_fen(i64::MIN)));
        assert_eq!(fen(i64::MAX, &[7]), [i64::MAX]);
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole_and_differ_by_less_than_a_fen(
            total in any::<i64>(),
            areas in proptest::collection::vec(0_u64..1_000_000, 1..60),
        ) {
            prop_assume!(areas.iter().any(|area| *area > 0));
            let whole: i128 = areas.iter().map(|area| i128::from(*area)).sum();
            let parts = shares(Money::from_fen(total), &areas).unwrap();
            prop_assert_eq!(Money::sum(parts.iter().copied()), Some(Money::from_fen(total)));
            for (part, area) in parts.iter().zip(&areas) {
                let off = i128::from(part.fen()) * whole - i128::from(total) * i128::from(*area);
                prop_assert!(off.abs() < whole);
            }
        }
    }
}
