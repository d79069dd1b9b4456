use serde::{Deserialize, Serialize};

use huiyin_kernel::named;

named! {
    /// What goes after a time (rule 17, P3).
    Keep {
        /// Names, phones and exact places of matters that have ended; texts are blotted.
        Contact = "contact",
        Photos = "photos",
        /// Photos of reports that were never sent.
        Orphans = "orphans",
        /// Who looked at a name or phone.
        Reveals = "reveals",
        /// Cases about people's rights: what they wished and how they proved themselves.
        Rights = "rights",
    }
}

/// Days that something is kept: as shipped, and the least that the law lets one go down to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    pub shipped_days: u16,
    pub least_days: u16,
    pub most_days: u16,
}

impl Keep {
    pub const fn limits(self) -> Limits {
        let (shipped_days, least_days, most_days) = match self {
            Self::Contact => (730, 30, 3_650),
            Self::Photos => (180, 30, 1_825),
            Self::Orphans => (2, 1, 30),
            // The Cybersecurity Law asks for six months.
            Self::Reveals => (365, 183, 1_825),
            Self::Rights => (1_095, 365, 3_650),
        };
        Limits {
            shipped_days,
            least_days,
            most_days,
        }
    }

    /// Stands in the list of what will go, with a name of its own, and waits its days there.
    pub const fn is_announced(self) -> bool {
        matches!(self, Self::Contact | Self::Photos)
    }
}
