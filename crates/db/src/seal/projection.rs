//! The tables of the slices whose rows have a history in the journal.

use crate::Query;

/// One such table, for the proof that rows and histories belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Lists `subject` and `version` in pages: `$1` subject after which, `$2` how many.
    pub rows: Query,
    /// The kind under which the subjects stand in the journal, where none is ever deleted: one
    /// that has a history and no row was taken away.
    pub lasting: Option<&'static str>,
}

impl Head {
    /// Subjects of a kind that stay for good, whatever becomes of what they hold.
    pub const fn lasting(kind: &'static str, rows: Query) -> Self {
        Self {
            rows,
            lasting: Some(kind),
        }
    }

    /// Subjects whose rows may be deleted by right, so that a history without one is no fault.
    pub const fn passing(rows: Query) -> Self {
        Self {
            rows,
            lasting: None,
        }
    }
}
