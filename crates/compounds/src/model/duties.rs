//! What falls due at an estate by law, and who is told of it.

use huiyin_kernel::{Date, Id, Instant, named};

use super::ledger::Covers;
use super::table::Month;

named! {
    Duty {
        /// The audit of the common income.
        Audit = "audit",
        /// Telling the owners of their money.
        Publication = "publication",
        /// The yearly meeting of the owners.
        OwnersMeeting = "owners_meeting",
        /// Electing anew before the committee's term ends.
        Term = "term",
        /// The table of the three sides, each month.
        Table = "table",
    }
}

named! {
    /// Each duty is told once when it comes near and once when its day is past.
    Stage {
        Due = "due",
        Overdue = "overdue",
    }
}

/// Which one of the same duties it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// There is one at a time; its day tells it from the next.
    Only,
    /// A period that owners are to be told of, by its label.
    Period(Covers, String),
    Month(Month),
}

impl Which {
    /// As it is stored and told apart.
    pub fn words(&self) -> String {
        match self {
            Self::Only => String::new(),
            Self::Period(covers, label) => format!("{covers} {label}"),
            Self::Month(month) => month.to_string(),
        }
    }

    /// Reads what [`Self::words`] wrote; nothing where it is something else.
    pub fn read(words: &str) -> Option<Self> {
        if words.is_empty() {
            return Some(Self::Only);
        }
        if let Some((covers, label)) = words.split_once(' ') {
            return Some(Self::Period(Covers::from_name(covers)?, label.to_owned()));
        }
        words.parse().ok().map(Self::Month)
    }
}

/// A duty of an estate that is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    pub duty: Duty,
    pub which: Which,
    /// The last day on which it is done in time.
    pub due: Date,
    /// From when on those who do it are reminded.
    pub from: Date,
}

/// What one account was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyNotice {
    pub id: Id,
    pub account: Id,
    pub estate: Id,
    pub duty: Duty,
    pub stage: Stage,
    pub which: Which,
    pub due: Date,
}

/// The same as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldOf {
    pub notice: DutyNotice,
    pub estate_name: String,
    pub at: Instant,
    pub read: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_one_it_is_is_read_as_it_was_written() {
        for which in [
            Which::Only,
            Which::Period(Covers::Fund, "2026Q3".to_owned()),
            Which::Month("2026-05".parse().unwrap()),
        ] {
            assert_eq!(Which::read(&which.words()), Some(which));
        }
        assert_eq!(Which::read("everything 2026Q3"), None);
        assert_eq!(Which::read("2026-13"), None);
    }
}
