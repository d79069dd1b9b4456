//! The steps of a vote, one after the other.

use huiyin_kernel::{Date, Id, Instant};
use huiyin_tally::presets::LAW;

use super::draft::{check_draft, check_ready};
use super::presets;
use super::table::{TRANSITIONS, may};
use crate::model::votes::bounds::{NAME_CHARS, VOTERS, WITNESSES_LEAST, WITNESSES_MOST};
use crate::model::votes::{
    Meeting, Part, Proposal, Proposer, RollFixed, Timetable, Vote, VoteAct, VoteDraft, VoteEvent,
    VoteRefused as R, VoteSettings, VoteState as S,
};

/// A vote after an act, and what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteChange {
    pub vote: Vote,
    pub event: VoteEvent,
}

/// What a decision needs to know beside the vote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VoteFacts {
    /// Objections of the present stage that nobody has answered: to the roll before the notice, to
    /// the result behind it.
    pub open_objections: u32,
    /// Papers that were read once only, or differently by two, or came back and were not read.
    pub open_readings: u32,
    /// Persons and area that took part so far.
    pub turnout: (u64, u64),
}

/// Makes a vote, as a proposal.
pub fn create(
    (id, estate, by): (Id, Id, Id),
    draft: VoteDraft,
    now: Instant,
) -> Result<VoteChange, R> {
    check_draft(&draft, now.date())?;
    let vote = Vote {
        id,
        version: 1,
        estate,
        title: draft.title.trim().to_owned(),
        state: S::Proposed,
        proposal: draft.proposal,
        items: draft.items,
        settings: draft.settings,
        created_at: now,
        created_by: by,
        proposed: None,
    };
    let event = VoteEvent::Created {};
    Ok(VoteChange { vote, event })
}

/// What an act makes of a vote, or why it is refused.
pub fn decide(
    vote: &Vote,
    part: Part,
    act: VoteAct,
    facts: &VoteFacts,
    now: Instant,
) -> Result<VoteChange, R> {
    let name = act.name();
    let state = vote.state.name();
    if !may(&vote.state, part, name) {
        let is_here = |it: &&super::VoteRule| it.act == name && it.from.contains(&state);
        let known = TRANSITIONS.iter().any(|it| is_here(&it));
        return Err(if known { R::NotAllowed } else { R::WrongState });
    }
    let mut next = vote.clone();
    next.version = vote.version.saturating_add(1);
    let event = match act {
        VoteAct::Change(draft) => change(&mut next, *draft, now)?,
        VoteAct::Accept => accept(&mut next)?,
        VoteAct::FixRoll { roll } => fix_roll(&mut next, roll, now)?,
        VoteAct::ReopenRoll => {
            next.state = S::Preparing;
            VoteEvent::RollReopened {}
        }
        VoteAct::Announce {
            committee_told_on,
            opens_on,
            last_on,
        } => announce(
            &mut next,
            facts,
            committee_told_on,
            (opens_on, last_on),
            now,
        )?,
        VoteAct::Withdraw => {
            next.state = S::Withdrawn { at: now };
            VoteEvent::Withdrawn {}
        }
        VoteAct::Annul { cause } => {
            next.state = S::Void { at: now, cause };
            VoteEvent::Annulled { cause }
        }
        later => after_notice(&mut next, later, facts, now)?,
    };
    Ok(VoteChange { vote: next, event })
}

/// The steps that need a timetable.
fn after_notice(
    next: &mut Vote,
    act: VoteAct,
    facts: &VoteFacts,
    now: Instant,
) -> Result<VoteEvent, R> {
    let (Some(&roll), Some(&times)) = (next.state.roll(), next.state.times()) else {
        return Err(R::WrongState);
    };
    match act {
        VoteAct::Open => {
            if now.date() < times.opens_on {
                return Err(R::NotYet);
            }
            next.state = S::Voting { roll, times };
            Ok(VoteEvent::Opened {})
        }
        VoteAct::Extend => extend(next, (roll, times), facts, now),
        VoteAct::Close => {
            if now < times.closes_before() {
                return Err(R::NotYet);
            }
            let closed_at = now;
            next.state = S::Closed {
                roll,
                times,
                closed_at,
            };
            Ok(VoteEvent::Closed {})
        }
        VoteAct::Commit { root, ballots } => {
            if facts.open_readings > 0 {
                return Err(R::ReadingsOpen);
            }
            let committed_at = now;
            next.state = S::Committed {
                roll,
                times,
                committed_at,
            };
            Ok(VoteEvent::Committed { root, ballots })
        }
        VoteAct::Count(done) => {
            if done.witnesses < WITNESSES_LEAST {
                return Err(R::WitnessesMissing);
            }
            if done.witnesses > WITNESSES_MOST {
                return Err(R::TooMany);
            }
            let counted_at = now;
            next.state = S::Counted {
                roll,
                times,
                counted_at,
            };
            let witnesses = done.witnesses;
            Ok(VoteEvent::Counted { witnesses })
        }
        VoteAct::Publish => publish(next, (roll, times), now),
        VoteAct::File { number } => file(next, (roll, times), &number, facts, now),
        _ => Err(R::WrongState),
    }
}

fn change(next: &mut Vote, draft: VoteDraft, now: Instant) -> Result<VoteEvent, R> {
    check_draft(&draft, now.date())?;
    let items = draft.items.len();
    draft.title.trim().clone_into(&mut next.title);
    next.proposal = draft.proposal;
    next.items = draft.items;
    next.settings = draft.settings;
    // A proposal that was accepted as one of the owners is judged anew when it becomes another.
    if matches!(next.state, S::Preparing) {
        check_proposal(next.proposal, next.settings.meeting)?;
    }
    Ok(VoteEvent::Changed { items })
}

/// Property Management Regulation art. 13: at least twenty in a hundred of the owners.
fn check_proposal(proposal: Proposal, meeting: Meeting) -> Result<(), R> {
    if proposal.by != Proposer::Owners || meeting == Meeting::Regular {
        return Ok(());
    }
    let signed = u64::from(proposal.signed).saturating_mul(100);
    let needed = u64::from(proposal.of).saturating_mul(u64::from(LAW.proposal_percent));
    if proposal.of == 0 || proposal.signed > proposal.of || signed < needed {
        return Err(R::TooFewProposers);
    }
    Ok(())
}

fn accept(next: &mut Vote) -> Result<VoteEvent, R> {
    if next.items.is_empty() {
        return Err(R::ItemsMissing);
    }
    check_proposal(next.proposal, next.settings.meeting)?;
    next.state = S::Preparing;
    Ok(VoteEvent::Accepted {})
}

fn fix_roll(next: &mut Vote, roll: RollFixed, now: Instant) -> Result<VoteEvent, R> {
    if next.items.is_empty() {
        return Err(R::ItemsMissing);
    }
    if roll.persons == 0 || roll.area == 0 {
        return Err(R::RollEmpty);
    }
    if usize::try_from(roll.persons).unwrap_or(usize::MAX) > VOTERS {
        return Err(R::RollTooLarge);
    }
    if roll.on > now.date() {
        return Err(R::RollLater);
    }
    next.state = S::RollPosted { roll };
    Ok(VoteEvent::RollFixed {
        on: roll.on,
        persons: roll.persons,
        area: roll.area,
    })
}

fn announce(
    next: &mut Vote,
    facts: &VoteFacts,
    committee_told_on: Option<Date>,
    (opens_on, last_on): (Date, Date),
    now: Instant,
) -> Result<VoteEvent, R> {
    let S::RollPosted { roll } = next.state else {
        return Err(R::WrongState);
    };
    check_ready(&next.items, &next.settings)?;
    if facts.open_objections > 0 {
        return Err(R::RollObjectionsOpen);
    }
    let today = now.date();
    let committee_told_on = committee_told_on.ok_or(R::CommitteeNotTold)?;
    if committee_told_on > today {
        return Err(R::CommitteeNotTold);
    }
    check_days(&next.settings, today, (opens_on, last_on))?;
    let times = Timetable {
        announced_on: today,
        committee_told_on,
        opens_on,
        last_on,
        extended_to: None,
    };
    next.state = S::Announced { roll, times };
    Ok(VoteEvent::Announced { opens_on, last_on })
}

/// Holds the days of a vote against the rules of its city, and those against the law.
fn check_days(
    settings: &VoteSettings,
    today: Date,
    (opens_on, last_on): (Date, Date),
) -> Result<(), R> {
    let city = settings.city();
    // A draft may be older than the floor; the floor holds for the notice all the same.
    let notice = settings.notice_days.max(presets::notice_days(city));
    // Whole days lie between: the day of the notice does not count (Civil Code art. 201), and the
    // last one ends at midnight (art. 203).
    if opens_on.days_since(today) <= i64::from(notice) {
        return Err(R::NoticeShort);
    }
    let days = last_on.days_since(opens_on) + 1;
    if days < i64::from(city.voting_days_least) {
        return Err(R::VotingShort);
    }
    if days + i64::from(settings.extension_days) > i64::from(city.voting_days_most) {
        return Err(R::VotingLong);
    }
    Ok(())
}

/// Whether too few took part for any decision (Civil Code art. 278: two thirds of both).
pub fn needs_more(roll: &RollFixed, (persons, area): (u64, u64)) -> bool {
    let short = |part: u64, all: u64| u128::from(part) * 3 < u128::from(all) * 2;
    short(persons, u64::from(roll.persons)) || short(area, roll.area)
}

fn extend(
    next: &mut Vote,
    (roll, mut times): (RollFixed, Timetable),
    facts: &VoteFacts,
    now: Instant,
) -> Result<VoteEvent, R> {
    let days = next.settings.extension_days;
    if days == 0 {
        return Err(R::ExtensionNotAnnounced);
    }
    if times.extended_to.is_some() {
        return Err(R::ExtendedBefore);
    }
    if now >= times.closes_before() {
        return Err(R::BallotsClosed);
    }
    // It is for votes in which too few took part, not for those whose outcome somebody dislikes.
    if !needs_more(&roll, facts.turnout) {
        return Err(R::TurnoutReached);
    }
    let to = times.last_on.plus_days(i64::from(days));
    times.extended_to = Some(to);
    next.state = S::Voting { roll, times };
    Ok(VoteEvent::Extended { to })
}

fn publish(
    next: &mut Vote,
    (roll, times): (RollFixed, Timetable),
    now: Instant,
) -> Result<VoteEvent, R> {
    let S::Counted { counted_at, .. } = next.state else {
        return Err(R::WrongState);
    };
    next.state = S::Published {
        roll,
        times,
        counted_at,
        published_at: now,
    };
    Ok(VoteEvent::Published {})
}

fn file(
    next: &mut Vote,
    (roll, times): (RollFixed, Timetable),
    number: &str,
    facts: &VoteFacts,
    now: Instant,
) -> Result<VoteEvent, R> {
    let S::Published { published_at, .. } = next.state else {
        return Err(R::WrongState);
    };
    if facts.open_objections > 0 {
        return Err(R::ObjectionsOpen);
    }
    if number.trim().is_empty() {
        return Err(R::FilingMissing);
    }
    if number.chars().count() > NAME_CHARS {
        return Err(R::TooLong);
    }
    next.state = S::Filed {
        roll,
        times,
        published_at,
        filed_at: now,
    };
    Ok(VoteEvent::Filed {})
}
