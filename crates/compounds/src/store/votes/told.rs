//! What the journal says of the roll and of the ballots of a vote.

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::Id;

use crate::model::votes::VoteEvent;
use crate::rules::votes::proof::Told;

queries! {
    ROLL = "SELECT body FROM journal WHERE subject = $1 AND kind IN ('roll_fixed', 'roll_reopened')
        ORDER BY version DESC LIMIT 1";
    COMMITTED = "SELECT body FROM journal WHERE subject = $1 AND kind = 'committed'
        ORDER BY version DESC LIMIT 1";
    COUNTED = "SELECT version FROM journal WHERE subject = $1 AND kind = 'counted' ORDER BY version LIMIT 1";
}

pub async fn of_vote(tx: &mut Tx, vote: Id) -> Result<Told> {
    let mut told = Told::default();
    if let Some(row) = tx.fetch_optional(ROLL, args![vote]).await?
        && let VoteEvent::RollFixed { persons, area, .. } = row.json("body")?
    {
        told.roll = Some((persons, area));
    }
    if let Some(row) = tx.fetch_optional(COMMITTED, args![vote]).await?
        && let VoteEvent::Committed { root, ballots } = row.json("body")?
    {
        told.committed = Some((root, ballots));
    }
    told.is_counted = tx.fetch_optional(COUNTED, args![vote]).await?.is_some();
    Ok(told)
}
