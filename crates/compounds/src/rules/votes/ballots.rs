//! One ballot for each voter, whatever way it comes, and two people for each paper.

use huiyin_kernel::{Id, Instant};

pub use super::taken::Taken;
use crate::model::votes::bounds::BALLOTS_EACH;
use crate::model::votes::{
    Ballot, BallotState, Channel, Delivery, Evidence, Item, Mark, Marks, Reading, Vote,
    VoteRefused as R, VoteState as S, Voter, VoterEvent,
};

/// A ballot as it comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Taken where it becomes a ballot of its own.
    pub id: Id,
    pub channel: Channel,
    /// Who reads a paper in; nobody on the owner's own page.
    pub by: Option<Id>,
    pub marks: Marks,
    pub replaces: bool,
}

/// A voter and their ballots after one came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotChange {
    pub voter: Voter,
    /// Ballots that are new or changed; the others stay as they are.
    pub ballots: Vec<Ballot>,
    pub events: Vec<VoterEvent>,
    pub taken: Taken,
}

/// Whether this voter decides on an item at all (rule O8).
pub fn is_asked(item: &Item, voter: &Voter, count_parking: bool) -> bool {
    voter
        .units
        .iter()
        .filter(|it| count_parking || it.kind != "parking")
        .any(|it| item.scope.holds(&it.building))
}

/// Whether the marks are marks of this ballot. A wrong mark at one item spoils no other, so that
/// only the shape is looked at.
pub fn check_marks(vote: &Vote, voter: &Voter, marks: &Marks) -> Result<(), R> {
    if marks.0.len() != vote.items.len() {
        return Err(R::MarksWrong);
    }
    for (item, mark) in vote.items.iter().zip(&marks.0) {
        let asked = is_asked(item, voter, vote.settings.count_parking);
        if asked == (*mark == Mark::NotAsked) {
            return Err(R::MarksWrong);
        }
    }
    Ok(())
}

/// Whether ballots are taken at this moment.
pub(super) fn check_open(vote: &Vote, now: Instant) -> Result<(), R> {
    match &vote.state {
        S::Voting { times, .. } if now < times.closes_before() => Ok(()),
        S::Voting { .. }
        | S::Closed { .. }
        | S::Committed { .. }
        | S::Counted { .. }
        | S::Published { .. }
        | S::Filed { .. } => Err(R::BallotsClosed),
        _ => Err(R::WrongState),
    }
}

/// Notes that a paper came back into the box, unopened. Nothing where it is noted already.
pub fn give_back(
    vote: &Vote,
    voter: &Voter,
    channel: Channel,
    now: Instant,
) -> Result<Option<(Voter, Vec<VoterEvent>)>, R> {
    check_open(vote, now)?;
    if voter.returned.is_some() {
        return Ok(None);
    }
    Ok(Some(returned(voter, channel, now)))
}

fn returned(voter: &Voter, channel: Channel, now: Instant) -> (Voter, Vec<VoterEvent>) {
    let mut next = voter.clone();
    let mut events = vec![VoterEvent::Returned { channel }];
    next.returned = Some((now, channel));
    if !next.is_delivered() {
        let on = now.date();
        let evidence = Evidence::Returned;
        events.push(VoterEvent::Delivered { evidence, on });
        next.deliveries.push(Delivery {
            evidence,
            on,
            reference: String::new(),
            noted_at: now,
        });
    }
    next.version = next.version.saturating_add(to_u32(events.len()));
    (next, events)
}

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Takes a ballot of a voter whose others are `held`.
pub fn receive(
    vote: &Vote,
    voter: &Voter,
    held: &[Ballot],
    incoming: Incoming,
    now: Instant,
) -> Result<BallotChange, R> {
    let open = check_open(vote, now);
    match incoming.channel {
        Channel::Electronic => {
            open?;
            if vote.settings.electronic.is_none() {
                return Err(R::NotElectronic);
            }
        }
        // What lay in the box when it was shut is read in afterwards; nothing else is.
        Channel::Paper => match (&vote.state, open) {
            (_, Ok(())) => {}
            (S::Closed { .. }, Err(_)) if voter.returned.is_some() => {
                if incoming.replaces {
                    return Err(R::BallotsClosed);
                }
            }
            (S::Closed { .. }, Err(_)) => return Err(R::NotReturned),
            (_, Err(why)) => return Err(why),
        },
    }
    if voter.in_dispute {
        return Err(R::InDispute);
    }
    check_marks(vote, voter, &incoming.marks)?;
    let state_of = |state| held.iter().find(|it| it.state == state);
    if state_of(BallotState::Differs).is_some() || state_of(BallotState::Contradicted).is_some() {
        return Err(R::SettleFirst);
    }
    if let Some(first) = state_of(BallotState::First) {
        return match incoming.channel {
            Channel::Paper => second_reading(voter, held, first, incoming),
            Channel::Electronic => Err(R::PaperPending),
        };
    }
    // What was read of a wrong number and taken back is none of this voter's ballots.
    let taken_back = |it: &&Ballot| it.state == BallotState::TakenBack;
    if held.len() - held.iter().filter(taken_back).count() >= BALLOTS_EACH {
        return Err(R::TooMany);
    }
    match state_of(BallotState::Valid) {
        Some(valid) => another(voter, valid, incoming, now),
        None => Ok(one_more(voter, held, incoming, now)),
    }
}

fn ballot_of(voter: &Voter, incoming: Incoming, state: BallotState, now: Instant) -> Ballot {
    Ballot {
        id: incoming.id,
        voter: voter.id,
        channel: incoming.channel,
        state,
        marks: incoming.marks,
        read_by: incoming.by,
        second: None,
        replaces: incoming.replaces,
        at: now,
    }
}

fn unchanged(voter: &Voter) -> BallotChange {
    BallotChange {
        voter: voter.clone(),
        ballots: Vec::new(),
        events: Vec::new(),
        taken: Taken::Same,
    }
}

/// The voter with some more events, each of which is one version.
pub(super) fn with(
    voter: &Voter,
    ballots: Vec<Ballot>,
    events: Vec<VoterEvent>,
    taken: Taken,
) -> BallotChange {
    let mut voter = voter.clone();
    voter.version = voter.version.saturating_add(to_u32(events.len()));
    BallotChange {
        voter,
        ballots,
        events,
        taken,
    }
}

/// A ballot beside which nothing stands that counts, or that takes the place of what does.
fn one_more(voter: &Voter, held: &[Ballot], incoming: Incoming, now: Instant) -> BallotChange {
    let (voter, mut events) = match voter.returned {
        Some(_) => (voter.clone(), Vec::new()),
        None => returned(voter, incoming.channel, now),
    };
    let ballot = incoming.id;
    if incoming.channel == Channel::Paper {
        let new = ballot_of(&voter, incoming, BallotState::First, now);
        let mut change = with(
            &voter,
            vec![new],
            vec![VoterEvent::ReadOnce { ballot }],
            Taken::ReadOnce,
        );
        events.append(&mut change.events);
        change.events = events;
        return change;
    }
    let channel = incoming.channel;
    let new = ballot_of(&voter, incoming, BallotState::Valid, now);
    let mut ballots = vec![new];
    let mut later = vec![VoterEvent::Cast { ballot, channel }];
    for old in held.iter().filter(|it| it.state == BallotState::Valid) {
        let mut old = old.clone();
        old.state = BallotState::Replaced;
        later.push(VoterEvent::Replaced { ballot: old.id });
        ballots.push(old);
    }
    let mut change = with(&voter, ballots, later, Taken::Cast);
    events.append(&mut change.events);
    change.events = events;
    change
}

/// A ballot where one counts already: the first stands, unless the voter replaces it (rules 8.4),
/// and co-owners who say different things are asked again (rule O5).
fn another(
    voter: &Voter,
    valid: &Ballot,
    incoming: Incoming,
    now: Instant,
) -> Result<BallotChange, R> {
    if knows(valid, &incoming) && valid.marks == incoming.marks {
        return Ok(unchanged(voter));
    }
    if incoming.replaces {
        return Ok(one_more(voter, std::slice::from_ref(valid), incoming, now));
    }
    if voter.owners < 2 {
        return Err(R::AlreadyVoted);
    }
    if incoming.channel == Channel::Paper {
        // Read by two people before it may unsettle what counts.
        return Ok(one_more(voter, &[], incoming, now));
    }
    let new = ballot_of(voter, incoming, BallotState::Contradicted, now);
    Ok(contradiction(voter, new, valid))
}

/// Whether a ballot is sent again by whoever brought it in. Only they are told that it says the
/// same: anybody else could find out by trying what a ballot says (rule 8.4).
fn knows(valid: &Ballot, incoming: &Incoming) -> bool {
    match (incoming.channel, incoming.by) {
        // The code of the ballot is the owner's own.
        (Channel::Electronic, _) => true,
        (Channel::Paper, None) => false,
        (Channel::Paper, Some(by)) => {
            valid.read_by == Some(by) || valid.second.as_ref().is_some_and(|it| it.by == by)
        }
    }
}

/// What is left behind where somebody reads a paper of a voter who has voted: that it was tried,
/// and never what was typed.
pub fn attempted(voter: &Voter) -> (Voter, VoterEvent) {
    let mut next = voter.clone();
    next.version = voter.version.saturating_add(1);
    let number = voter.number;
    (next, VoterEvent::ReadingRefused { number })
}

fn contradiction(voter: &Voter, new: Ballot, valid: &Ballot) -> BallotChange {
    let mut old = valid.clone();
    old.state = BallotState::Contradicted;
    let events = vec![
        VoterEvent::Contradicted { ballot: new.id },
        VoterEvent::Contradicted { ballot: old.id },
    ];
    with(voter, vec![new, old], events, Taken::Contradicted)
}

fn second_reading(
    voter: &Voter,
    held: &[Ballot],
    first: &Ballot,
    incoming: Incoming,
) -> Result<BallotChange, R> {
    let by = incoming.by.ok_or(R::NotAllowed)?;
    let ballot = first.id;
    let mut next = first.clone();
    if first.read_by == Some(by) {
        if first.marks == incoming.marks {
            return Err(R::SecondPerson);
        }
        next.marks = incoming.marks;
        next.replaces = first.replaces || incoming.replaces;
        let events = vec![VoterEvent::ReadAgain { ballot }];
        return Ok(with(voter, vec![next], events, Taken::ReadAgain));
    }
    if first.marks != incoming.marks {
        next.state = BallotState::Differs;
        next.second = Some(Reading {
            by,
            marks: incoming.marks,
        });
        let events = vec![VoterEvent::ReadDiffers { ballot }];
        return Ok(with(voter, vec![next], events, Taken::Differs));
    }
    // Kept, so that the second of two counters may send the same batch again as well.
    next.second = Some(Reading {
        by,
        marks: incoming.marks,
    });
    let event = VoterEvent::ReadTwice { ballot };
    Ok(made_valid(voter, held, next, event, Taken::ReadTwice))
}

/// A paper that was read by two counts now, or contradicts what counted.
pub(super) fn made_valid(
    voter: &Voter,
    held: &[Ballot],
    mut next: Ballot,
    event: VoterEvent,
    taken: Taken,
) -> BallotChange {
    let older = held
        .iter()
        .find(|it| it.state == BallotState::Valid && it.id != next.id);
    match older {
        None => {
            next.state = BallotState::Valid;
            with(voter, vec![next], vec![event], taken)
        }
        Some(older) if next.replaces || older.marks == next.marks => {
            let mut old = older.clone();
            old.state = BallotState::Replaced;
            next.state = BallotState::Valid;
            let replaced = VoterEvent::Replaced { ballot: old.id };
            with(voter, vec![next, old], vec![event, replaced], taken)
        }
        Some(older) => {
            next.state = BallotState::Contradicted;
            let mut change = contradiction(voter, next, older);
            change.voter.version = change.voter.version.saturating_add(1);
            change.events.insert(0, event);
            change
        }
    }
}
