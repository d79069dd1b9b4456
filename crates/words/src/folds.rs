//! Dividing examples into parts that each hold every label in proportion.

use crate::shuffle::Shuffle;

/// The part, from 0 to `parts - 1`, of each example. The examples of a label are shuffled and
/// dealt out one by one; the dealing goes on where the label before stopped, so that the rare
/// labels do not all fall into the first part.
pub(crate) fn stratified(labels: &[usize], parts: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    Shuffle::new(seed).order(&mut order);
    order.sort_by_key(|&example| labels[example]);
    let mut part_of = vec![0; labels.len()];
    for (turn, example) in order.into_iter().enumerate() {
        part_of[example] = turn % parts.max(1);
    }
    part_of
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_part_holds_its_share_of_every_label(
            labels in prop::collection::vec(0_usize..5, 0..200),
            parts in 1_usize..8,
            seed: u64,
        ) {
            let part_of = stratified(&labels, parts, seed);
            prop_assert_eq!(part_of.len(), labels.len());
            for label in 0..5 {
                let mut counts = vec![0_usize; parts];
                for (its, part) in labels.iter().zip(&part_of) {
                    counts[*part] += usize::from(*its == label);
                }
                let most = counts.iter().max().copied().unwrap_or(0);
                let least = counts.iter().min().copied().unwrap_or(0);
                prop_assert!(most - least <= 1, "{counts:?}");
            }
        }
    }

    #[test]
    fn another_seed_deals_otherwise() {
        let labels = vec![0; 40];
        assert_eq!(stratified(&labels, 5, 1), stratified(&labels, 5, 1));
        assert_ne!(stratified(&labels, 5, 1), stratified(&labels, 5, 2));
    }
}
