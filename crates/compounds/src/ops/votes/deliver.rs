use huiyin_db::Tx;
use huiyin_kernel::{Date, Id};

use super::Desk;
use super::desk::load_vote;
use crate::Compounds;
use crate::model::votes::bounds::BATCH_LINES;
use crate::model::votes::{Delivery, Evidence, Vote, VoteRefused};
use crate::ops::OpError;
use crate::rules::votes::delivery as rules;
use crate::store::votes::{ballots, voters};

/// What became of a batch of deliveries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeliveryDone {
    pub noted: usize,
    /// Noted before: nothing changed.
    pub known: usize,
    /// Numbers that no ballot of this vote has.
    pub unknown: Vec<u32>,
}

/// Notes how the ballots with these numbers were delivered. One wrong number spoils no other.
pub async fn deliver(
    slice: &Compounds,
    tx: &mut Tx,
    desk: &Desk,
    (estate, id): (Id, Id),
    numbers: &[u32],
    (evidence, on, reference): (Evidence, Date, &str),
) -> Result<DeliveryDone, OpError> {
    if numbers.len() > BATCH_LINES {
        return Err(VoteRefused::TooMany.into());
    }
    let (_, vote) = load_vote(tx, &desk.by, estate, id).await?;
    let now = slice.site.now();
    let mut done = DeliveryDone::default();
    for number in numbers {
        let found = voters::by_number(tx, &slice.site.keys, vote.id, *number).await?;
        let Some(stored) = found else {
            done.unknown.push(*number);
            continue;
        };
        let delivery = Delivery {
            evidence,
            on,
            reference: reference.trim().to_owned(),
            noted_at: now,
        };
        if note(slice, tx, &vote, &stored, delivery, &desk.by.actor()).await? {
            done.noted += 1;
        } else {
            done.known += 1;
        }
    }
    Ok(done)
}

/// Notes one delivery; false where it is noted already.
pub(super) async fn note(
    slice: &Compounds,
    tx: &mut Tx,
    vote: &Vote,
    stored: &voters::Stored,
    delivery: Delivery,
    actor: &str,
) -> Result<bool, OpError> {
    let now = slice.site.now();
    let voter = &stored.voter;
    let Some((next, event)) = rules::deliver(vote, voter, delivery, now)? else {
        return Ok(false);
    };
    let held = ballots::of_voter(tx, &slice.site.keys, voter.id).await?;
    let held: Vec<_> = held.into_iter().map(|it| it.ballot).collect();
    voters::save(tx, voter.version, &next, (&held, &[event]), (actor, now)).await?;
    Ok(true)
}
