//! What cases about rights put into the ledgers of the district: number, kind and days. Whom they
//! are about and what was written stays with the officer.

use huiyin_db::{Result, Tx};
use huiyin_kernel::Instant;
use huiyin_matters::ledgers::Below;

use crate::store::cases;

/// A case without anybody in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub number: String,
    pub kind: String,
    pub state: String,
    pub asked_at: Instant,
    pub due_before: Option<Instant>,
    pub ended_at: Option<Instant>,
}

/// Cases that began on these days. They belong to no place but the whole district.
pub async fn asked(tx: &mut Tx, below: &Below<'_>) -> Result<Vec<Asked>> {
    if !below.is_whole {
        return Ok(Vec::new());
    }
    cases::asked_between(tx, (below.from(), below.until()), below.most).await
}
