//! A row beside the journal that does not agree with it, named so that whoever looks into it finds
//! it: its table, its key, and its column where it is one.

use huiyin_kernel::Id;

use super::{Differs, Fault};

/// What is wrong with one row of a slice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub fault: Fault,
    pub table: &'static str,
    /// What the row is found by in its table.
    pub key: String,
    pub differs: Option<Differs>,
}

impl Wrong {
    /// A row that is missing, that must not be there, or that is another one as a whole.
    pub const fn row(fault: Fault, table: &'static str, key: String) -> Self {
        Self {
            fault,
            table,
            key,
            differs: None,
        }
    }

    /// The row of a subject itself, of which a column says something else.
    pub fn column(subject: Id, version: i64, table: &'static str, differs: Differs) -> Self {
        Self {
            fault: Fault::of(subject, version, "a column of its row was altered"),
            table,
            key: subject.to_string(),
            differs: Some(differs),
        }
    }

    /// The same with the column that shows it.
    #[must_use]
    pub fn because(self, differs: Option<Differs>) -> Self {
        Self { differs, ..self }
    }
}

/// How much was proven, or the first row that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held<P> {
    Sound(P),
    Broken(Box<Wrong>),
}

impl<P> Held<P> {
    pub fn into_wrong(self) -> Option<Wrong> {
        match self {
            Self::Sound(_) => None,
            Self::Broken(wrong) => Some(*wrong),
        }
    }
}
