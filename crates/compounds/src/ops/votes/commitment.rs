//! The commitment to the ballots of a vote and what is published of them; `huiyin-tally` makes and
//! checks both.

use huiyin_db::StoreError;
use huiyin_kernel::FloorArea;
use huiyin_tally::commit::{self, CastBallot, ItemResult, PublishedVote, SealedVote, Serial};

use crate::model::votes::{Mark, Marks, Scope, Vote, Voter};
use crate::ops::OpError;
use crate::rules::votes::counting;
use crate::store::votes::ballots::Secret;

const fn mark(mark: Mark) -> commit::Mark {
    match mark {
        Mark::Yes => commit::Mark::Yes,
        Mark::No => commit::Mark::No,
        Mark::Abstain => commit::Mark::Abstain,
        Mark::Invalid => commit::Mark::Invalid,
        Mark::NotAsked => commit::Mark::NotAsked,
    }
}

const fn back(mark: commit::Mark) -> Mark {
    match mark {
        commit::Mark::Yes => Mark::Yes,
        commit::Mark::No => Mark::No,
        commit::Mark::Abstain => Mark::Abstain,
        commit::Mark::Invalid => Mark::Invalid,
        commit::Mark::NotAsked => Mark::NotAsked,
    }
}

/// One ballot that counts, without its voter: its marks, and the area that decides each item.
pub(super) fn cast_ballot(
    vote: &Vote,
    voter: &Voter,
    marks: &Marks,
    secret: Secret,
) -> Result<CastBallot, OpError> {
    let mut areas = Vec::with_capacity(vote.items.len());
    for (item, said) in vote.items.iter().zip(&marks.0) {
        let own = voter
            .units
            .iter()
            .filter(|it| item.scope.holds(&it.building));
        let sum = own.fold(0_u64, |sum, it| sum.saturating_add(it.area));
        let sum = if *said == Mark::NotAsked { 0 } else { sum };
        let sum = i64::try_from(sum).map_err(StoreError::inconsistent)?;
        areas.push(FloorArea::from_hundredths(sum).map_err(StoreError::inconsistent)?);
    }
    Ok(CastBallot {
        serial: secret.serial,
        blinding: secret.blinding,
        marks: marks.0.iter().map(|it| mark(*it)).collect(),
        areas,
    })
}

/// Seals all ballots; the order in which they come does not matter.
pub(super) fn seal(vote: &Vote, cast: &[CastBallot]) -> Result<SealedVote, OpError> {
    let items: Vec<String> = (1..=vote.items.len()).map(|it| it.to_string()).collect();
    let sealed = commit::seal(&vote.id.to_string(), &items, cast);
    Ok(sealed.map_err(StoreError::inconsistent)?)
}

/// The file for everybody: the ballots without their voters, beside what they add up to.
pub(super) fn publish(
    vote: &Vote,
    sealed: &SealedVote,
    counted: Vec<huiyin_tally::Outcome>,
) -> Result<String, OpError> {
    let results = vote
        .items
        .iter()
        .zip(counted)
        .map(|(item, result)| ItemResult {
            title: item.title.clone(),
            threshold: counting::threshold(item),
            deemed: counting::deemed(&vote.settings.silence),
            invalid_counts_as_participation: vote.settings.invalid_takes_part,
            of_part: item.scope != Scope::Estate,
            result,
        });
    let file = PublishedVote::of(sealed, &vote.title, results.collect());
    let file = file.ok_or_else(|| StoreError::inconsistent("not one result for each item"))?;
    let text = serde_json::to_string_pretty(&file);
    Ok(text.map_err(StoreError::inconsistent)?)
}

/// What the published ballot with this number says.
pub(super) fn find(published: &str, serial: Serial) -> Result<Option<Vec<Mark>>, OpError> {
    let file: PublishedVote = serde_json::from_str(published).map_err(StoreError::inconsistent)?;
    let found = file.ballots.into_iter().find(|it| it.serial == serial);
    Ok(found.map(|it| it.marks.into_iter().map(back).collect()))
}
