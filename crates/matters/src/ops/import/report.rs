use huiyin_db::StoreError;
use huiyin_kernel::Said;
use serde::Serialize;

use crate::import::{ImportPlan, Refusal};
use crate::ops::OpError;

/// A row whose number is known, but which says something else than what is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Differing {
    pub row_number: u64,
    pub outside_number: String,
}

/// What an import did; of a dry run, what it would do. Every row of the file counts once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    pub source_id: String,
    pub dry_run: bool,
    pub rows: u64,
    /// New matters.
    pub taken: u64,
    /// Imported before, with the same content.
    pub unchanged: u64,
    /// Known, with other content; the matter stays as it is.
    pub differing: Vec<Differing>,
    /// In the order of the file.
    pub refused: Vec<Refusal>,
    /// Bodies of the file that the register did not know.
    pub bodies_made: Vec<Said>,
}

impl ImportReport {
    /// What a district without any matters would make of the file.
    pub fn by_file_alone(plan: &ImportPlan) -> Self {
        Self {
            taken: plan.accepted.len() as u64,
            ..Self::of(plan, true)
        }
    }

    pub(super) fn of(plan: &ImportPlan, dry_run: bool) -> Self {
        Self {
            source_id: plan.source_id.clone(),
            dry_run,
            rows: plan.facts.rows,
            taken: 0,
            unchanged: 0,
            differing: Vec::new(),
            refused: plan.refused.clone(),
            bodies_made: Vec::new(),
        }
    }

    /// Rows that add nothing to an earlier row of the same file.
    pub fn repeats(&self) -> u64 {
        self.refused.iter().filter(|it| it.code.is_repeat()).count() as u64
    }
}

/// Why an import did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum ImportStopped {
    #[error("there is no district yet in which a body could be responsible")]
    NoDistrict,
    /// Those rows are in and stay; the same file, imported again, brings the others.
    #[error("stopped after {taken} rows: {error}")]
    After { taken: u64, error: OpError },
}

impl ImportStopped {
    /// The key of the sentence that says what to do; it takes `taken`.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NoDistrict => "import-stopped-no-district",
            Self::After {
                error: OpError::Store(StoreError::Full),
                ..
            } => "import-stopped-disk-full",
            Self::After { .. } => "import-stopped",
        }
    }

    pub const fn taken(&self) -> u64 {
        match self {
            Self::NoDistrict => 0,
            Self::After { taken, .. } => *taken,
        }
    }
}

impl From<StoreError> for ImportStopped {
    fn from(error: StoreError) -> Self {
        Self::After {
            taken: 0,
            error: error.into(),
        }
    }
}
