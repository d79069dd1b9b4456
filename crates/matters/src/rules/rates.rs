//! What one matter contributes to the rates (rule 2.4). The formulas themselves are in the
//! statistics, which know nothing of matters but these facts.

use huiyin_kernel::{Date, Instant};

use crate::model::{CallBackResult, ExclusionReason, Matter, Rating, State, StateName};

/// How old a matter is in days, from the day it was raised: until it was closed, or until now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    Done(u32),
    Open(u32),
}

/// What one matter contributes.
#[derive(Clone, Debug, PartialEq, Eq)]
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
