//! Order by seed: the same seed gives the same order on every machine, so that a figure can be
//! measured again.

/// A SplitMix64 sequence. It decides orders only, never anything that must be unguessable.
#[derive(Debug)]
pub(crate) struct Shuffle {
    state: u64,
}

impl Shuffle {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which must not be zero.
    fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.next()) * (bound as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    pub(crate) fn order<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_a_permutation_fixed_by_its_seed() {
        let of = |seed| {
            let mut items: Vec<usize> = (0..50).collect();
            Shuffle::new(seed).order(&mut items);
            items
        };
        assert_eq!(of(7), of(7));
        assert_ne!(of(7), of(8));
        let mut sorted = of(7);
        sorted.sort_unstable();
        assert_eq!(sorted, (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn every_place_is_taken_about_equally_often() {
        let mut shuffle = Shuffle::new(1);
        let mut first = [0_u32; 4];
        for _ in 0..4_000 {
            let mut items = [0_usize, 1, 2, 3];
            shuffle.order(&mut items);
            first[items[0]] += 1;
        }
        assert!(
            first.iter().all(|count| (900..1_100).contains(count)),
            "{first:?}"
        );
    }

    #[test]
    fn nothing_and_one_thing_stay() {
        Shuffle::new(0).order::<u8>(&mut []);
        let mut one = [9];
        Shuffle::new(0).order(&mut one);
        assert_eq!(one, [9]);
    }
}
