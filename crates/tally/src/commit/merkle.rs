//! A hash tree over the leaves, split at the largest power of two below their number, so that an
//! odd leaf moves up as it is and is never hashed with a copy of itself: two different lists can
//! have no root in common. Leaves and nodes are hashed with different first bytes, so that a node
//! can never be passed off as a leaf.

use super::hash::{self, Hasher};
use super::hex::Digest;

/// Levels of a tree of the most leaves that are taken; a longer proof is forged.
pub(crate) const MAX_LEVELS: usize = 40;

pub(crate) fn node(left: Digest, right: Digest) -> Digest {
    Hasher::new(hash::NODE).bytes(&left.0).bytes(&right.0).end()
}

/// Where a tree of this many leaves is split.
fn split(leaves: usize) -> usize {
    leaves.next_power_of_two() / 2
}

/// The root of the leaves in their order.
pub(crate) fn root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Hasher::new(hash::EMPTY).end(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node(root(left), root(right))
        }
    }
}

/// The digests beside the way from the leaf `at` to the root, from below.
pub(crate) fn proof(leaves: &[Digest], at: usize) -> Option<Vec<Digest>> {
    if at >= leaves.len() {
        return None;
    }
    let (mut rest, mut at, mut path) = (leaves, at, Vec::new());
    while rest.len() > 1 {
        let (left, right) = rest.split_at(split(rest.len()));
        if at < left.len() {
            path.push(root(right));
            rest = left;
        } else {
            path.push(root(left));
            at -= left.len();
            rest = right;
        }
    }
    path.reverse();
    Some(path)
}

/// The root to which a proof leads, or nothing where a tree of this size has no such way.
pub(crate) fn led_to(leaf: Digest, at: u64, leaves: u64, path: &[Digest]) -> Option<Digest> {
    if at >= leaves || path.len() > MAX_LEVELS {
        return None;
    }
    let sides = sides(at, leaves);
    if sides.len() != path.len() {
        return None;
    }
    let steps = sides.into_iter().rev().zip(path);
    Some(steps.fold(leaf, |below, (is_right, beside)| {
        if is_right {
            node(*beside, below)
        } else {
            node(below, *beside)
        }
    }))
}

/// On which side the way lies at each split, from above.
fn sides(mut at: u64, mut leaves: u64) -> Vec<bool> {
    let mut sides = Vec::new();
    while leaves > 1 {
        let left = 1 << (u64::BITS - 1 - (leaves - 1).leading_zeros());
        sides.push(at >= left);
        if at >= left {
            at -= left;
            leaves -= left;
        } else {
            leaves = left;
        }
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(count: u8) -> Vec<Digest> {
        let leaf = |number| Hasher::new(hash::LEAF).bytes(&[number]).end();
        (0..count).map(leaf).collect()
    }

    #[test]
    fn every_leaf_of_every_small_tree_is_proven_and_nothing_else_is() {
        for count in 1..=33_u8 {
            let all = leaves(count);
            let root = root(&all);
            for at in 0..count {
                let path = proof(&all, at.into()).unwrap();
                let led =
                    |leaf, at: u8, path: &[Digest]| led_to(leaf, at.into(), count.into(), path);
                let leaf = all[usize::from(at)];
                assert_eq!(led(leaf, at, &path), Some(root));
                let other = all[usize::from((at + 1) % count)];
                assert!(count == 1 || led(other, at, &path) != Some(root));
                for level in 0..path.len() {
                    let mut forged = path.clone();
                    forged[level].0[7] ^= 1;
                    assert_ne!(led(leaf, at, &forged), Some(root));
                    assert_eq!(led(leaf, at, &path[..level]), None);
                }
            }
            assert_eq!(proof(&all, count.into()), None);
        }
    }

    #[test]
    fn an_odd_leaf_is_not_its_own_twin_and_a_node_is_no_leaf() {
        let three = leaves(3);
        let mut four = three.clone();
        four.push(three[2]);
        assert_ne!(root(&three), root(&four));
        // The nodes of a tree of four, offered as the two leaves of a smaller one.
        let all = leaves(4);
        let inner = [root(&all[..2]), root(&all[2..])];
        assert_eq!(
            root(&inner),
            root(&all),
            "the number of leaves tells them apart, in the head"
        );
        assert_eq!(led_to(inner[0], 0, 4, &[inner[1]]), None);
    }

    #[test]
    fn absurd_sizes_are_no_way_to_a_root() {
        let leaf = leaves(1)[0];
        assert_eq!(led_to(leaf, 0, 0, &[]), None);
        assert_eq!(led_to(leaf, u64::MAX, u64::MAX, &[]), None);
        assert_eq!(led_to(leaf, 5, u64::MAX, &[leaf; 41]), None);
        assert_eq!(led_to(leaf, 0, u64::MAX, &[leaf; 30]), None);
        assert_eq!(led_to(leaf, 0, 1, &[]), Some(leaf));
    }
}
