//! What the other rooms of this slice lay on the table. A room that has no figure for an estate
//! answers `None`, and the page says that the system knows none.

use huiyin_db::{Result, Tx};
use huiyin_kernel::{Date, Id};

use crate::model::table::{IncomeFacts, MaintenanceFacts, Month, VoteAhead};

/// Common income of a month.
#[expect(clippy::unused_async, reason = "the ledger is asked here")]
pub(super) async fn income(
    _tx: &mut Tx,
    _estate: Id,
    _month: Month,
) -> Result<Option<IncomeFacts>> {
    Ok(None)
}

/// Drawings of the maintenance fund in a month.
#[expect(clippy::unused_async, reason = "the ledger is asked here")]
pub(super) async fn maintenance(
    _tx: &mut Tx,
    _estate: Id,
    _month: Month,
) -> Result<Option<MaintenanceFacts>> {
    Ok(None)
}

/// Votes that are being prepared or under way.
#[expect(clippy::unused_async, reason = "the votes are asked here")]
pub(super) async fn votes(
    _tx: &mut Tx,
    _estate: Id,
    _today: Date,
) -> Result<Option<Vec<VoteAhead>>> {
    Ok(None)
}
