//! The tables of the slices whose rows have a history in the journal.

use std::collections::{BTreeMap, BTreeSet};

use huiyin_kernel::Id;

use super::fault::{Fault, Verdict};
use crate::journal::Record;
use crate::{Query, Result, Tx, args};

/// Rows read at once.
const PAGE: i64 = 5_000;
const GONE: &str = "the subject is gone, its history is left";

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

/// What the projections say that histories there must be, and which kinds must have a projection.
pub(super) struct Expected {
    versions: BTreeMap<Id, i64>,
    lasting: BTreeSet<&'static str>,
}

impl Expected {
    pub(super) async fn read(tx: &mut Tx, heads: &[Head]) -> Result<Self> {
        let mut versions = BTreeMap::new();
        for head in heads {
            collect(tx, head.rows, &mut versions).await?;
        }
        Ok(Self {
            versions,
            lasting: heads.iter().filter_map(|it| it.lasting).collect(),
        })
    }

    /// What is wrong with the subject whose last row this is.
    pub(super) fn fault(&mut self, last: &Record) -> Option<Verdict> {
        match self.versions.remove(&last.subject) {
            Some(version) if version != last.version => Some(Fault::row(
                last,
                "the history ends before or after the subject's own version",
            )),
            None if self.lasting.contains(last.subject_kind.as_str()) => {
                Some(Fault::row(last, GONE))
            }
            _ => None,
        }
    }

    /// A projection that no history has come for.
    pub(super) fn orphan(self) -> Option<Verdict> {
        let (subject, version) = self.versions.into_iter().next()?;
        let why = "the subject has no journal rows at all";
        Some(Verdict::Broken(Fault::of(subject, version, why)))
    }
}

async fn collect(tx: &mut Tx, rows: Query, into: &mut BTreeMap<Id, i64>) -> Result<()> {
    let mut after = String::new();
    loop {
        let page = tx.fetch_all(rows, args![after, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.get::<Id>("subject")?.to_string();
        for row in &page {
            into.insert(row.get("subject")?, row.get("version")?);
        }
    }
}
