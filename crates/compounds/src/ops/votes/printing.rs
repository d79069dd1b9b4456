use huiyin_db::Tx;
use huiyin_kernel::Id;

use super::desk::load_vote;
use crate::Compounds;
use crate::ops::{By, OpError};
use crate::rules::votes::printing::check_printing;
use crate::store::votes::notes::{self, Printed};

/// Writes down that ballots were printed, before anybody has them in hand: whoever prints them can
/// know their codes.
pub async fn note_printing(
    slice: &Compounds,
    tx: &mut Tx,
    by: &By,
    (estate, id): (Id, Id),
    what: Printed,
) -> Result<(), OpError> {
    let (_, vote) = load_vote(tx, by, estate, id).await?;
    let site = &slice.site;
    let now = site.now();
    check_printing(&vote, now)?;
    let by = (by.person()?, &*by.actor(), now);
    notes::add_printing(tx, (&site.keys, &*site.entropy), &what, by).await?;
    Ok(())
}
