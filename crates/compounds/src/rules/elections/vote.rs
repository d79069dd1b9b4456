use huiyin_kernel::{Date, Id};
use huiyin_tally::Pair;
use huiyin_tally::ranking::{Standing, rank};

use super::act::ElectionEvent;
use crate::model::elections::{Ballot, Election, ElectionRefused as Why, ElectionState};

/// An item of a vote, as far as an election needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub title: String,
    /// Item 3 of Civil Code art. 278, decided by the whole estate.
    pub elects: bool,
    /// Everybody on the roll, those in favour, and whether it passed by the returned ballots.
    pub result: Option<(Pair, Pair, bool)>,
}

/// A vote of the same estate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteFacts {
    pub id: Id,
    /// Nothing was decided before, and it was not withdrawn.
    pub is_open: bool,
    /// The first day of voting, once it was announced.
    pub opens_on: Option<Date>,
    pub items: Vec<Item>,
}

/// Names the vote in which the candidates stand, one item each in the order of their numbers.
/// Nobody votes before the notice of the candidates has run out.
pub(super) fn put(
    next: &mut Election,
    vote: &VoteFacts,
    today: Date,
) -> Result<ElectionEvent, Why> {
    let (numbers, places, before) = match &next.state {
        ElectionState::Noticed { until, .. } => {
            if vote.opens_on.unwrap_or(today) <= *until {
                return Err(Why::NoticeRuns);
            }
            let numbers: Vec<u32> = next.standing().map(|it| it.number).collect();
            (numbers, next.settings.seats, Vec::new())
        }
        ElectionState::Ranked {
            before, ranking, ..
        } => {
            let run_off = ranking.run_off.as_ref().ok_or(Why::NotNow)?;
            let mut numbers = numbers(&run_off.candidates);
            numbers.sort_unstable();
            (numbers, run_off.places, before.clone())
        }
        _ => return Err(Why::NotNow),
    };
    if numbers.is_empty() {
        return Err(Why::NobodyStands);
    }
    if !vote.is_open {
        return Err(Why::VoteUnknown);
    }
    let named = |number: &u32, item: &Item| {
        let candidate = next.candidate(*number);
        item.elects && candidate.is_some_and(|it| item.title.contains(&it.name))
    };
    let fits = vote.items.len() == numbers.len()
        && numbers
            .iter()
            .zip(&vote.items)
            .all(|(number, item)| named(number, item));
    if !fits {
        return Err(Why::VoteItems);
    }
    let ballot = Ballot {
        vote: vote.id,
        candidates: numbers.clone(),
        places,
    };
    next.state = ElectionState::Voting { ballot, before };
    Ok(ElectionEvent::PutToVote {
        vote: vote.id,
        candidates: numbers,
    })
}

/// Takes the published result: each candidate an ordinary decision, those over the line ranked.
pub(super) fn take(next: &mut Election, vote: &VoteFacts) -> Result<ElectionEvent, Why> {
    let ElectionState::Voting { ballot, before } = &next.state else {
        return Err(Why::NotNow);
    };
    if vote.id != ballot.vote || vote.items.len() != ballot.candidates.len() {
        return Err(Why::VoteUnknown);
    }
    let mut standings = Vec::new();
    for (number, item) in ballot.candidates.iter().zip(&vote.items) {
        let (total, yes, passed) = item.result.ok_or(Why::VoteNotCounted)?;
        standings.push(Standing {
            candidate: number.to_string(),
            total,
            yes,
            passed,
        });
    }
    // After a run-off its losers are the alternates that there are.
    let alternates = next.settings.alternates.min(ballot.places);
    let ranking = rank(&standings, ballot.places, alternates, next.settings.ties)
        .map_err(|_| Why::VoteItems)?;
    let mut seated = before.clone();
    seated.extend(numbers(&ranking.seated));
    let event = ElectionEvent::Ranked {
        vote: vote.id,
        seated: seated.clone(),
        run_off: ranking.run_off.is_some(),
    };
    next.state = ElectionState::Ranked {
        vote: vote.id,
        before: seated,
        ranking,
    };
    Ok(event)
}

/// Candidates stand in the ranking under their numbers.
pub(super) fn numbers(names: &[String]) -> Vec<u32> {
    names.iter().filter_map(|it| it.parse().ok()).collect()
}
