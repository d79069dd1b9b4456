//! The file that anyone may take home: the ballots without their owners, and the result that they
//! add up to.

use serde::{Deserialize, Serialize};

use super::ballot::{Mark, Opening};
use super::classes::AreaClass;
use super::hex::{Digest, Serial};
use super::seal::SealedVote;
use crate::deemed::Deemed;
use crate::outcome::Outcome;
use crate::threshold::Threshold;

/// The name of the format, in every file.
pub const FORMAT: &str = "huiyin-vote/1";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedVote {
    pub format: String,
    /// The name under which the vote was sealed.
    pub vote: String,
    pub title: String,
    /// What was posted at the close, before the count.
    pub head: Digest,
    pub items: Vec<PublishedItem>,
    pub classes: Vec<AreaClass>,
    pub ballots: Vec<PublishedBallot>,
}

/// An item, the rules that the notice announced for it, and its result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedItem {
    pub id: String,
    pub title: String,
    pub threshold: Threshold,
    #[serde(default)]
    pub deemed: Deemed,
    #[serde(default)]
    pub invalid_counts_as_participation: bool,
    /// Only some blocks decide: a voter may count with less than the area of the class.
    #[serde(default)]
    pub of_part: bool,
    pub result: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedBallot {
    pub serial: Serial,
    /// The place of the area class in the list of classes.
    pub class: usize,
    pub marks: Vec<Mark>,
    /// The commitment to the areas.
    pub areas: Digest,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Opening>,
}

/// What the file says of an item beside its ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemResult {
    pub title: String,
    pub threshold: Threshold,
    pub deemed: Deemed,
    pub invalid_counts_as_participation: bool,
    pub of_part: bool,
    pub result: Outcome,
}

impl PublishedVote {
    /// The public file: sealed ballots and the results of the items in their order. Nothing where
    /// there is not one result for each item.
    pub fn of(sealed: &SealedVote, title: &str, results: Vec<ItemResult>) -> Option<Self> {
        if results.len() != sealed.items().len() {
            return None;
        }
        let items = sealed.items().iter().zip(results);
        let items = items.map(|(id, it)| PublishedItem {
            id: id.clone(),
            title: it.title,
            threshold: it.threshold,
            deemed: it.deemed,
            invalid_counts_as_participation: it.invalid_counts_as_participation,
            of_part: it.of_part,
            result: it.result,
        });
        Some(Self {
            format: FORMAT.to_owned(),
            vote: sealed.vote().to_owned(),
            title: title.to_owned(),
            head: sealed.head(),
            items: items.collect(),
            classes: sealed.classes().to_vec(),
            ballots: sealed.rows().to_vec(),
        })
    }

    /// The same with every area opened, for witnesses, the street and courts.
    #[must_use]
    pub fn opened(self, sealed: &SealedVote) -> Self {
        Self {
            ballots: sealed.opened_rows(),
            ..self
        }
    }
}
