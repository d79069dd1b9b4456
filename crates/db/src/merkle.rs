use crate::suite::Suite;

/// The root of a binary hash tree over the leaves, in order. Leaves and inner nodes are hashed
/// under different contexts, so that an inner node can never pass for a leaf; a node without a
/// partner moves up unchanged.
pub(crate) fn root(suite: Suite, leaves: &[[u8; 32]]) -> [u8; 32] {
    const LEAF: &str = "huiyin 2026-11 journal leaf";
    const NODE: &str = "huiyin 2026-11 journal node";
    let hash = suite.hash();
    let mut level: Vec<[u8; 32]> = leaves
        .iter()
        .map(|leaf| hash.tagged(LEAF, &[leaf]))
        .collect();
    if level.is_empty() {
        return [0; 32];
    }
    while level.len() > 1 {
        level = level
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => hash.tagged(NODE, &[left, right]),
                [single] => *single,
                _ => [0; 32],
            })
            .collect();
    }
    level[0]
}

#[cfg(test)]
mod tests {
    use super::{Suite, root};

    #[test]
    fn order_number_and_content_of_leaves_change_the_root() {
        for suite in Suite::ALL {
            let leaves: Vec<[u8; 32]> = (0..5u8).map(|byte| [byte; 32]).collect();
            let whole = root(suite, &leaves);
            let mut swapped = leaves.clone();
            swapped.swap(1, 2);
            assert_ne!(root(suite, &swapped), whole);
            assert_ne!(root(suite, &leaves[..4]), whole);
            let mut doubled = leaves.clone();
            doubled.push([4; 32]);
            assert_ne!(root(suite, &doubled), whole);
            assert_eq!(root(suite, &[]), [0; 32]);
        }
    }
}
