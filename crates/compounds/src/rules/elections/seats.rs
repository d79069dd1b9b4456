use huiyin_kernel::Date;

use super::act::ElectionEvent;
use super::candidacy::fits;
use super::vote::numbers;
use crate::model::elections::bounds::NUMBER_CHARS;
use crate::model::elections::{Election, ElectionRefused as Why, ElectionState, Seat, SeatEnd};

/// The same day so many years later; the 29th of February becomes the 28th.
pub fn plus_years(day: Date, years: u32) -> Date {
    let year = day
        .year()
        .saturating_add(i16::try_from(years).unwrap_or(i16::MAX));
    Date::new(year, day.month(), day.day())
        .or_else(|_| Date::new(year, day.month(), 28))
        .unwrap_or(day)
}

/// From when the end of a term is announced: the city's number of days before it.
pub fn term_warning_from(election: &Election) -> Option<Date> {
    let ElectionState::Seated { until, .. } = &election.state else {
        return None;
    };
    let days = i64::from(election.city().committee.warn_days);
    Some(until.plus_days(-days))
}

pub(super) fn seat(next: &mut Election, since: Date, today: Date) -> Result<ElectionEvent, Why> {
    let ElectionState::Ranked {
        vote,
        before,
        ranking,
    } = &next.state
    else {
        return Err(Why::NotNow);
    };
    if ranking.run_off.is_some() {
        return Err(Why::RunOffFirst);
    }
    if before.is_empty() {
        return Err(Why::NobodyElected);
    }
    if since > today {
        return Err(Why::DayFuture);
    }
    let seat = |number: &u32| Seat {
        candidate: *number,
        since,
        ended: None,
    };
    let (members, alternates) = (before.clone(), numbers(&ranking.alternates));
    let until = plus_years(since, next.settings.term_years);
    next.state = ElectionState::Seated {
        vote: *vote,
        since,
        until,
        members: members.iter().map(seat).collect(),
        alternates: alternates.clone(),
        filed: None,
        warned_on: None,
    };
    Ok(ElectionEvent::Seated {
        members,
        alternates,
        until,
    })
}

pub(super) fn file(
    next: &mut Election,
    on: Date,
    number: &str,
    today: Date,
) -> Result<ElectionEvent, Why> {
    let ElectionState::Seated { since, filed, .. } = &mut next.state else {
        return Err(Why::NotNow);
    };
    let number = fits(number, NUMBER_CHARS)?;
    if number.is_empty() {
        return Err(Why::NumberMissing);
    }
    if filed.is_some() {
        return Err(Why::FiledAlready);
    }
    day_within(on, *since, today)?;
    *filed = Some((on, number.to_owned()));
    Ok(ElectionEvent::Filed { on })
}

fn day_within(day: Date, from: Date, today: Date) -> Result<(), Why> {
    if day > today {
        return Err(Why::DayFuture);
    }
    if day < from {
        return Err(Why::DayBefore);
    }
    Ok(())
}

/// Ends a seat, and lets the first alternate move up to it.
pub(super) fn end(
    next: &mut Election,
    candidate: u32,
    (on, why): (Date, SeatEnd),
    today: Date,
) -> Result<ElectionEvent, Why> {
    let ElectionState::Seated {
        members,
        alternates,
        ..
    } = &mut next.state
    else {
        return Err(Why::NotNow);
    };
    let mut held = members.iter_mut();
    let seat = held.find(|it| it.candidate == candidate && it.ended.is_none());
    let seat = seat.ok_or(Why::SeatUnknown)?;
    day_within(on, seat.since, today)?;
    seat.ended = Some((on, why));
    let moved_up = if alternates.is_empty() {
        None
    } else {
        Some(alternates.remove(0))
    };
    if let Some(number) = moved_up {
        members.push(Seat {
            candidate: number,
            since: on,
            ended: None,
        });
    }
    Ok(ElectionEvent::SeatEnded {
        candidate,
        why,
        moved_up,
    })
}

/// Says once that the term is about to end.
pub(super) fn warn(next: &mut Election, today: Date) -> Result<ElectionEvent, Why> {
    let from = term_warning_from(next).ok_or(Why::NotNow)?;
    let ElectionState::Seated {
        until, warned_on, ..
    } = &mut next.state
    else {
        return Err(Why::NotNow);
    };
    if warned_on.is_some() || today < from {
        return Err(Why::NotNow);
    }
    *warned_on = Some(today);
    Ok(ElectionEvent::TermWarned { until: *until })
}
