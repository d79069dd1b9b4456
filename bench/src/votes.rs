//! One vote of a very large estate: counted, sealed and checked. The median of several runs.

use anyhow::{Context as _, Result, bail};
use huiyin_kernel::FloorArea;
use huiyin_tally::commit::{CastBallot, Hex, ItemResult, Mark, PublishedVote, seal, verify};
use huiyin_tally::{Ballot, Case, Choice, Deemed, Kind, Rules, Threshold, Unit, UnitState, tally};
use serde_json::{Value, json};

use crate::load::rounded;
use crate::stopwatch::Stopwatch;

const UNITS: u32 = 20_000;
const RUNS: usize = 9;

pub fn measure() -> Result<Value> {
    let case = case()?;
    let ballots = cast()?;
    let items = ["item".to_owned()];
    let outcome = tally(&case)?;
    let sealed = seal("vote", &items, &ballots)?;
    let result = ItemResult {
        title: String::new(),
        threshold: Threshold::Ordinary,
        deemed: Deemed::None,
        invalid_counts_as_participation: false,
        of_part: false,
        result: outcome,
    };
    let published = PublishedVote::of(&sealed, "", vec![result]).context("one item, one result")?;
    if !verify(&published).is_fine() {
        bail!("the ballots of the measured vote do not bear its result");
    }
    Ok(json!({
        "units": UNITS,
        "tally_ms": median(|| drop(tally(&case))),
        "seal_ms": median(|| drop(seal("vote", &items, &ballots))),
        "verify_ms": median(|| drop(verify(&published))),
    }))
}

fn area(number: u32) -> Result<FloorArea> {
    Ok(FloorArea::from_hundredths(
        6_000 + i64::from(number * 7_919 % 9_000),
    )?)
}

fn says(number: u32) -> Option<Choice> {
    match number % 10 {
        0 | 1 => None,
        2 => Some(Choice::No),
        3 => Some(Choice::Abstain),
        _ => Some(Choice::Yes),
    }
}

/// Every fifteenth owner has the flat before as well.
fn owner(number: u32) -> u32 {
    number - u32::from(number % 15 == 5)
}

fn case() -> Result<Case> {
    let unit = |number: u32| {
        Ok(Unit {
            id: format!("unit-{number}"),
            kind: Kind::Dwelling,
            area: area(number)?,
            state: UnitState::Delivered,
            owners: vec![format!("owner-{}", owner(number))],
            block: Some(format!("block-{}", number / 100)),
        })
    };
    let voters = (0..UNITS).filter(|number| owner(*number) == *number);
    Ok(Case {
        rules: Rules::plain(Threshold::Ordinary),
        total_area: None,
        units: (0..UNITS).map(unit).collect::<Result<_>>()?,
        ballots: voters
            .map(|number| Ballot {
                voter: format!("owner-{number}"),
                choice: says(number),
                delivered: true,
            })
            .collect(),
    })
}

fn cast() -> Result<Vec<CastBallot>> {
    let mut ballots = Vec::new();
    for number in (0..UNITS).filter(|number| owner(*number) == *number) {
        let mark = match says(number) {
            Some(Choice::Yes) => Mark::Yes,
            Some(Choice::No) => Mark::No,
            Some(_) => Mark::Abstain,
            None => continue,
        };
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&number.wrapping_mul(2_654_435_761).to_be_bytes());
        let beside = (number + 1 < UNITS && owner(number + 1) == number).then(|| area(number + 1));
        let both = match beside {
            Some(other) => area(number)?
                .checked_add(other?)
                .context("two flats add up")?,
            None => area(number)?,
        };
        ballots.push(CastBallot {
            serial: Hex(bytes),
            blinding: Hex([7; 32]),
            marks: vec![mark],
            areas: vec![both],
        });
    }
    Ok(ballots)
}

fn median(work: impl Fn()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let watch = Stopwatch::start();
            work();
            watch.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    rounded(times[RUNS / 2])
}
