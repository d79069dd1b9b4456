//! The three rates and what belongs to them (rule 2.4), exact. Whoever calls chooses the rows: the
//! matters whose due time lies in the period.

use huiyin_kernel::{Date, Instant, Ratio};
use serde::{Deserialize, Serialize};

use crate::model::{CallBackResult, ExclusionReason, Matter, Rating, State, StateName};

/// The benchmark for the whole age of a matter (rule M14).
pub const BENCHMARK_DAYS: u32 = 30;

/// How old a matter is in days, from the day it was raised: until it was closed, or until now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Age {
    Done(u32),
    Open(u32),
}

/// What one matter contributes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, not a state"
)]
pub struct RateRow {
    /// The last day on which an answer is in time; none before dispatch.
    pub due_on: Option<Date>,
    pub accepted: bool,
    pub excluded: Option<ExclusionReason>,
    pub contact_needed: bool,
    pub contacted_in_time: bool,
    pub call_back_due: bool,
    pub said: Option<CallBackResult>,
    pub rating: Option<Rating>,
    pub closed: bool,
    pub closed_in_time: bool,
    pub age: Age,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights {
    pub response: u32,
    pub resolution: u32,
    pub satisfaction: u32,
}

impl Weights {
    pub const EQUAL: Self = Self {
        response: 1,
        resolution: 1,
        satisfaction: 1,
    };
    /// A preset seen in one banner; its source is of low trust.
    pub const THIRTY_THIRTY_FIVE: Self = Self {
        response: 30,
        resolution: 35,
        satisfaction: 35,
    };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateSettings {
    pub weights: Weights,
    /// 基本满意 counts as content unless switched off.
    pub fairly_content_counts: bool,
}

impl Default for RateSettings {
    fn default() -> Self {
        Self {
            weights: Weights::EQUAL,
            fairly_content_counts: true,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The middle, in tenths of a day, because an even number of matters has its middle between.
    pub median_tenths: u64,
    /// The nearest rank: nine of ten matters took at most this many days.
    pub ninetieth_percentile: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rates {
    pub matters: u64,
    pub response: Ratio,
    pub resolution: Ratio,
    pub satisfaction: Ratio,
    pub call_back_coverage: Ratio,
    pub closing: Ratio,
    pub closed_in_time: Ratio,
    pub done_within_benchmark: Ratio,
    /// Hundredths of a percent; nothing while one of the three has no denominator.
    pub composite_basis_points: Option<u64>,
    pub days: Option<Days>,
}

/// The rates as they count, the rates of everything, and what makes the difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateReport {
    pub counted: Rates,
    pub everything: Rates,
    pub exclusions: Vec<(ExclusionReason, u64)>,
}

pub fn report(rows: &[RateRow], settings: RateSettings) -> RateReport {
    let accepted = || rows.iter().filter(|row| row.accepted);
    let of = |reason| count(accepted(), |row| row.excluded == Some(reason));
    RateReport {
        counted: rates(&accepted().filter(|row| row.excluded.is_none()), settings),
        everything: rates(&accepted(), settings),
        exclusions: ExclusionReason::ALL
            .iter()
            .map(|reason| (*reason, of(*reason)))
            .filter(|(_, count)| *count > 0)
            .collect(),
    }
}

fn count<'r>(rows: impl Iterator<Item = &'r RateRow>, counts: impl Fn(&RateRow) -> bool) -> u64 {
    rows.filter(|row| counts(row)).fold(0, |sum, _| sum + 1)
}

const fn reached(row: &RateRow) -> bool {
    use CallBackResult::{NotSolved, Partly, Solved};
    matches!(row.said, Some(Solved | Partly | NotSolved))
}

fn rates<'r>(rows: &(impl Iterator<Item = &'r RateRow> + Clone), settings: RateSettings) -> Rates {
    let share = |part: &dyn Fn(&RateRow) -> bool, whole: &dyn Fn(&RateRow) -> bool| {
        let numerator = count(rows.clone(), |row| whole(row) && part(row));
        Ratio::new(numerator, count(rows.clone(), whole))
    };
    let content = |row: &RateRow| match row.rating {
        Some(Rating::Content) => true,
        Some(Rating::FairlyContent) => settings.fairly_content_counts,
        Some(Rating::NotContent) | None => false,
    };
    let response = share(&|row| row.contacted_in_time, &|row| row.contact_needed);
    let resolution = share(&|row| row.said == Some(CallBackResult::Solved), &reached);
    let satisfaction = share(&content, &|row| row.rating.is_some());
    Rates {
        matters: count(rows.clone(), |_| true),
        response,
        resolution,
        satisfaction,
        call_back_coverage: share(&reached, &|row| row.call_back_due),
        closing: share(&|row| row.closed, &|_| true),
        closed_in_time: share(&|row| row.closed && row.closed_in_time, &|_| true),
        done_within_benchmark: share(&within_benchmark, &settled_for_benchmark),
        composite_basis_points: composite([response, resolution, satisfaction], settings.weights),
        days: days(rows.clone()),
    }
}

const fn within_benchmark(row: &RateRow) -> bool {
    matches!(row.age, Age::Done(days) if days <= BENCHMARK_DAYS)
}

/// A young open matter may still be done in time, so it belongs to neither side yet.
const fn settled_for_benchmark(row: &RateRow) -> bool {
    match row.age {
        Age::Done(_) => true,
        Age::Open(days) => days > BENCHMARK_DAYS,
    }
}

/// The weighted mean of three fractions, rounded half up once, at the end.
fn composite(parts: [Ratio; 3], weights: Weights) -> Option<u64> {
    let weights = [weights.response, weights.resolution, weights.satisfaction].map(u128::from);
    let [first, second, third] = parts.map(|part| u128::from(part.denominator));
    let numerators = parts.map(|part| u128::from(part.numerator));
    let common = first.checked_mul(second)?.checked_mul(third)?;
    let total = common.checked_mul(weights.iter().sum())?;
    if total == 0 {
        return None;
    }
    let mut sum: u128 = 0;
    for ((numerator, denominator), weight) in numerators
        .into_iter()
        .zip([first, second, third])
        .zip(weights)
    {
        sum = sum.checked_add(
            (common / denominator)
                .checked_mul(numerator)?
                .checked_mul(weight)?,
        )?;
    }
    let doubled = sum.checked_mul(20_000)?.checked_add(total)?;
    u64::try_from(doubled / total.checked_mul(2)?).ok()
}

fn days<'r>(rows: impl Iterator<Item = &'r RateRow>) -> Option<Days> {
    let mut done: Vec<u32> = rows
        .filter_map(|row| match row.age {
            Age::Done(days) => Some(days),
            Age::Open(_) => None,
        })
        .collect();
    done.sort_unstable();
    let last = done.len().checked_sub(1)?;
    let (low, high) = (done[last / 2], done[last.div_ceil(2)]);
    let rank = (done.len() * 9).div_ceil(10);
    Some(Days {
        median_tenths: (u64::from(low) + u64::from(high)) * 5,
        ninetieth_percentile: done[rank.saturating_sub(1)],
    })
}

/// The row of one matter as it stands. Merged matters count with the one they went into.
pub fn row(matter: &Matter, now: Instant) -> RateRow {
    let state = matter.state_name();
    let work = matter.state.work();
    let in_time = |at: Option<Instant>, before: Option<Instant>| {
        at.zip(before).is_some_and(|(at, before)| at < before)
    };
    let verdict = matter.state.verdict();
    let said = verdict.map(|verdict| verdict.result);
    let said = said.or(matter.last_voice.as_ref().map(|voice| voice.result));
    let rating = match verdict {
        Some(verdict) => verdict.rating,
        None => matter.last_voice.as_ref().and_then(|voice| voice.rating),
    };
    let asked = matter.state.answer_given().is_some() || matter.last_voice.is_some();
    RateRow {
        due_on: work.map(|work| work.clock.due_before.plus_seconds(-1).date()),
        accepted: work.is_some() && state != StateName::Withdrawn || state == StateName::Accepted,
        excluded: matter
            .exclusion
            .as_ref()
            .filter(|exclusion| exclusion.approver.is_some())
            .map(|exclusion| exclusion.reason),
        contact_needed: matter.contactable && work.is_some(),
        contacted_in_time: in_time(matter.first_contact_at, matter.first_contact_before),
        call_back_due: asked && said != Some(CallBackResult::Unasked),
        said,
        rating,
        closed: state == StateName::Closed,
        closed_in_time: state == StateName::Closed && matter.counters.late_rounds == 0,
        age: age(matter, now),
    }
}

fn age(matter: &Matter, now: Instant) -> Age {
    let since = |until: Instant| {
        let days = until.date().days_since(matter.received_at.date());
        u32::try_from(days.max(0)).unwrap_or(u32::MAX)
    };
    match matter.state {
        State::Closed { at, .. } => Age::Done(since(at)),
        _ => Age::Open(since(now)),
    }
}
