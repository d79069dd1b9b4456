use huiyin_kernel::{Date, Id, Instant};
use serde::{Deserialize, Serialize};

use super::ballot::Channel;
use huiyin_kernel::named;

named! {
    /// What shows that an owner has the ballot and knows what is voted on.
    Evidence {
        /// Handed over against a signature.
        Signed = "signed",
        /// Left at the door before two witnesses.
        Witnessed = "witnessed",
        /// Fixed to the door, with a photo.
        DoorPhoto = "door_photo",
        Registered = "registered",
        Mail = "mail",
        Sms = "sms",
        /// A message in a service whose answer shows that it arrived.
        Message = "message",
        /// The owner opened the ballot by its code.
        Opened = "opened",
        /// The ballot came back, which shows it more than anything.
        Returned = "returned",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub evidence: Evidence,
    pub on: Date,
    /// Number of the slip, the posting receipt or the photo; never a name.
    pub reference: String,
    pub noted_at: Instant,
}

/// A unit of a voter as the roll had it on its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoterUnit {
    pub unit: Id,
    pub building: String,
    pub label: String,
    /// The kind as the register names it: `dwelling`, `shop`, `parking`, `other`.
    pub kind: String,
    /// In 0.01 m².
    pub area: u64,
}

/// One person of the roll (rules O4 to O6): the same owners of one unit or more, or the
/// developer with what is unsold and undelivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voter {
    pub id: Id,
    pub vote: Id,
    pub version: u32,
    /// On the ballot and in the lists of this vote.
    pub number: u32,
    /// As `huiyin-tally` calls the person.
    pub key: String,
    pub owners: u32,
    pub developer: bool,
    pub in_dispute: bool,
    pub units: Vec<VoterUnit>,
    pub deliveries: Vec<Delivery>,
    /// When a ballot of this voter came back first, and how.
    pub returned: Option<(Instant, Channel)>,
}

impl Voter {
    pub fn area(&self) -> u64 {
        self.units
            .iter()
            .fold(0, |sum, it| sum.saturating_add(it.area))
    }

    /// The owners that the register knew on the day of the roll. The developer, and whoever is not
    /// known, have other names in the key.
    pub fn owner_ids(&self) -> impl Iterator<Item = Id> {
        self.key.split('+').filter_map(|name| name.parse().ok())
    }

    pub const fn is_delivered(&self) -> bool {
        !self.deliveries.is_empty()
    }

    /// As printed: `1栋1-301、1栋1-302`.
    pub fn label(&self) -> String {
        let all = self.units.iter().take(3);
        let mut text = all
            .map(|it| {
                if it.label.starts_with(&it.building) {
                    it.label.clone()
                } else {
                    format!("{}{}", it.building, it.label)
                }
            })
            .collect::<Vec<_>>()
            .join("、");
        if self.units.len() > 3 {
            text.push('…');
        }
        text
    }
}

/// What happened with one voter: never a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum VoterEvent {
    Entered { number: u32 },
    Delivered { evidence: Evidence, on: Date },
    Returned { channel: Channel },
    ReadOnce { ballot: Id },
    ReadAgain { ballot: Id },
    ReadTwice { ballot: Id },
    ReadDiffers { ballot: Id },
    ReadingSettled { ballot: Id },
    ReadingRefused { number: u32 },
    ReadingTakenBack { ballot: Id },
    Cast { ballot: Id, channel: Channel },
    Replaced { ballot: Id },
    Contradicted { ballot: Id },
    ContradictionSettled { ballot: Id },
    DisputeSettled {},
}

impl VoterEvent {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Entered { .. } => "entered",
            Self::Delivered { .. } => "delivered",
            Self::Returned { .. } => "returned",
            Self::ReadOnce { .. } => "read_once",
            Self::ReadAgain { .. } => "read_again",
            Self::ReadTwice { .. } => "read_twice",
            Self::ReadDiffers { .. } => "read_differs",
            Self::ReadingSettled { .. } => "reading_settled",
            Self::ReadingRefused { .. } => "reading_refused",
            Self::ReadingTakenBack { .. } => "reading_taken_back",
            Self::Cast { .. } => "cast",
            Self::Replaced { .. } => "replaced",
            Self::Contradicted { .. } => "contradicted",
            Self::ContradictionSettled { .. } => "contradiction_settled",
            Self::DisputeSettled {} => "dispute_settled",
        }
    }
}
