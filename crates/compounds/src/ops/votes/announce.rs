use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};

use super::Desk;
use super::desk::{load_vote, turn};
use crate::Compounds;
use crate::model::votes::{Vote, VoteAct, VoteRefused, VoteStateName};
use crate::ops::OpError;
use crate::store::votes as rows;

/// Gives notice of a vote: from now on everybody may see it, and its ballots go out.
pub async fn announce(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, id, seen): (Id, Id, Option<u32>),
    (committee_told_on, opens_on, last_on): (Option<Date>, Date, Date),
) -> Result<Vote, OpError> {
    let (estate, vote) = load_vote(tx, &desk.by, estate, id).await?;
    // Two votes at once would freeze the register for different days, and mix their papers.
    for state in [VoteStateName::Announced, VoteStateName::Voting] {
        let running = rows::in_state(tx, estate.id, state, 2).await?;
        if running.iter().any(|it| it.id != vote.id) {
            return Err(VoteRefused::EstateBusy.into());
        }
    }
    let act = VoteAct::Announce {
        committee_told_on,
        opens_on,
        last_on,
    };
    turn(slice, tx, desk, (&estate, &vote, seen), act).await
}
