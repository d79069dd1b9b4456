//! Chance out of a seed. A question is asked by its name, so that a question added later does not
//! change the answers to the others.

/// A place from which questions are asked; cheap to copy, and never used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chance(u64);

impl Chance {
    pub const fn of_seed(seed: u64) -> Self {
        Self(spread(seed))
    }

    /// A place of its own for the thing of this kind and number.
    #[must_use]
    pub fn of(self, what: &str, number: u64) -> Self {
        let named = what.bytes().fold(self.0, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(spread(
            named ^ spread(number.wrapping_add(0x9e37_79b9_7f4a_7c15)),
        ))
    }

    /// A number from 0 up to, and without, `limit`; 0 where there is no choice.
    pub fn below(self, what: &str, limit: u64) -> u64 {
        self.of(what, 0).0.checked_rem(limit).unwrap_or(0)
    }

    /// True in so many of a hundred cases.
    pub fn percent(self, what: &str, share: u64) -> bool {
        self.below(what, 100) < share
    }

    /// The place in a list, each place as likely as its weight; `None` where nothing weighs.
    pub fn weighed(self, what: &str, weights: &[u64]) -> Option<usize> {
        let mut left = self.below(what, weights.iter().sum());
        weights.iter().position(|weight| {
            let is_here = left < *weight;
            left = left.saturating_sub(*weight);
            is_here
        })
    }
}

/// The last steps of splitmix64: every bit of the answer hangs on every bit of the question.
const fn spread(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_has_one_answer_and_others_have_others() {
        let chance = Chance::of_seed(7);
        assert_eq!(chance.below("a", 1000), chance.below("a", 1000));
        let answers: std::collections::BTreeSet<u64> = (0..100)
            .map(|number| chance.of("thing", number).below("a", u64::MAX))
            .collect();
        assert_eq!(answers.len(), 100);
        assert_ne!(chance.below("a", u64::MAX), chance.below("b", u64::MAX));
        assert_ne!(
            chance.below("a", u64::MAX),
            Chance::of_seed(8).below("a", u64::MAX)
        );
    }

    #[test]
    fn shares_are_kept_over_many_questions() {
        let chance = Chance::of_seed(1);
        let hits = (0..10_000).filter(|it| chance.of("t", *it).percent("p", 30));
        let hits = hits.count();
        assert!((2_800..3_200).contains(&hits), "{hits}");
        let mut places = [0usize; 3];
        for number in 0..10_000 {
            let place = chance.of("w", number).weighed("p", &[1, 0, 3]);
            places[place.unwrap()] += 1;
        }
        assert_eq!(places[1], 0);
        assert!((2_300..2_700).contains(&places[0]), "{places:?}");
    }

    #[test]
    fn where_there_is_no_choice_nothing_is_chosen() {
        let chance = Chance::of_seed(0);
        assert_eq!(chance.below("a", 0), 0);
        assert_eq!(chance.weighed("a", &[]), None);
        assert_eq!(chance.weighed("a", &[0, 0]), None);
    }
}
