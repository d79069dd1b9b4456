//! Examples cut once: training, calibration and cross-validation all read the same counted words.

use std::collections::{BTreeMap, HashMap};

use crate::cut::words_of;
use crate::number::{from_count, narrow};

/// Examples that a model learns from; of more, the last ones given are used.
pub const MAX_EXAMPLES: usize = 20_000;
/// Different labels that a model tells apart; examples of the rarest beyond are left out.
pub const MAX_LABELS: usize = 300;

/// One text whose label is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    pub title: String,
    pub body: String,
    pub label: String,
}

/// How often each word stands in a text: once over everything, and once in the title alone.
/// Both are sorted by word number.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    pub(crate) whole: Vec<(u32, f32)>,
    pub(crate) title: Vec<(u32, f32)>,
}

#[derive(Debug)]
pub(crate) struct Corpus {
    /// The spelling of each word number.
    pub(crate) words: Vec<Box<str>>,
    pub(crate) texts: Vec<Counted>,
    /// The label of each text, as a place in `labels`.
    pub(crate) label_of: Vec<usize>,
    /// Sorted, so that the order of the examples decides nothing.
    pub(crate) labels: Vec<String>,
}

impl Corpus {
    /// Examples without a label or without a single word teach nothing and are left out.
    pub(crate) fn read(examples: &[Example], title_weight: f32) -> Self {
        let recent = &examples[examples.len().saturating_sub(MAX_EXAMPLES)..];
        let labels = labels_of(recent);
        let mut numbers = Numbers::default();
        let mut texts = Vec::new();
        let mut label_of = Vec::new();
        for example in recent {
            let Ok(label) =
                labels.binary_search_by(|known| known.as_str().cmp(example.label.trim()))
            else {
                continue;
            };
            let counted = count(&example.title, &example.body, title_weight, |word| {
                Some(numbers.number(word))
            });
            if !counted.whole.is_empty() {
                texts.push(counted);
                label_of.push(label);
            }
        }
        Self {
            words: numbers.words,
            texts,
            label_of,
            labels,
        }
    }
}

fn labels_of(examples: &[Example]) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for example in examples {
        let label = example.label.trim();
        if !label.is_empty() {
            *seen.entry(label).or_default() += 1;
        }
    }
    let mut by_count: Vec<(&str, usize)> = seen.into_iter().collect();
    by_count.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    by_count.truncate(MAX_LABELS);
    let mut labels: Vec<String> = by_count
        .into_iter()
        .map(|(label, _)| label.to_owned())
        .collect();
    labels.sort_unstable();
    labels
}

#[derive(Default)]
struct Numbers {
    by_word: HashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
}

impl Numbers {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&known) = self.by_word.get(word) {
            return known;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.by_word.insert(word.into(), number);
        self.words.push(word.into());
        number
    }
}

/// Counts the words that `number` knows. A word of the title counts `title_weight` times.
pub(crate) fn count(
    title: &str,
    body: &str,
    title_weight: f32,
    mut number: impl FnMut(&str) -> Option<u32>,
) -> Counted {
    let title = tally(title, &mut number);
    let mut whole = tally(body, &mut number);
    for (&word, &times) in &title {
        *whole.entry(word).or_default() += times * title_weight;
    }
    Counted {
        whole: whole.into_iter().collect(),
        title: title.into_iter().collect(),
    }
}

fn tally(text: &str, number: &mut impl FnMut(&str) -> Option<u32>) -> BTreeMap<u32, f32> {
    let mut times: BTreeMap<u32, usize> = BTreeMap::new();
    for token in words_of(text) {
        if let Some(word) = number(&token) {
            *times.entry(word).or_default() += 1;
        }
    }
    times
        .into_iter()
        .map(|(word, times)| (word, narrow(from_count(times))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(title: &str, body: &str, label: &str) -> Example {
        Example {
            title: title.into(),
            body: body.into(),
            label: label.into(),
        }
    }

    #[test]
    fn what_teaches_nothing_is_left_out() {
        let corpus = Corpus::read(
            &[
                example("路灯不亮", "", "照明"),
                example("", "？！", "照明"),
                example("路灯不亮", "", "  "),
            ],
            3.0,
        );
        assert_eq!(corpus.labels, ["照明"]);
        assert_eq!(corpus.texts.len(), 1);
    }

    #[test]
    fn title_words_weigh_more() {
        let corpus = Corpus::read(&[example("路灯", "路灯 电梯", "照明")], 3.0);
        let times = |word: &str| {
            let number = corpus.words.iter().position(|known| &**known == word)?;
            let entry = corpus.texts[0]
                .whole
                .iter()
                .find(|(known, _)| usize::try_from(*known) == Ok(number))?;
            Some(entry.1.round().to_string())
        };
        assert_eq!(times("路灯").as_deref(), Some("4"));
        assert_eq!(times("电梯").as_deref(), Some("1"));
    }

    #[test]
    fn only_the_most_frequent_labels_are_kept() {
        let mut examples: Vec<Example> = (0..MAX_LABELS + 5)
            .map(|n| example("路灯", "", &format!("类{n:04}")))
            .collect();
        examples.push(example("路灯", "", &format!("类{:04}", MAX_LABELS + 4)));
        let corpus = Corpus::read(&examples, 1.0);
        assert_eq!(corpus.labels.len(), MAX_LABELS);
        assert!(corpus.labels.contains(&format!("类{:04}", MAX_LABELS + 4)));
    }
}
