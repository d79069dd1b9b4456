//! The words of a text that spoke for a label. People judge a suggestion by them, so they are
//! whole words: no digits, no single characters where longer words spoke too, and no word
//! together with its own part.

use std::collections::BTreeMap;

use crate::features::Row;
use crate::linear::Model;
use crate::number::narrow;

/// Words shown for one guess at most.
pub const MAX_WORDS_SHOWN: usize = 6;
/// Words that spoke less than this share of the strongest are noise.
const LEAST_SHARE: f64 = 0.05;

pub(crate) fn words_that_spoke(model: &Model, row: &Row, label: usize) -> Vec<(String, f32)> {
    let mut spoke: BTreeMap<&str, f64> = BTreeMap::new();
    for &(feature, value) in row {
        let Some(word) = model.stored.vocabulary.word_of(feature) else {
            continue;
        };
        for (its, weight) in model.stored.weights_of(feature) {
            if its == label {
                *spoke.entry(word).or_default() += f64::from(weight) * f64::from(value);
            }
        }
    }
    let mut ranked: Vec<(&str, f64)> = spoke
        .into_iter()
        .filter(|(word, strength)| *strength > 0.0 && tells_something(word))
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    if ranked.iter().any(|(word, _)| is_long(word)) {
        ranked.retain(|(word, _)| is_long(word));
    }
    shown(&ranked)
}

fn shown(ranked: &[(&str, f64)]) -> Vec<(String, f32)> {
    let least = ranked
        .first()
        .map_or(0.0, |(_, strength)| strength * LEAST_SHARE);
    let mut words: Vec<(String, f32)> = Vec::new();
    for &(word, strength) in ranked {
        if words.len() == MAX_WORDS_SHOWN || strength < least {
            break;
        }
        let repeats =
            |(known, _): &(String, f32)| known.contains(word) || word.contains(known.as_str());
        if !words.iter().any(repeats) {
            words.push((word.to_owned(), narrow(strength)));
        }
    }
    words
}

fn tells_something(word: &str) -> bool {
    !word.chars().all(|character| character.is_ascii_digit())
}

fn is_long(word: &str) -> bool {
    word.chars().nth(1).is_some()
}
