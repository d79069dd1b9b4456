//! From the voters and their ballots to what `huiyin-tally` counts, item by item.

use huiyin_kernel::FloorArea;
use huiyin_tally as tally;
use huiyin_tally::{Case, Choice, Deemed, Kind, Pair, Rules, TallyError, Unit, UnitState};

use crate::model::votes::{
    Item, ItemOutcome, Mark, Marks, Outcome, Scope, Silence, Sum, Threshold, Verdict, Vote, Voter,
};

/// A voter and what counts of them: their marks, that co-owners contradict each other, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub voter: Voter,
    pub marks: Option<Marks>,
    pub unresolved: bool,
}

/// Counts every item. The same standings in any order give the same outcome, so that a count that
/// was cut off is simply made again.
pub fn count(vote: &Vote, all: &[Standing]) -> Result<Vec<tally::Outcome>, TallyError> {
    let units = units(all)?;
    let mut items = Vec::with_capacity(vote.items.len());
    for (at, item) in vote.items.iter().enumerate() {
        let case = Case {
            rules: rules(vote, item),
            total_area: None,
            units: units.clone(),
            ballots: ballots(all, at),
        };
        items.push(tally::tally(&case)?);
    }
    Ok(items)
}

/// The count as the pages show it.
pub fn outcome(counted: &[tally::Outcome]) -> Outcome {
    Outcome {
        items: counted.iter().map(item_outcome).collect(),
    }
}

fn units(all: &[Standing]) -> Result<Vec<Unit>, TallyError> {
    let mut units = Vec::new();
    for standing in all {
        let voter = &standing.voter;
        for unit in &voter.units {
            let area = i64::try_from(unit.area).map_err(|_| TallyError::AreaOverflow)?;
            units.push(Unit {
                id: unit.unit.to_string(),
                kind: match unit.kind.as_str() {
                    "dwelling" => Kind::Dwelling,
                    "shop" => Kind::Shop,
                    "parking" => Kind::Parking,
                    _ => Kind::Other,
                },
                area: FloorArea::from_hundredths(area).map_err(|_| TallyError::AreaOverflow)?,
                state: if voter.developer {
                    UnitState::Unsold
                } else {
                    UnitState::Delivered
                },
                owners: voter.key.split('+').map(str::to_owned).collect(),
                block: Some(unit.building.clone()),
            });
        }
    }
    Ok(units)
}

pub(crate) const fn deemed(silence: &Silence) -> Deemed {
    match silence {
        Silence::None => Deemed::None,
        Silence::Participation { .. } => Deemed::Participation,
        Silence::Majority { .. } => Deemed::Majority,
    }
}

pub(crate) const fn threshold(item: &Item) -> tally::Threshold {
    match item.matter.threshold() {
        Threshold::Ordinary => tally::Threshold::Ordinary,
        Threshold::Special => tally::Threshold::Special,
    }
}

fn rules(vote: &Vote, item: &Item) -> Rules {
    let settings = &vote.settings;
    Rules {
        threshold: threshold(item),
        deemed: deemed(&settings.silence),
        invalid_counts_as_participation: settings.invalid_takes_part,
        count_parking: settings.count_parking,
        scope: match &item.scope {
            Scope::Estate => None,
            Scope::Buildings { names } => Some(names.clone()),
        },
    }
}

fn ballots(all: &[Standing], at: usize) -> Vec<tally::Ballot> {
    let one = |standing: &Standing| {
        let mark = standing.marks.as_ref().and_then(|it| it.0.get(at));
        let choice = match mark {
            _ if standing.unresolved => Some(Choice::Unresolved),
            Some(Mark::Yes) => Some(Choice::Yes),
            Some(Mark::No) => Some(Choice::No),
            Some(Mark::Abstain) => Some(Choice::Abstain),
            Some(Mark::Invalid) => Some(Choice::Invalid),
            // Not theirs to decide: no ballot for this item.
            Some(Mark::NotAsked) => return None,
            None => None,
        };
        Some(tally::Ballot {
            voter: standing.voter.key.clone(),
            choice,
            delivered: standing.voter.is_delivered(),
        })
    };
    all.iter().filter_map(one).collect()
}

fn sum(pair: Pair) -> Sum {
    Sum {
        persons: u64::from(pair.persons),
        area: u64::try_from(pair.area.hundredths()).unwrap_or(0),
    }
}

fn plus(one: Sum, other: Sum) -> Sum {
    Sum {
        persons: one.persons.saturating_add(other.persons),
        area: one.area.saturating_add(other.area),
    }
}

fn item_outcome(it: &tally::Outcome) -> ItemOutcome {
    let took = sum(it.participated);
    let silent = sum(it.silent_delivered);
    ItemOutcome {
        total: sum(it.total),
        yes: sum(it.yes),
        no: sum(it.no),
        abstain: sum(it.abstain),
        invalid: sum(it.invalid),
        silent,
        absent: sum(it.absent),
        strict: Verdict {
            took,
            quorum: it.quorum,
            passed: it.passed,
        },
        deemed: it.deemed.map(|verdict| Verdict {
            took: plus(took, silent),
            quorum: verdict.quorum,
            passed: verdict.passed,
        }),
    }
}
