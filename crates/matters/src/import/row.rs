use huiyin_kernel::geo::Point;
use huiyin_kernel::{Instant, Said};
use serde::Serialize;

use crate::model::{CategoryCode, Kind, OutcomeName, Source};

/// How far another system got. It knows no more of our states, so no more is claimed; a state
/// that owes the reporter a plan or a date (suspended) cannot be taken over without them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportedStatus {
    Received,
    /// A body has it.
    AtWork,
    Closed,
    /// Taken back, or cancelled without anybody's answer.
    Withdrawn,
    Rejected,
}

impl ImportedStatus {
    pub const ALL: &'static [Self] = &[
        Self::Received,
        Self::AtWork,
        Self::Closed,
        Self::Withdrawn,
        Self::Rejected,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::AtWork => "at_work",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
            Self::Rejected => "rejected",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|status| status.name() == name)
    }

    /// Nobody owes anything more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Withdrawn | Self::Rejected)
    }

    /// A body must stand behind it.
    pub const fn needs_body(self) -> bool {
        matches!(self, Self::AtWork | Self::Closed)
    }
}

/// One row, read, mapped and checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportRow {
    pub row_number: u64,
    /// Unique together with the map's `source_id`; the key by which an import may be repeated.
    pub outside_number: String,
    pub title: Option<String>,
    pub text: String,
    pub kind: Option<Kind>,
    pub category: Option<CategoryCode>,
    pub source: Source,
    pub received_at: Instant,
    pub contacted_at: Option<Instant>,
    /// When it was closed, withdrawn or rejected; there whenever the status is over.
    pub closed_at: Option<Instant>,
    /// Their planned time, exclusive, as ours are.
    pub due_before: Option<Instant>,
    pub status: ImportedStatus,
    pub outcome: Option<OutcomeName>,
    /// There whenever the status needs one.
    pub body: Option<Said>,
    /// Our name or code of the area, by the map's table.
    pub area: Option<String>,
    pub place: Option<String>,
    /// As much of the place as anybody may read.
    pub place_public: Option<String>,
    pub point: Option<Point>,
    pub reply: Option<String>,
    pub replied_at: Option<Instant>,
}

impl ImportRow {
    /// Closed at or after the planned time; nothing where one of the two is missing.
    pub fn is_late(&self) -> Option<bool> {
        Some(self.closed_at? >= self.due_before?)
    }

    /// A digest of what the row says, whatever its place in the file. Equal digests under one
    /// number mean that nothing has changed since the last import.
    pub fn digest(&self) -> Result<[u8; 32], serde_json::Error> {
        let unplaced = Self {
            row_number: 0,
            ..self.clone()
        };
        Ok(*blake3::hash(&serde_json::to_vec(&unplaced)?).as_bytes())
    }
}
