use huiyin_kernel::FloorArea;
use serde::{Deserialize, Serialize};

use super::hash::{self, Hasher};
use super::hex::{Blinding, Digest, Serial};

/// What stands at one item of a returned ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Yes,
    No,
    Abstain,
    Invalid,
    /// Not this voter's to decide: another block's lift (rule O8).
    NotAsked,
}

impl Mark {
    const fn byte(self) -> u8 {
        match self {
            Self::Yes => b'y',
            Self::No => b'n',
            Self::Abstain => b'a',
            Self::Invalid => b'x',
            Self::NotAsked => b'-',
        }
    }
}

/// A returned ballot as the house knows it at the close.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastBallot {
    pub serial: Serial,
    pub blinding: Blinding,
    /// One mark for each item.
    pub marks: Vec<Mark>,
    /// The area with which the voter counts in each item; none where not asked.
    pub areas: Vec<FloorArea>,
}

/// What opens the area commitment of a ballot: in the owner's receipt, and in the file for
/// witnesses and courts, never in the public one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    pub blinding: Blinding,
    pub areas: Vec<FloorArea>,
}

impl Opening {
    /// Hides the areas, and binds them to this ballot of this vote.
    pub(crate) fn commitment(&self, vote: &str, serial: Serial) -> Digest {
        let start = Hasher::new(hash::AREAS)
            .text(vote)
            .bytes(&serial.0)
            .bytes(&self.blinding.0)
            .count(self.areas.len());
        let areas = self.areas.iter();
        areas
            .fold(start, |hasher, area| hasher.number(area.hundredths()))
            .end()
    }
}

/// The leaf of a ballot: what it says, its area class and its hidden area.
pub(crate) fn leaf(
    vote: &str,
    serial: Serial,
    marks: &[Mark],
    class: (FloorArea, FloorArea),
    areas: Digest,
) -> Digest {
    let said: Vec<u8> = marks.iter().map(|mark| mark.byte()).collect();
    Hasher::new(hash::LEAF)
        .text(vote)
        .bytes(&serial.0)
        .count(said.len())
        .bytes(&said)
        .number(class.0.hundredths())
        .number(class.1.hundredths())
        .bytes(&areas.0)
        .end()
}

/// The head that is posted: the root, bound to the vote, its items and the number of ballots.
pub(crate) fn head<'a>(
    vote: &str,
    items: impl ExactSizeIterator<Item = &'a str>,
    ballots: u64,
    root: Digest,
) -> Digest {
    let start = Hasher::new(hash::HEAD).text(vote).count(items.len());
    items
        .fold(start, Hasher::text)
        .bytes(&ballots.to_be_bytes())
        .bytes(&root.0)
        .end()
}
