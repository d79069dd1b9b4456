//! What people settle about ballots: a paper that was read differently, co-owners who disagree, a
//! unit whose owner was in doubt.

use huiyin_kernel::{Id, Instant};

use super::ballots::{BallotChange, Taken, check_marks, check_open, made_valid, with};
use crate::model::votes::bounds::{BALLOTS_EACH, NOTE_CHARS};
use crate::model::votes::{
    Ballot, BallotState, Channel, Delivery, Evidence, Marks, Reading, Vote, VoteRefused as R,
    VoteState as S, Voter, VoterEvent,
};

/// Says what a paper that two people read differently really says. Whoever settles it holds the
/// paper; it may be one of the two.
pub fn settle_reading(
    vote: &Vote,
    voter: &Voter,
    held: &[Ballot],
    (by, marks): (Id, Marks),
) -> Result<BallotChange, R> {
    if !matches!(vote.state, S::Voting { .. } | S::Closed { .. }) {
        return Err(R::WrongState);
    }
    check_marks(vote, voter, &marks)?;
    let differs = held.iter().find(|it| it.state == BallotState::Differs);
    let differs = differs.ok_or(R::NothingToSettle)?;
    let mut next = differs.clone();
    let ballot = next.id;
    next.marks = marks;
    next.second = Some(Reading {
        by,
        marks: next.marks.clone(),
    });
    let event = VoterEvent::ReadingSettled { ballot };
    Ok(made_valid(voter, held, next, event, Taken::ReadTwice))
}

/// Whoever read a paper first takes their reading back, of a wrong number for example, as long as
/// nobody has read it beside them. The voter is as before, so that nothing waits for a second
/// reading of a paper that is not there; what was read is kept, and that it was taken back as well.
pub fn take_back(vote: &Vote, voter: &Voter, held: &[Ballot], by: Id) -> Result<BallotChange, R> {
    if !matches!(vote.state, S::Voting { .. } | S::Closed { .. }) {
        return Err(R::WrongState);
    }
    let own = |it: &&Ballot| it.state == BallotState::First && it.read_by == Some(by);
    let first = held.iter().find(own).ok_or(R::NoReadingOfYours)?;
    let before = held
        .iter()
        .filter(|it| it.state == BallotState::TakenBack)
        .count();
    // Readings that are taken back do not fill up the room of a voter without end.
    if before >= BALLOTS_EACH {
        return Err(R::TooMany);
    }
    let mut ballot = first.clone();
    ballot.state = BallotState::TakenBack;
    let mut voter = voter.clone();
    // Where the reading alone said that the paper was there, this goes with it.
    if voter.returned == Some((first.at, Channel::Paper)) {
        voter.returned = None;
        let by_reading =
            |it: &Delivery| it.evidence == Evidence::Returned && it.noted_at == first.at;
        voter.deliveries.retain(|it| !by_reading(it));
    }
    let events = vec![VoterEvent::ReadingTakenBack { ballot: ballot.id }];
    Ok(with(&voter, vec![ballot], events, Taken::TakenBack))
}

/// Co-owners have agreed which of their ballots is theirs: before the close, not after it.
pub fn settle_contradiction(
    vote: &Vote,
    voter: &Voter,
    held: &[Ballot],
    (stands, reason): (Id, &str),
    now: Instant,
) -> Result<BallotChange, R> {
    check_open(vote, now)?;
    check_reason(reason)?;
    let all = held
        .iter()
        .filter(|it| it.state == BallotState::Contradicted);
    let all: Vec<&Ballot> = all.collect();
    if !all.iter().any(|it| it.id == stands) {
        return Err(R::NothingToSettle);
    }
    let ballots = all.into_iter().cloned().map(|mut it| {
        it.state = if it.id == stands {
            BallotState::Valid
        } else {
            BallotState::Replaced
        };
        it
    });
    let events = vec![VoterEvent::ContradictionSettled { ballot: stands }];
    Ok(with(voter, ballots.collect(), events, Taken::Cast))
}

/// Who owns the unit is settled; the voter may vote.
pub fn settle_dispute(
    vote: &Vote,
    voter: &Voter,
    reason: &str,
    now: Instant,
) -> Result<(Voter, VoterEvent), R> {
    match &vote.state {
        S::RollPosted { .. } | S::Announced { .. } => {}
        _ => check_open(vote, now)?,
    }
    check_reason(reason)?;
    if !voter.in_dispute {
        return Err(R::NothingToSettle);
    }
    let mut next = voter.clone();
    next.in_dispute = false;
    next.version = voter.version.saturating_add(1);
    Ok((next, VoterEvent::DisputeSettled {}))
}

fn check_reason(reason: &str) -> Result<(), R> {
    if reason.trim().is_empty() {
        return Err(R::ReasonMissing);
    }
    if reason.chars().count() > NOTE_CHARS {
        return Err(R::TooLong);
    }
    Ok(())
}
