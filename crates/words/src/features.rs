//! Counted words as a sparse row of numbers: sublinear counts times the rarity of the word, the
//! whole text and the title each scaled to length one.
//!
//! The title appears twice on purpose. It is counted into the whole text several times over,
//! and stands once more alone with a smaller share: a resident's title is short and dense, and
//! a word there says more than the same word deep in a long story.

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, Counted, count};
use crate::number::{from_count, rounded};

/// One text: feature numbers in ascending order with their values.
pub(crate) type Row = Vec<(u32, f32)>;

/// What decides the shape of the rows; it is kept with the model, because a text must be read
/// later exactly as the examples were.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Shape {
    pub(crate) title_weight: f32,
    pub(crate) title_share: f32,
}

/// The known words, sorted, and how rare each is over whole texts and over titles. A rarity of
/// zero means that the word is unknown in that place. Word `n` owns the features `2n` (whole
/// text) and `2n + 1` (title).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Vocabulary {
    pub(crate) words: Vec<Box<str>>,
    pub(crate) rarity_whole: Vec<f32>,
    pub(crate) rarity_title: Vec<f32>,
}

/// The vocabulary together with the way from a corpus's word numbers to its own.
pub(crate) struct Learned {
    pub(crate) vocabulary: Vocabulary,
    places: Vec<Option<u32>>,
}

impl Learned {
    /// Keeps the words that stand in at least `document_floor` of the chosen texts, and of those
    /// at most `max_words`, the most frequent first.
    pub(crate) fn from(
        corpus: &Corpus,
        chosen: &[usize],
        document_floor: usize,
        max_words: usize,
    ) -> Self {
        let mut in_whole = vec![0_usize; corpus.words.len()];
        let mut in_title = vec![0_usize; corpus.words.len()];
        for &text in chosen {
            tick(&corpus.texts[text].whole, &mut in_whole);
            tick(&corpus.texts[text].title, &mut in_title);
        }
        let mut kept: Vec<usize> = (0..corpus.words.len())
            .filter(|&word| in_whole[word] >= document_floor.max(1))
            .collect();
        let spelling = |word: usize| &corpus.words[word];
        kept.sort_by(|&a, &b| {
            (in_whole[b].cmp(&in_whole[a])).then_with(|| spelling(a).cmp(spelling(b)))
        });
        kept.truncate(max_words);
        kept.sort_by(|&a, &b| spelling(a).cmp(spelling(b)));

        let mut places = vec![None; corpus.words.len()];
        for (place, &word) in (0_u32..).zip(&kept) {
            places[word] = Some(place);
        }
        let rarities = |counts: &[usize], floor: usize| {
            kept.iter()
                .map(|&word| rarity(counts[word], chosen.len(), floor))
                .collect()
        };
        let vocabulary = Vocabulary {
            rarity_whole: rarities(&in_whole, document_floor.max(1)),
            rarity_title: rarities(&in_title, document_floor.max(1)),
            words: kept.iter().map(|&word| spelling(word).clone()).collect(),
        };
        Self { vocabulary, places }
    }

    pub(crate) fn row(&self, counted: &Counted, shape: Shape) -> Row {
        let known = |words: &[(u32, f32)]| {
            let mut found: Vec<(u32, f32)> = words
                .iter()
                .filter_map(|&(word, times)| {
                    let place = usize::try_from(word)
                        .ok()
                        .and_then(|at| *self.places.get(at)?);
                    place.map(|place| (place, times))
                })
                .collect();
            found.sort_unstable_by_key(|&(place, _)| place);
            found
        };
        self.vocabulary.row(
            &Counted {
                whole: known(&counted.whole),
                title: known(&counted.title),
            },
            shape,
        )
    }
}

impl Vocabulary {
    /// The number of features.
    pub(crate) fn width(&self) -> usize {
        self.words.len() * 2
    }

    pub(crate) fn row_of_text(&self, title: &str, body: &str, shape: Shape) -> Row {
        let counted = count(title, body, shape.title_weight, |word| {
            let place = self
                .words
                .binary_search_by(|known| (**known).cmp(word))
                .ok()?;
            u32::try_from(place).ok()
        });
        self.row(&counted, shape)
    }

    /// A row from counts that already carry this vocabulary's word numbers.
    fn row(&self, counted: &Counted, shape: Shape) -> Row {
        let whole = scaled(&counted.whole, &self.rarity_whole, 1.0);
        let title = scaled(&counted.title, &self.rarity_title, shape.title_share);
        let mut row: Row = whole
            .into_iter()
            .map(|(word, value)| (word * 2, value))
            .chain(title.into_iter().map(|(word, value)| (word * 2 + 1, value)))
            .collect();
        row.sort_unstable_by_key(|&(feature, _)| feature);
        row
    }

    /// The spelling of the word that a feature belongs to.
    pub(crate) fn word_of(&self, feature: u32) -> Option<&str> {
        let place = usize::try_from(feature / 2).ok()?;
        self.words.get(place).map(AsRef::as_ref)
    }

    /// False for a vocabulary that no training could have written.
    pub(crate) fn is_sound(&self) -> bool {
        let rarities = || self.rarity_whole.iter().chain(&self.rarity_title);
        self.words.len() == self.rarity_whole.len()
            && self.words.len() == self.rarity_title.len()
            && u32::try_from(self.width()).is_ok()
            && self.words.windows(2).all(|pair| pair[0] < pair[1])
            && rarities().all(|rarity| rarity.is_finite() && *rarity >= 0.0)
    }
}

fn tick(words: &[(u32, f32)], counts: &mut [usize]) {
    for &(word, _) in words {
        if let Some(count) = usize::try_from(word).ok().and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
}

/// One for a word that stands everywhere, more for rarer ones, zero below the floor.
fn rarity(documents_with: usize, documents: usize, floor: usize) -> f32 {
    if documents_with < floor {
        return 0.0;
    }
    let share = (1.0 + from_count(documents)) / (1.0 + from_count(documents_with));
    rounded(share.ln() + 1.0)
}

/// The second mention of a word says less than the first, hence the logarithm.
fn scaled(words: &[(u32, f32)], rarity: &[f32], length: f32) -> Row {
    let mut row: Row = words
        .iter()
        .filter_map(|&(word, times)| {
            let rarity = *rarity.get(usize::try_from(word).ok()?)?;
            let value = (1.0 + times.max(f32::MIN_POSITIVE).ln()).max(0.0) * rarity;
            (value > 0.0).then_some((word, value))
        })
        .collect();
    let norm = row
        .iter()
        .map(|(_, value)| value * value)
        .sum::<f32>()
        .sqrt();
    if norm > 0.0 {
        for (_, value) in &mut row {
            *value *= length / norm;
        }
    }
    row
}
