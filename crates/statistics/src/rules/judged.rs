use super::{Hidden, SMALL_GROUP, hidden};

/// Why a figure that stands alone is not shown to the public.
pub fn alone(count: i64) -> Option<Hidden> {
    small(count).then_some(Hidden::Small)
}

fn small(count: i64) -> bool {
    u64::try_from(count).unwrap_or_default() < SMALL_GROUP
}

/// What must be hidden among groups that add up to a sum which is shown: the small ones, and so
/// many of the others that no small one can be worked out. Where the sum itself is small, all go.
pub fn among(counts: &[i64]) -> Vec<Option<Hidden>> {
    let sum: i64 = counts.iter().sum();
    if small(sum) {
        return vec![Some(Hidden::Small); counts.len()];
    }
    let counts: Vec<u64> = counts
        .iter()
        .map(|count| u64::try_from(*count).unwrap_or_default())
        .collect();
    hidden(&counts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_small_group_takes_its_smallest_neighbour_along_and_a_small_sum_hides_all() {
        assert_eq!(alone(4), Some(Hidden::Small));
        assert_eq!(alone(5), None);
        assert_eq!(
            among(&[20, 3, 9]),
            [None, Some(Hidden::Small), Some(Hidden::BesideSmall)]
        );
        assert_eq!(among(&[2, 1]), [Some(Hidden::Small), Some(Hidden::Small)]);
    }

    proptest! {
        /// Whoever asks for every group one after the other and for the sum learns no small one:
        /// what is not shown is never one group alone, whose figure would be the difference.
        #[test]
        fn asking_for_each_in_turn_reveals_no_small_group(counts in proptest::collection::vec(0i64..40, 2..15)) {
            let found = among(&counts);
            let hidden = found.iter().flatten().count();
            prop_assert!(hidden != 1);
            for (count, why) in counts.iter().zip(&found) {
                prop_assert!(*count >= 5 || why.is_some());
            }
        }
    }
}
