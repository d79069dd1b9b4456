use huiyin_kernel::FloorArea;

use crate::bounds::{MAX_BALLOTS, MAX_NAME_BYTES};
use crate::case::{Ballot, Case};
use crate::choice::Choice;
use crate::deemed;
use crate::error::TallyError;
use crate::outcome::{Outcome, Pair};
use crate::voters::Voters;

/// Counts one item: pure, exact, and the same for any order of units and ballots.
pub fn tally(case: &Case) -> Result<Outcome, TallyError> {
    let voters = Voters::of(case)?;
    let total = total(voters.areas())?;
    if let Some(declared) = case.total_area.filter(|it| *it != total.area) {
        return Err(TallyError::AreasDoNotSum {
            declared,
            found: total.area,
        });
    }
    let (places, ignored_ballots) = places(&voters, &case.ballots)?;
    let mut outcome = Outcome {
        total,
        ignored_ballots,
        ..Outcome::default()
    };
    for (area, ballot) in voters.areas().iter().zip(places) {
        let heap = heap(&mut outcome, ballot);
        *heap = add(*heap, Pair::new(*area, 1))?;
    }
    conclude(case, outcome)
}

fn total(areas: &[FloorArea]) -> Result<Pair, TallyError> {
    let area = FloorArea::sum(areas.iter().copied()).ok_or(TallyError::AreaOverflow)?;
    let persons = u32::try_from(areas.len()).map_err(|_| TallyError::AreaOverflow)?;
    Ok(Pair::new(area, persons))
}

/// The ballot of each voter, and how many ballots came from strangers: a tenant never votes (rule
/// O1), and an owner outside the scope decides nothing here (rule O8).
fn places<'a>(
    voters: &Voters<'_>,
    ballots: &'a [Ballot],
) -> Result<(Vec<Option<&'a Ballot>>, u32), TallyError> {
    if ballots.len() > MAX_BALLOTS {
        return Err(TallyError::TooManyBallots {
            found: ballots.len(),
            limit: MAX_BALLOTS,
        });
    }
    let mut places = vec![None; voters.areas().len()];
    let mut ignored = 0;
    for ballot in ballots {
        if ballot.voter.len() > MAX_NAME_BYTES {
            return Err(TallyError::NameUnusable {
                limit: MAX_NAME_BYTES,
            });
        }
        let Some(place) = voters.place(&ballot.voter) else {
            ignored += 1;
            continue;
        };
        if places[place].replace(ballot).is_some() {
            return Err(TallyError::BallotTwice(ballot.voter.clone()));
        }
    }
    Ok((places, ignored))
}

/// On which heap a voter is counted. Each voter lies on one, so the heaps add up to the whole.
fn heap<'a>(outcome: &'a mut Outcome, ballot: Option<&Ballot>) -> &'a mut Pair {
    let Some(ballot) = ballot else {
        return &mut outcome.absent;
    };
    match (ballot.choice, ballot.delivered) {
        (Some(Choice::Yes), _) => &mut outcome.yes,
        (Some(Choice::No), _) => &mut outcome.no,
        (Some(Choice::Abstain), _) => &mut outcome.abstain,
        (Some(Choice::Invalid), _) => &mut outcome.invalid,
        (None, true) => &mut outcome.silent_delivered,
        (Some(Choice::Unresolved), _) | (None, false) => &mut outcome.absent,
    }
}

fn conclude(case: &Case, mut outcome: Outcome) -> Result<Outcome, TallyError> {
    let mut participated = add(add(outcome.yes, outcome.no)?, outcome.abstain)?;
    if case.rules.invalid_counts_as_participation {
        participated = add(participated, outcome.invalid)?;
    }
    outcome.participated = participated;
    let threshold = case.rules.threshold;
    let strict = threshold.verdict(outcome.total, participated, outcome.yes);
    outcome.quorum = strict.quorum;
    outcome.passed = strict.passed;
    outcome.deemed = deemed::verdict(case.rules.deemed, threshold, &outcome);
    Ok(outcome)
}

fn add(left: Pair, right: Pair) -> Result<Pair, TallyError> {
    left.plus(right).ok_or(TallyError::AreaOverflow)
}
