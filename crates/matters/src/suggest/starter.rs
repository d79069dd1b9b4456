use std::sync::{Arc, OnceLock};

use huiyin_words::{Example, Model, Options};

use super::Purpose;

/// Sentences written for this purpose, a few for each category, so that a new district is not
/// without suggestions on its first day. Its own history soon outweighs them.
const SENTENCES: &str = include_str!("../../data/starter_sentences.csv");

/// One sentence a line: code, comma, text.
pub(crate) fn sentences() -> Vec<(String, String)> {
    let pairs = SENTENCES.lines().filter_map(|line| line.split_once(','));
    pairs
        .map(|(code, text)| (code.trim().to_owned(), text.trim().to_owned()))
        .collect()
}

pub(super) fn examples() -> Vec<Example> {
    let example = |(label, body)| Example {
        title: String::new(),
        body,
        label,
    };
    sentences().into_iter().map(example).collect()
}

/// What the shipped sentences teach; there is nothing to say about bodies that we do not know.
pub(super) fn model(purpose: Purpose) -> Option<Arc<Model>> {
    static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
    match purpose {
        Purpose::Body => None,
        Purpose::Category => {
            let made = || Arc::new(huiyin_words::train(&examples(), &Options::default()));
            Some(Arc::clone(MODEL.get_or_init(made)))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::examples;
    use crate::model::Categories;

    #[test]
    fn every_category_has_sentences_and_every_sentence_a_category() {
        let categories = Categories::shipped().unwrap();
        let mut counted: BTreeMap<String, usize> = BTreeMap::new();
        for example in examples() {
            *counted.entry(example.label).or_default() += 1;
        }
        for category in categories.iter() {
            let count = counted
                .remove(&category.code.to_string())
                .unwrap_or_default();
            assert!(count >= 3, "{} {} has {count}", category.code, category.zh);
        }
        assert!(counted.is_empty(), "unknown codes: {counted:?}");
    }

    #[test]
    fn plain_complaints_are_understood_on_the_first_day() {
        let model = super::model(super::Purpose::Category).unwrap();
        for (text, code) in [
            ("我们楼下的路灯坏了好几天了，晚上黑漆漆的看不见路", "0408"),
            ("电梯里困了人出不来，快来救人", "0103"),
            ("隔壁工地半夜还在打桩，吵得睡不着", "0601"),
        ] {
            let guess = model.predict("", text).remove(0);
            assert_eq!(guess.label, code, "{text}: {guess:?}");
        }
    }
}
