use huiyin_kernel::FloorArea;
use serde::{Deserialize, Serialize};

use super::ballot::{self, Mark, Opening};
use super::hex::{Digest, Serial};
use super::{merkle, seal};

/// What an owner keeps: enough to prove, against the head on the board alone, that their ballot
/// lies among those that were sealed, says what they said and counts with their area. Whoever
/// holds it can prove that to others too, so it is the owner's and nobody else's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    pub vote: String,
    pub items: Vec<String>,
    pub serial: Serial,
    pub marks: Vec<Mark>,
    /// The area class that the published ballot shows.
    pub from: FloorArea,
    pub to: FloorArea,
    pub opening: Opening,
    pub place: u64,
    pub ballots: u64,
    /// The digests beside the way to the root, from below.
    pub path: Vec<Digest>,
}

/// Why a receipt proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    #[error("the receipt is not whole")]
    NotWhole,
    #[error("the area lies outside the class that the ballot shows")]
    OutsideClass,
    #[error("the ballot of the receipt is not among those that were sealed")]
    NotSealed,
}

impl Receipt {
    /// Proves the receipt against the head that was posted.
    pub fn check(&self, head: Digest) -> Result<(), ReceiptError> {
        let items = self.items.len();
        let whole = items <= seal::MAX_ITEMS
            && self.marks.len() == items
            && self.opening.areas.len() == items;
        if !whole {
            return Err(ReceiptError::NotWhole);
        }
        let most = self.opening.areas.iter().max();
        if !most.is_some_and(|area| (self.from..=self.to).contains(area)) {
            return Err(ReceiptError::OutsideClass);
        }
        let areas = self.opening.commitment(&self.vote, self.serial);
        let class = (self.from, self.to);
        let leaf = ballot::leaf(&self.vote, self.serial, &self.marks, class, areas);
        let names = self.items.iter().map(String::as_str);
        let found = merkle::led_to(leaf, self.place, self.ballots, &self.path)
            .map(|root| ballot::head(&self.vote, names, self.ballots, root));
        if found == Some(head) {
            Ok(())
        } else {
            Err(ReceiptError::NotSealed)
        }
    }
}
