//! Random acts in random order: only what the document shows can happen.

use huiyin_matters::model::StateName;
use proptest::prelude::*;

use crate::walk::{Ground, walk};

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_acts_leaves_the_document(bytes in prop::collection::vec(any::<u8>(), 0..1_200)) {
        static GROUND: std::sync::LazyLock<Ground> = std::sync::LazyLock::new(Ground::new);
        walk(&GROUND, &bytes);
    }
}

/// A walk that never gets anywhere would prove nothing.
#[test]
fn walks_reach_every_state() {
    let ground = Ground::new();
    let mut seed: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut reached = std::collections::BTreeSet::new();
    for _ in 0..300 {
        let bytes: Vec<u8> = (0..1_200)
            .map(|_| {
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                u8::try_from(seed >> 56).unwrap()
            })
            .collect();
        reached.extend(walk(&ground, &bytes));
    }
    let missing: Vec<_> = StateName::ALL
        .iter()
        .filter(|state| !reached.contains(state))
        .collect();
    assert!(missing.is_empty(), "no walk came to {missing:?}");
}
