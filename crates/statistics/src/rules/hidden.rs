use super::SMALL_GROUP;

/// Why the figures of a group are not shown to the public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// So few that a figure may speak of a person.
    Small,
    /// Large enough, but with it a small one could be worked out from the sum.
    BesideSmall,
}

/// What must be hidden among groups whose sum is shown. One small group alone would be the
/// difference between the sum and the others, so the smallest of the others goes with it.
pub fn hidden(matters: &[u64]) -> Vec<Option<Hidden>> {
    let small = |matters: u64| (matters < SMALL_GROUP).then_some(Hidden::Small);
    let mut found: Vec<Option<Hidden>> = matters.iter().map(|it| small(*it)).collect();
    let hidden_alone = found.iter().flatten().count() == 1;
    if hidden_alone {
        let shown = (0..matters.len()).filter(|index| found[*index].is_none());
        if let Some(index) = shown.min_by_key(|index| matters[*index]) {
            found[index] = Some(Hidden::BesideSmall);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn five_are_shown_and_four_take_their_smallest_neighbour_along() {
        assert_eq!(hidden(&[5, 6]), [None, None]);
        let found = hidden(&[20, 4, 9]);
        assert_eq!(
            found,
            [None, Some(Hidden::Small), Some(Hidden::BesideSmall)]
        );
        assert_eq!(hidden(&[4]), [Some(Hidden::Small)]);
        assert_eq!(
            hidden(&[1, 2, 9]),
            [Some(Hidden::Small), Some(Hidden::Small), None]
        );
    }

    proptest! {
        #[test]
        fn no_single_group_can_be_worked_out(matters in proptest::collection::vec(0u64..30, 0..20)) {
            let found = hidden(&matters);
            let count = found.iter().flatten().count();
            prop_assert!(count != 1 || matters.len() == 1);
            for (matters, hidden) in matters.iter().zip(&found) {
                prop_assert!(*matters >= SMALL_GROUP || *hidden == Some(Hidden::Small));
            }
        }
    }
}
