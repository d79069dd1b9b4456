//! Learning labels from examples, and guessing them with the words that spoke for the guess.

use serde::{Deserialize, Serialize};

use crate::calibrate::{fit_sharpness, softmax};
use crate::corpus::{Corpus, Example};
use crate::explain::words_that_spoke;
use crate::features::{Learned, Row, Shape};
use crate::folds::stratified;
use crate::number::{from_count, narrow, rounded};
use crate::separate::{Rows, Sides};
use crate::shuffle::Shuffle;
use crate::stored::Stored;

/// Guesses that one text gets at most, the best first.
pub const MAX_GUESSES: usize = 10;
/// A rare label's examples count at most this many times as much as those of the others.
const MAX_BALANCE: f64 = 10.0;
/// Parts into which the examples are divided to learn how sure the model may be.
const CALIBRATION_FOLDS: usize = 3;
/// Examples below which nothing can be said about sureness, and the margins are taken as they are.
const MIN_CALIBRATION_EXAMPLES: usize = 30;
/// Examples from which a word must stand in several of them to be learned.
const MIN_FLOOR_EXAMPLES: usize = 100;

/// How a model is trained. The default is meant for the messages of residents.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// How often a word of the title is counted into the whole text.
    pub title_weight: f32,
    /// The length of the title's own part beside the whole text's length of one.
    pub title_share: f32,
    /// Texts that a word must stand in to be learned, once there are a hundred texts.
    pub document_floor: usize,
    /// Words that the model knows at most.
    pub max_words: usize,
    /// The price of a mistake against the price of a large weight.
    pub cost: f64,
    /// Whether the examples of a rare label count more.
    pub balanced: bool,
    /// Weights below this share of their label's strongest are dropped.
    pub pruned_share: f64,
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            title_weight: 3.0,
            title_share: 0.5,
            document_floor: 2,
            max_words: 60_000,
            cost: 1.0,
            balanced: true,
            pruned_share: 0.02,
            seed: 0,
        }
    }
}

impl Options {
    /// Values that no training can work with fall back to the nearest that it can.
    fn bounded(&self) -> Self {
        let within = |value: f64, low: f64, high: f64, otherwise: f64| {
            if value.is_nan() {
                otherwise
            } else {
                value.clamp(low, high)
            }
        };
        let usual = Self::default();
        Self {
            title_weight: narrow(within(self.title_weight.into(), 0.0, 100.0, 1.0)),
            title_share: narrow(within(self.title_share.into(), 0.0, 10.0, 0.0)),
            document_floor: self.document_floor.max(1),
            max_words: self.max_words.min(1_000_000),
            cost: within(self.cost, 1e-3, 1e3, usual.cost),
            balanced: self.balanced,
            pruned_share: within(self.pruned_share, 0.0, 0.5, usual.pruned_share),
            seed: self.seed,
        }
    }

    pub(crate) fn shape(&self) -> Shape {
        Shape {
            title_weight: self.title_weight,
            title_share: self.title_share,
        }
    }
}

/// A label with how likely it is and the words of the text that spoke for it, strongest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    pub label: String,
    /// Between 0 and 1: of guesses given with 0.8, about eight in ten are right.
    pub confidence: f32,
    /// Only words of the text itself, and only those that raised this label.
    pub words: Vec<(String, f32)>,
}

/// What was learned. It can be written away with serde and read back; what is read back is
/// checked, so that a damaged copy is an error and never a panic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Model {
    pub(crate) stored: Stored,
}

/// Learns from examples. With none the model guesses nothing; with one label only, or for a text
/// without a known word, it can do no more than say how frequent the labels were.
pub fn train(examples: &[Example], options: &Options) -> Model {
    let (corpus, options) = bounded_corpus(examples, options);
    let everything: Vec<usize> = (0..corpus.texts.len()).collect();
    let (learned, mut model) = train_on(&corpus, &everything, &options);
    model.stored.vocabulary = learned.vocabulary;
    model
}

pub(crate) fn bounded_corpus(examples: &[Example], options: &Options) -> (Corpus, Options) {
    let options = options.bounded();
    (Corpus::read(examples, options.title_weight), options)
}

/// Trains on the chosen texts of a corpus and calibrates on parts of the same, never on others.
/// The words come apart from the model, still with their way from the corpus.
pub(crate) fn train_on(corpus: &Corpus, chosen: &[usize], options: &Options) -> (Learned, Model) {
    let (learned, mut model) = fit(corpus, chosen, options);
    if chosen.len() >= MIN_CALIBRATION_EXAMPLES && model.stored.labels.len() > 1 {
        let held_out = margins_held_out(corpus, chosen, options);
        model.stored.sharpness = fit_sharpness(&held_out);
    }
    (learned, model)
}

/// The margins that each chosen text gets from a model which did not see it, with the place of
/// its true label.
fn margins_held_out(
    corpus: &Corpus,
    chosen: &[usize],
    options: &Options,
) -> Vec<(Vec<f64>, usize)> {
    let labels: Vec<usize> = chosen.iter().map(|&text| corpus.label_of[text]).collect();
    let part_of = stratified(&labels, CALIBRATION_FOLDS, options.seed);
    let mut margins = Vec::with_capacity(chosen.len());
    for part in 0..CALIBRATION_FOLDS {
        let of_part = |wanted: bool| {
            chosen
                .iter()
                .zip(&part_of)
                .filter(move |&(_, &its)| (its == part) == wanted)
                .map(|(&text, _)| text)
        };
        let (learned, model) = fit(corpus, &of_part(false).collect::<Vec<_>>(), options);
        for text in of_part(true) {
            let row = learned.row(&corpus.texts[text], options.shape());
            margins.push((model.margins(&row), corpus.label_of[text]));
        }
    }
    margins
}

fn fit(corpus: &Corpus, chosen: &[usize], options: &Options) -> (Learned, Model) {
    let floor = if chosen.len() < MIN_FLOOR_EXAMPLES {
        1
    } else {
        options.document_floor
    };
    let learned = Learned::from(corpus, chosen, floor, options.max_words);
    let rows: Vec<Row> = chosen
        .iter()
        .map(|&text| learned.row(&corpus.texts[text], options.shape()))
        .collect();
    let width = learned.vocabulary.width();
    let mut counts = vec![0_usize; corpus.labels.len()];
    for &text in chosen {
        counts[corpus.label_of[text]] += 1;
    }
    let mut stored = Stored {
        labels: corpus.labels.clone(),
        examples: counts
            .iter()
            .map(|&count| u32::try_from(count).unwrap_or(u32::MAX))
            .collect(),
        sharpness: 1.0,
        shape: Some(options.shape()),
        ..Stored::default()
    };
    let rows = Rows::new(rows.iter().collect(), width);
    let mut entries: Vec<(u32, u16, f32)> = Vec::new();
    for (label, &count) in (0_u16..).zip(&counts) {
        let carries: Vec<bool> = chosen
            .iter()
            .map(|&text| corpus.label_of[text] == usize::from(label))
            .collect();
        let sides = Sides {
            carries: &carries,
            cost_for: options.cost * balance(options, count, chosen.len(), counts.len()),
            cost_against: options.cost,
        };
        let mut shuffle = Shuffle::new(options.seed.wrapping_add(label.into()));
        let plane = rows.separate(&sides, &mut shuffle);
        stored.thresholds.push(rounded(plane.threshold));
        entries.extend(
            plane
                .pruned(options.pruned_share)
                .filter_map(|(feature, weight)| {
                    Some((u32::try_from(feature).ok()?, label, weight))
                }),
        );
    }
    stored.lay_out(entries, width);
    (learned, Model { stored })
}

/// How much more an example of a label counts that fewer examples have than an equal share.
fn balance(options: &Options, of_label: usize, examples: usize, labels: usize) -> f64 {
    if !options.balanced || of_label == 0 {
        return 1.0;
    }
    let equal_share = from_count(examples) / from_count(labels);
    (equal_share / from_count(of_label)).clamp(1.0 / MAX_BALANCE, MAX_BALANCE)
}

impl Model {
    /// The labels that the model tells apart, sorted.
    pub fn labels(&self) -> &[String] {
        &self.stored.labels
    }

    /// Examples that the model learned from.
    pub fn examples(&self) -> u32 {
        self.stored
            .examples
            .iter()
            .fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Words that the model knows.
    pub fn words(&self) -> usize {
        self.stored.vocabulary.words.len()
    }

    /// Ranks the labels for a text, the likeliest first, at most [`MAX_GUESSES`]. A text without
    /// title passes an empty one.
    pub fn predict(&self, title: &str, body: &str) -> Vec<Guess> {
        let Some(shape) = self.stored.shape else {
            return Vec::new();
        };
        let row = self.stored.vocabulary.row_of_text(title, body, shape);
        self.likely(&row)
            .into_iter()
            .take(MAX_GUESSES)
            .map(|(label, confidence)| Guess {
                label: self.stored.labels[label].clone(),
                confidence: narrow(confidence),
                words: if self.stored.labels.len() > 1 {
                    words_that_spoke(self, &row, label)
                } else {
                    Vec::new()
                },
            })
            .collect()
    }

    /// All labels by falling likelihood; equal ones in the order of their names.
    pub(crate) fn likely(&self, row: &Row) -> Vec<(usize, f64)> {
        let shares = if row.is_empty() || self.stored.labels.len() < 2 {
            self.frequencies()
        } else {
            softmax(&self.margins(row), f64::from(self.stored.sharpness))
        };
        let mut ranked: Vec<(usize, f64)> = shares.into_iter().enumerate().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
    }

    /// The share of each label among the examples, with one more example kept free for a label
    /// that nobody has used yet.
    fn frequencies(&self) -> Vec<f64> {
        let counts = self
            .stored
            .examples
            .iter()
            .map(|&count| f64::from(count) + 1.0);
        let all = counts.clone().sum::<f64>() + 1.0;
        counts.map(|count| count / all).collect()
    }

    /// The margin of each label: positive when the text speaks for it.
    pub(crate) fn margins(&self, row: &Row) -> Vec<f64> {
        let mut margins: Vec<f64> = self
            .stored
            .thresholds
            .iter()
            .map(|&threshold| threshold.into())
            .collect();
        for &(feature, value) in row {
            for (label, weight) in self.stored.weights_of(feature) {
                margins[label] += f64::from(weight) * f64::from(value);
            }
        }
        margins
    }
}
