//! Who takes a seat (rule 8.5). Electing the committee is an ordinary decision of its own for each
//! candidate (Civil Code art. 278, item 3); those over the line are ordered by their votes, and
//! where a seat lies between equals nobody is picked by chance or by name.

use serde::{Deserialize, Serialize};

use crate::outcome::Pair;

/// Candidates of one election.
pub const MAX_CANDIDATES: usize = 100;

/// One candidate as counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub candidate: String,
    pub total: Pair,
    pub yes: Pair,
    pub passed: bool,
}

/// What was announced for equal votes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieRule {
    /// The equals stand again for the seats between them.
    #[default]
    RunOff,
    /// More persons first; a run-off only where those are equal too.
    MorePersons,
    /// More area first; a run-off only where that is equal too.
    MoreArea,
}

/// The equals between whom seats lie, and how many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunOff {
    pub candidates: Vec<String>,
    pub places: u32,
}

/// Who is in, in order of votes. Names of equals stand in alphabetical order, which says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    pub seated: Vec<String>,
    pub alternates: Vec<String>,
    /// Equals at the last seat.
    pub run_off: Option<RunOff>,
    /// Equals at the last place among the alternates.
    pub alternates_run_off: Option<RunOff>,
    /// Over the line, and no place was left.
    pub without_place: Vec<String>,
    /// Not over the line.
    pub fallen: Vec<String>,
    /// Seats for which nobody came over the line.
    pub empty_seats: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RankingError {
    #[error("an election has at least one seat")]
    NoSeats,
    #[error("there can be no more alternates than members")]
    TooManyAlternates,
    #[error("at most {MAX_CANDIDATES} candidates can stand")]
    TooManyCandidates,
    #[error("the candidate `{0}` stands twice")]
    CandidateTwice(String),
    #[error("the candidate `{0}` was not counted on the same roll as the others")]
    OtherRoll(String),
}

/// Orders the candidates of one election. Alternates are at most as many as members (Beijing
/// property regulation).
pub fn rank(
    standings: &[Standing],
    seats: u32,
    alternates: u32,
    ties: TieRule,
) -> Result<Ranking, RankingError> {
    check(standings, seats, alternates)?;
    let mut over: Vec<&Standing> = standings.iter().filter(|it| it.passed).collect();
    over.sort_by(|left, right| {
        let votes = votes(right, ties).cmp(&votes(left, ties));
        votes.then_with(|| left.candidate.cmp(&right.candidate))
    });
    let mut fallen: Vec<String> = standings
        .iter()
        .filter(|it| !it.passed)
        .map(|it| it.candidate.clone())
        .collect();
    fallen.sort_unstable();
    let (seated, run_off, rest) = fill(&over, seats, ties);
    let run_off_places = run_off.as_ref().map_or(0, |it| it.places);
    // Who loses a run-off for a seat may still become an alternate, so those are not given before.
    let (alternates, alternates_run_off, rest) = if run_off.is_some() {
        (Vec::new(), None, rest)
    } else {
        fill(rest, alternates, ties)
    };
    let taken = u32::try_from(seated.len()).unwrap_or(u32::MAX);
    Ok(Ranking {
        empty_seats: seats.saturating_sub(taken).saturating_sub(run_off_places),
        seated,
        alternates,
        run_off,
        alternates_run_off,
        without_place: names(rest),
        fallen,
    })
}

fn check(standings: &[Standing], seats: u32, alternates: u32) -> Result<(), RankingError> {
    if seats == 0 {
        return Err(RankingError::NoSeats);
    }
    if alternates > seats {
        return Err(RankingError::TooManyAlternates);
    }
    if standings.len() > MAX_CANDIDATES {
        return Err(RankingError::TooManyCandidates);
    }
    for (at, standing) in standings.iter().enumerate() {
        let name = || standing.candidate.clone();
        let before = &standings[..at];
        if before.iter().any(|it| it.candidate == standing.candidate) {
            return Err(RankingError::CandidateTwice(name()));
        }
        if before.iter().any(|it| it.total != standing.total) {
            return Err(RankingError::OtherRoll(name()));
        }
    }
    Ok(())
}

/// The votes as one exact number: the share of the area and the share of the persons, added, over
/// the common denominator that all candidates of one roll share. Then what the tie rule asks.
fn votes(standing: &Standing, ties: TieRule) -> (i128, i64) {
    let (area, all_area) = (standing.yes.area, standing.total.area);
    let (persons, all_persons) = (standing.yes.persons, standing.total.persons);
    let shares = i128::from(area.hundredths()) * i128::from(all_persons)
        + i128::from(persons) * i128::from(all_area.hundredths());
    let between = match ties {
        TieRule::RunOff => 0,
        TieRule::MorePersons => i64::from(persons),
        TieRule::MoreArea => area.hundredths(),
    };
    (shares, between)
}

/// Fills places from the front; equals on both sides of the last place get none of it.
fn fill<'r, 's>(
    over: &'r [&'s Standing],
    places: u32,
    ties: TieRule,
) -> (Vec<String>, Option<RunOff>, &'r [&'s Standing]) {
    let places = usize::try_from(places).unwrap_or(usize::MAX);
    if over.len() <= places || places == 0 {
        let (inside, rest) = over.split_at(over.len().min(places));
        return (names(inside), None, rest);
    }
    let last = votes(over[places - 1], ties);
    if votes(over[places], ties) != last {
        let (inside, rest) = over.split_at(places);
        return (names(inside), None, rest);
    }
    let start = over.partition_point(|it| votes(it, ties) > last);
    let end = over.partition_point(|it| votes(it, ties) >= last);
    let run_off = RunOff {
        candidates: names(&over[start..end]),
        places: u32::try_from(places - start).unwrap_or(u32::MAX),
    };
    (names(&over[..start]), Some(run_off), &over[end..])
}

fn names(standings: &[&Standing]) -> Vec<String> {
    standings.iter().map(|it| it.candidate.clone()).collect()
}

#[cfg(test)]
mod tests {
    use huiyin_kernel::FloorArea;

    use super::*;

    fn pair(area: i64, persons: u32) -> Pair {
        Pair::new(FloorArea::from_hundredths(area).unwrap(), persons)
    }

    fn stands(candidate: &str, area: i64, persons: u32) -> Standing {
        Standing {
            candidate: candidate.to_owned(),
            total: pair(100_000, 100),
            yes: pair(area, persons),
            passed: persons > 40,
        }
    }

    #[test]
    fn those_over_the_line_come_first_and_by_both_measures() {
        let all = [
            stands("a", 50_000, 50),
            stands("b", 60_000, 45),
            stands("c", 90_000, 30),
            stands("d", 45_000, 70),
            stands("e", 44_000, 44),
        ];
        let ranking = rank(&all, 3, 1, TieRule::RunOff).unwrap();
        assert_eq!(ranking.seated, ["d", "b", "a"]);
        assert_eq!(ranking.alternates, ["e"]);
        assert_eq!(ranking.fallen, ["c"]);
        assert_eq!((ranking.run_off, ranking.empty_seats), (None, 0));
    }

    #[test]
    fn equals_at_the_last_seat_stand_again_and_alternates_wait_for_them() {
        let all = [
            stands("a", 70_000, 70),
            stands("b", 50_000, 60),
            stands("c", 60_000, 50),
            stands("d", 45_000, 45),
        ];
        let ranking = rank(&all, 2, 1, TieRule::RunOff).unwrap();
        assert_eq!(ranking.seated, ["a"]);
        let run_off = ranking.run_off.unwrap();
        assert_eq!(
            (run_off.candidates, run_off.places),
            (vec!["b".into(), "c".into()], 1)
        );
        assert!(ranking.alternates.is_empty());
        assert_eq!(ranking.without_place, ["d"]);
        assert_eq!(
            rank(&all, 2, 1, TieRule::MorePersons).unwrap().seated,
            ["a", "b"]
        );
        assert_eq!(
            rank(&all, 2, 1, TieRule::MoreArea).unwrap().seated,
            ["a", "c"]
        );
        let level = [stands("a", 50_000, 50), stands("b", 50_000, 50)];
        assert!(
            rank(&level, 1, 0, TieRule::MorePersons)
                .unwrap()
                .run_off
                .is_some()
        );
        assert_eq!(
            rank(&level, 2, 0, TieRule::RunOff).unwrap().seated,
            ["a", "b"]
        );
    }

    #[test]
    fn seats_without_anyone_over_the_line_stay_empty() {
        let ranking = rank(&[stands("a", 50_000, 50)], 5, 5, TieRule::RunOff).unwrap();
        assert_eq!((ranking.seated.len(), ranking.empty_seats), (1, 4));
        assert_eq!(rank(&[], 3, 0, TieRule::RunOff).unwrap().empty_seats, 3);
    }

    #[test]
    fn nonsense_is_refused_by_name() {
        let one = [stands("a", 1, 1), stands("a", 1, 1)];
        assert_eq!(
            rank(&one[..1], 0, 0, TieRule::RunOff),
            Err(RankingError::NoSeats)
        );
        assert_eq!(
            rank(&one[..1], 3, 4, TieRule::RunOff),
            Err(RankingError::TooManyAlternates)
        );
        let twice = rank(&one, 3, 0, TieRule::RunOff);
        assert_eq!(twice, Err(RankingError::CandidateTwice("a".to_owned())));
        let mut other = stands("b", 1, 1);
        other.total = pair(100_001, 100);
        let mixed = rank(&[stands("a", 1, 1), other], 3, 0, TieRule::RunOff);
        assert_eq!(mixed, Err(RankingError::OtherRoll("b".to_owned())));
        let many: Vec<_> = (0..101).map(|it| stands(&it.to_string(), 1, 1)).collect();
        assert_eq!(
            rank(&many, 3, 0, TieRule::RunOff),
            Err(RankingError::TooManyCandidates)
        );
        let huge = pair(i64::MAX, u32::MAX);
        let huge = Standing {
            candidate: "h".to_owned(),
            total: huge,
            yes: huge,
            passed: true,
        };
        assert_eq!(
            rank(&[huge], 1, 0, TieRule::MoreArea).unwrap().seated,
            ["h"]
        );
    }
}
