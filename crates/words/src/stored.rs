//! The written form of a model, and the check that what is read back can be used.

use serde::{Deserialize, Serialize};

use crate::features::{Shape, Vocabulary};
use crate::linear::Model;

/// The written form. The weights lie feature by feature: those of feature `f` are the entries
/// `starts[f]..starts[f + 1]` of `weight_labels` and `weights`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stored {
    pub(crate) labels: Vec<String>,
    /// Examples of each label that were learned from.
    pub(crate) examples: Vec<u32>,
    pub(crate) thresholds: Vec<f32>,
    /// How strongly a margin turns into confidence.
    pub(crate) sharpness: f32,
    pub(crate) shape: Option<Shape>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) starts: Vec<u32>,
    pub(crate) weight_labels: Vec<u16>,
    pub(crate) weights: Vec<f32>,
}

impl Stored {
    pub(crate) fn lay_out(&mut self, mut entries: Vec<(u32, u16, f32)>, width: usize) {
        entries.sort_unstable_by_key(|&(feature, label, _)| (feature, label));
        let mut starts = vec![0_u32; width + 1];
        for &(feature, _, _) in &entries {
            if let Some(count) = usize::try_from(feature)
                .ok()
                .and_then(|f| starts.get_mut(f + 1))
            {
                *count += 1;
            }
        }
        for feature in 0..width {
            starts[feature + 1] += starts[feature];
        }
        self.starts = starts;
        self.weight_labels = entries.iter().map(|&(_, label, _)| label).collect();
        self.weights = entries.iter().map(|&(_, _, weight)| weight).collect();
    }

    /// The weights of one feature with the place of their label.
    pub(crate) fn weights_of(&self, feature: u32) -> impl Iterator<Item = (usize, f32)> + '_ {
        let bound = |at: usize| {
            self.starts
                .get(at)
                .and_then(|&start| usize::try_from(start).ok())
        };
        let range = usize::try_from(feature)
            .ok()
            .and_then(|at| Some(bound(at)?..bound(at + 1)?))
            .unwrap_or_default();
        let labels = self.weight_labels.get(range.clone()).unwrap_or_default();
        let weights = self.weights.get(range).unwrap_or_default();
        labels
            .iter()
            .map(|&label| usize::from(label))
            .zip(weights.iter().copied())
    }

    /// Whether all parts fit together as training writes them.
    fn is_sound(&self) -> bool {
        let labels = self.labels.len();
        let finite = self
            .thresholds
            .iter()
            .chain(&self.weights)
            .all(|value| value.is_finite());
        labels == self.examples.len()
            && labels == self.thresholds.len()
            && (self.shape.is_some() || labels == 0)
            && self.sharpness.is_finite()
            && finite
            && self.vocabulary.is_sound()
            && self.starts.len() == self.vocabulary.width() + 1
            && self.starts.first() == Some(&0)
            && self.starts.is_sorted()
            && self
                .starts
                .last()
                .and_then(|&end| usize::try_from(end).ok())
                == Some(self.weights.len())
            && self.weights.len() == self.weight_labels.len()
            && self
                .weight_labels
                .iter()
                .all(|&label| usize::from(label) < labels)
    }
}

/// A stored model whose parts do not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DamagedModel;

impl std::fmt::Display for DamagedModel {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the stored model is damaged; train it again from the examples")
    }
}

impl std::error::Error for DamagedModel {}

impl TryFrom<Stored> for Model {
    type Error = DamagedModel;

    fn try_from(stored: Stored) -> Result<Self, DamagedModel> {
        if stored.is_sound() {
            Ok(Self { stored })
        } else {
            Err(DamagedModel)
        }
    }
}

impl From<Model> for Stored {
    fn from(model: Model) -> Self {
        model.stored
    }
}
