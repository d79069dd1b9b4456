//! How good a model would be: stratified cross-validation. Everything that is learned, the
//! vocabulary and the calibration included, is learned anew from the other parts each time, so
//! that no held-out text has a say in its own guess.

use serde::Serialize;

use crate::corpus::{Corpus, Example};
use crate::folds::stratified;
use crate::linear::{Options, bounded_corpus, train_on};
use crate::number::from_count;

/// Parts of a cross-validation at most.
pub const MAX_FOLDS: usize = 20;

/// The outcome of a cross-validation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// Examples that could be used: those with a label and at least one word.
    pub examples: usize,
    pub folds: usize,
    pub seed: u64,
    /// The share of examples whose first guess was right.
    pub accuracy: f64,
    /// The mean over the parts of the unweighted mean F1 of the labels in that part.
    pub macro_f1: f64,
    /// The unweighted mean of `labels[..].f1`, counted over all parts together.
    pub pooled_macro_f1: f64,
    /// The mean confidence of the first guesses; near `accuracy` when confidences can be trusted.
    pub mean_confidence: f64,
    pub labels: Vec<LabelScore>,
}

/// One label, counted over all parts together. A quotient without cases is 0.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelScore {
    pub label: String,
    /// Of the texts guessed to be of this label, the share that was.
    pub precision: f64,
    /// Of the texts of this label, the share that was guessed.
    pub recall: f64,
    pub f1: f64,
    /// Texts of this label.
    pub support: usize,
}

/// One held-out text: true label, guessed label, confidence.
struct Outcome {
    truth: usize,
    guess: usize,
    confidence: f64,
}

/// Measures by cross-validation in `folds` parts, at least two and at most [`MAX_FOLDS`] or as
/// many as there are usable examples. With fewer than two there is nothing to measure.
pub fn evaluate(
    examples: &[Example],
    options: &Options,
    folds: usize,
    seed: u64,
) -> Option<Evaluation> {
    let (corpus, options) = bounded_corpus(examples, options);
    let usable = corpus.texts.len();
    if usable < 2 {
        return None;
    }
    let folds = folds.clamp(2, MAX_FOLDS).min(usable);
    let part_of = stratified(&corpus.label_of, folds, seed);
    let parts: Vec<Vec<Outcome>> = (0..folds)
        .map(|part| outcomes(&corpus, &part_of, part, &options))
        .collect();
    let fold_scores = parts
        .iter()
        .map(|part| mean_f1(&scores(&corpus.labels, part)));
    let macro_f1 = fold_scores.sum::<f64>() / from_count(folds);
    let all: Vec<Outcome> = parts.into_iter().flatten().collect();
    let labels = scores(&corpus.labels, &all);
    let right = all
        .iter()
        .filter(|outcome| outcome.truth == outcome.guess)
        .count();
    let confidence = all.iter().map(|outcome| outcome.confidence).sum::<f64>();
    Some(Evaluation {
        examples: usable,
        folds,
        seed,
        accuracy: quotient(right, usable),
        macro_f1,
        pooled_macro_f1: mean_f1(&labels),
        mean_confidence: confidence / from_count(usable),
        labels,
    })
}

fn outcomes(corpus: &Corpus, part_of: &[usize], part: usize, options: &Options) -> Vec<Outcome> {
    let (held_out, others): (Vec<usize>, Vec<usize>) =
        (0..corpus.texts.len()).partition(|&text| part_of[text] == part);
    let (learned, model) = train_on(corpus, &others, options);
    held_out
        .into_iter()
        .filter_map(|text| {
            let row = learned.row(&corpus.texts[text], options.shape());
            let &(guess, confidence) = model.likely(&row).first()?;
            Some(Outcome {
                truth: corpus.label_of[text],
                guess,
                confidence,
            })
        })
        .collect()
}

/// The score of every label that was true or guessed at least once.
fn scores(labels: &[String], outcomes: &[Outcome]) -> Vec<LabelScore> {
    labels
        .iter()
        .enumerate()
        .filter_map(|(at, label)| {
            let support = outcomes
                .iter()
                .filter(|outcome| outcome.truth == at)
                .count();
            let guessed = outcomes
                .iter()
                .filter(|outcome| outcome.guess == at)
                .count();
            let right = outcomes
                .iter()
                .filter(|outcome| outcome.truth == at && outcome.guess == at)
                .count();
            (support + guessed > 0).then(|| LabelScore {
                label: label.clone(),
                precision: quotient(right, guessed),
                recall: quotient(right, support),
                f1: quotient(2 * right, support + guessed),
                support,
            })
        })
        .collect()
}

fn mean_f1(scores: &[LabelScore]) -> f64 {
    let sum: f64 = scores.iter().map(|score| score.f1).sum();
    if scores.is_empty() {
        0.0
    } else {
        sum / from_count(scores.len())
    }
}

fn quotient(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        from_count(part) / from_count(whole)
    }
}
