//! How alike two texts are, to point out that a matter may already be known.
//!
//! Two signs are laid together: the words, which survive another order of the sentence, and the
//! pairs of neighbouring characters, which survive words that are cut differently. The likeness
//! is the cosine between the two collections, so a short text is not drowned by a long one.

use crate::cut::words_of;
use crate::fold::fold_into;
use crate::number::{from_count, narrow};

/// Characters of a text that are compared; the matter is said by then.
pub const MAX_COMPARED_CHARS: usize = 2_000;
/// Candidates that [`rank_alike`] looks at; of more, the first ones.
pub const MAX_CANDIDATES: usize = 200;

const WORD_WEIGHT: f64 = 1.0;
const SINGLE_CHARACTER_WEIGHT: f64 = 0.3;
const PAIR_WEIGHT: f64 = 0.5;

/// A text made ready for many comparisons.
#[derive(Debug, Clone, PartialEq)]
pub struct Traits {
    /// Digests of words and pairs with their weights, sorted by digest and of length one.
    weights: Vec<(u64, f32)>,
}

impl Traits {
    pub fn of(text: &str) -> Self {
        let mut beginning = String::new();
        for character in text.chars().take(MAX_COMPARED_CHARS) {
            fold_into(character, &mut beginning);
        }
        let mut marks: Vec<(u64, f64)> = Vec::new();
        for word in words_of(&beginning) {
            let mut characters = word.chars();
            let single = characters.next().is_some() && characters.next().is_none();
            let weight = if single {
                SINGLE_CHARACTER_WEIGHT
            } else {
                WORD_WEIGHT
            };
            marks.push((digest(1, word.chars()), weight));
        }
        let mut before: Option<char> = None;
        for character in beginning.chars() {
            let here = character.is_alphanumeric().then_some(character);
            if let (Some(first), Some(second)) = (before, here) {
                marks.push((digest(2, [first, second].into_iter()), PAIR_WEIGHT));
            }
            before = here;
        }
        Self {
            weights: of_length_one(marks),
        }
    }

    /// From 0, nothing in common, to 1, the same words. A text without words is like no other,
    /// not even itself.
    pub fn likeness(&self, other: &Self) -> f32 {
        let mut left = self.weights.iter().peekable();
        let mut right = other.weights.iter().peekable();
        let mut common = 0.0_f64;
        while let (Some(&&(a, weight_a)), Some(&&(b, weight_b))) = (left.peek(), right.peek()) {
            if a == b {
                common += f64::from(weight_a) * f64::from(weight_b);
            }
            if a <= b {
                left.next();
            }
            if b <= a {
                right.next();
            }
        }
        narrow(common).clamp(0.0, 1.0)
    }
}

/// How alike two texts are, from 0 to 1; see [`Traits::likeness`].
pub fn likeness(a: &str, b: &str) -> f32 {
    Traits::of(a).likeness(&Traits::of(b))
}

/// Ranks candidates by their likeness to a text: their places with the likeness, the most alike
/// first, only those of at least `least`. Equal ones keep their order.
pub fn rank_alike<'a>(
    text: &Traits,
    candidates: impl IntoIterator<Item = &'a Traits>,
    least: f32,
) -> Vec<(usize, f32)> {
    let mut ranked: Vec<(usize, f32)> = candidates
        .into_iter()
        .take(MAX_CANDIDATES)
        .enumerate()
        .map(|(place, candidate)| (place, text.likeness(candidate)))
        .filter(|(_, likeness)| *likeness >= least)
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked
}

/// Adds up what stands several times, the second mention counting less, and scales the whole.
fn of_length_one(mut marks: Vec<(u64, f64)>) -> Vec<(u64, f32)> {
    marks.sort_unstable_by_key(|&(digest, _)| digest);
    let mut weights: Vec<(u64, f64)> = marks
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|same| {
            let &(digest, weight) = same.first()?;
            Some((digest, weight * (1.0 + from_count(same.len()).ln())))
        })
        .collect();
    let length = weights
        .iter()
        .map(|(_, weight)| weight * weight)
        .sum::<f64>()
        .sqrt();
    for (_, weight) in &mut weights {
        *weight /= length;
    }
    weights
        .into_iter()
        .map(|(digest, weight)| (digest, narrow(weight)))
        .collect()
}

/// FNV-1a over the characters; `kind` keeps a pair apart from a word of the same two characters.
fn digest(kind: u32, characters: impl Iterator<Item = char>) -> u64 {
    [kind]
        .into_iter()
        .chain(characters.map(u32::from))
        .flat_map(u32::to_le_bytes)
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIFT: &str = "3栋2单元电梯坏了三天，老人没法下楼，请尽快修理。";

    #[test]
    fn the_same_matter_in_other_words_is_nearer_than_another_matter() {
        let same = likeness(
            LIFT,
            "电梯已经停了几天，3栋2单元的老人下不了楼，什么时候来修？",
        );
        let near = likeness(LIFT, "7栋电梯里的灯不亮，晚上看不清按钮。");
        let far = likeness(LIFT, "河边烧烤摊油烟很大，夜里两点还在吵。");
        assert!(same > 2.0 * near, "{same} {near}");
        assert!(near > far, "{near} {far}");
        assert!(same > 0.35 && far < 0.1, "{same} {far}");
    }

    #[test]
    fn another_order_of_sentences_changes_little() {
        let turned = "请尽快修理。老人没法下楼，3栋2单元电梯坏了三天。";
        assert!(likeness(LIFT, turned) > 0.9);
    }

    #[test]
    fn texts_without_words_are_like_nothing() {
        for empty in ["", "？？！", "的了是"] {
            assert!(likeness(empty, LIFT) < 0.2);
        }
        assert!(likeness("", "").abs() < f32::EPSILON);
    }

    #[test]
    fn ranking_puts_the_most_alike_first_and_is_bounded() {
        let candidates: Vec<Traits> = ["路灯不亮", "3栋电梯坏了", LIFT, "烧烤油烟"]
            .into_iter()
            .map(Traits::of)
            .collect();
        let ranked = rank_alike(&Traits::of(LIFT), &candidates, 0.1);
        let places: Vec<usize> = ranked.iter().map(|(place, _)| *place).collect();
        assert_eq!(places, [2, 1]);
        let many = vec![Traits::of(LIFT); MAX_CANDIDATES + 50];
        assert_eq!(
            rank_alike(&Traits::of(LIFT), &many, 0.5).len(),
            MAX_CANDIDATES
        );
    }

    proptest! {
        #[test]
        fn likeness_is_symmetric_bounded_and_whole_for_itself(
            a in "[电梯楼道坏了路灯不亮a-c1-3，。 ]{0,40}",
            b in "[电梯楼道坏了路灯不亮a-c1-3，。 ]{0,40}",
        ) {
            let (ab, ba) = (likeness(&a, &b), likeness(&b, &a));
            prop_assert!((ab - ba).abs() < 1e-6);
            prop_assert!((0.0..=1.0).contains(&ab));
            let own = likeness(&a, &a);
            prop_assert!(!(f32::EPSILON..=0.999).contains(&own), "{own}");
        }

        #[test]
        fn any_text_is_compared_without_harm(a in "\\PC{0,80}", b in any::<String>()) {
            prop_assert!(likeness(&a, &b).is_finite());
        }
    }
}
