//! Cutting Chinese and English text into words, learning labels from a district's own history,
//! and telling how alike two texts are.
//!
//! # What it is for
//! * **Search**: [`tokens_for_index`] and [`tokens_for_query`] cut what the full-text index of
//!   either database keeps and what is asked of it.
//! * **Suggestions**: [`train`] learns from past matters which label (a category, a body) a text
//!   gets; [`Model::predict`] ranks the labels with a confidence and with the words that spoke
//!   for each. [`evaluate`] says by cross-validation how far that can be trusted. A suggestion
//!   is never a decision; nothing here acts.
//! * **Topics**: [`topics_of`] says what a text is about, without names and numbers.
//! * **Duplicates**: [`likeness`] compares two texts; [`Traits`] makes a text ready for many
//!   comparisons and [`rank_alike`] ranks candidates, which the caller has chosen by place, time
//!   and category.
//!
//! # Invariants
//! * Pure: no input or output, no clock, no randomness. What has to be shuffled is shuffled by a
//!   seed, and the same input gives the same answer on every run.
//! * A token is letters, digits and ideographs only, lower-cased, one to [`MAX_TOKEN_CHARS`]
//!   characters long, so that it is safe in any full-text query. Every token of a query that was
//!   copied from a text, between two marks, stands among the tokens of that text.
//! * Everything is bounded: texts, tokens, examples, labels, words, guesses, candidates.
//! * No input panics, a damaged stored model included: it is refused with [`DamagedModel`].
//! * A guess is no surer than the examples allow: confidences are fitted to texts which the
//!   model had not seen; without known words, or with one label only, they are mere frequencies.
//! * Cross-validation learns words, weights and confidences anew for every part.
//!
//! # Cost
//! The dictionary is loaded with the first text: about 0.2 s and 30 MB, once per process. It is
//! by far the largest part; a model of ten thousand words and seven labels is under 1 MB. A
//! process that neither searches, indexes nor suggests never loads it; [`warm_up`] loads it at a
//! chosen moment. Training on five thousand texts with sixty labels takes about three seconds.
//!
//! # Absent by design
//! No embeddings and no downloaded model: what was learned must fit beside the matters of one
//! district, be trained where the data are, and be explained by words that people can read.

mod calibrate;
mod corpus;
mod cut;
mod evaluate;
mod explain;
mod features;
mod fold;
mod folds;
mod likeness;
mod linear;
mod number;
mod separate;
mod shuffle;
mod stop;
mod stored;
mod topics;

pub use corpus::{Example, MAX_EXAMPLES, MAX_LABELS};
pub use cut::{
    MAX_INDEX_TOKENS, MAX_QUERY_CHARS, MAX_QUERY_TOKENS, MAX_TEXT_CHARS, MAX_TOKEN_CHARS,
    tokens_for_index, tokens_for_query, warm_up,
};
pub use evaluate::{Evaluation, LabelScore, MAX_FOLDS, evaluate};
pub use explain::MAX_WORDS_SHOWN;
pub use likeness::{MAX_CANDIDATES, MAX_COMPARED_CHARS, Traits, likeness, rank_alike};
pub use linear::{Guess, MAX_GUESSES, Model, Options, train};
pub use stored::DamagedModel;
pub use topics::topics_of;
