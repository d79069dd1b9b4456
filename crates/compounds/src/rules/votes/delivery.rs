//! Which evidence of delivery is taken.

use huiyin_kernel::Instant;

use crate::model::votes::bounds::{DELIVERIES, REFERENCE_CHARS};
use crate::model::votes::{
    Delivery, Evidence, Vote, VoteRefused as R, VoteState as S, Voter, VoterEvent,
};

/// A voter with one more delivery, or nothing where the same one is noted already.
pub fn deliver(
    vote: &Vote,
    voter: &Voter,
    delivery: Delivery,
    now: Instant,
) -> Result<Option<(Voter, VoterEvent)>, R> {
    let (S::Announced { times, .. } | S::Voting { times, .. }) = &vote.state else {
        return Err(R::WrongState);
    };
    if now >= times.closes_before() {
        return Err(R::BallotsClosed);
    }
    if delivery.on > now.date() {
        return Err(R::EvidenceLater);
    }
    // What was handed over before the notice was not this ballot.
    if delivery.on < times.announced_on {
        return Err(R::EvidenceEarly);
    }
    if delivery.reference.chars().count() > REFERENCE_CHARS {
        return Err(R::TooLong);
    }
    let same = |it: &Delivery| {
        it.evidence == delivery.evidence
            && it.on == delivery.on
            && it.reference == delivery.reference
    };
    if voter.deliveries.iter().any(same) {
        return Ok(None);
    }
    // To open the ballot again on another day shows nothing new.
    let opened = |it: &Delivery| it.evidence == Evidence::Opened;
    if delivery.evidence == Evidence::Opened && voter.deliveries.iter().any(opened) {
        return Ok(None);
    }
    if voter.deliveries.len() >= DELIVERIES {
        return Err(R::TooMany);
    }
    let mut next = voter.clone();
    next.version = voter.version.saturating_add(1);
    let event = VoterEvent::Delivered {
        evidence: delivery.evidence,
        on: delivery.on,
    };
    next.deliveries.push(delivery);
    Ok(Some((next, event)))
}
