use std::ops::Range;

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

/// The same in a register of two levels, of how many each and whether it is nested: streets beside
/// streets, and the communities that follow a street beside each other.
pub fn hidden_nested(rows: &[(u64, bool)]) -> Vec<Option<Hidden>> {
    let mut found = vec![None; rows.len()];
    hide_among(rows, 0..rows.len(), false, &mut found);
    let mut first = 0;
    while first < rows.len() {
        let below = rows[first + 1..].iter().take_while(|row| row.1).count();
        let next = first + 1 + below;
        if let Some(why) = found[first] {
            // What lies within a hidden street would tell its figures.
            found[first + 1..next].fill(Some(why));
        } else {
            hide_among(rows, first + 1..next, true, &mut found);
        }
        first = next;
    }
    found
}

fn hide_among(
    rows: &[(u64, bool)],
    within: Range<usize>,
    is_nested: bool,
    found: &mut [Option<Hidden>],
) {
    let chosen: Vec<usize> = within.filter(|index| rows[*index].1 == is_nested).collect();
    let counts: Vec<u64> = chosen.iter().map(|index| rows[*index].0).collect();
    for (index, why) in chosen.into_iter().zip(hidden(&counts)) {
        found[index] = why;
    }
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
