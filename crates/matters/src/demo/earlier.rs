//! Matters of last year, all told to their end: so that a month can be compared with the same month
//! a year before, and last year's open data has something to tell.

use std::cmp::Ordering;

use huiyin_kernel::{Date, FixedClock, Instant};

use super::scene::Scene;
use super::script::{self, Step};
use super::{dice, one};
use crate::model::Flag;
use crate::ops::OpError;
use crate::rules::consent;
use crate::slice::Matters;

/// Matters of this room.
pub(super) const MATTERS: usize = 72;
/// Their numbers begin beyond those of all others, so that no two have the same story.
const FIRST: usize = 10_000;
/// They were raised within so many days, half before the same day of last year and half after.
const SPREAD_DAYS: u64 = 90;

/// How many matters were made.
pub(super) async fn tell(
    past: &Matters,
    clock: &FixedClock,
    now: Instant,
) -> Result<usize, OpError> {
    let mut made = 0;
    for index in (FIRST..)
        .filter(|it| is_told_to_its_end(past, *it))
        .take(MATTERS)
    {
        made += usize::from(one(past, clock, (index, raised_at(index, now)), now).await?);
    }
    Ok(made)
}

/// Nothing of last year still lies on a desk of the model district.
fn is_told_to_its_end(past: &Matters, index: usize) -> bool {
    let scene = Scene::of(index);
    let category = scene.category.and_then(|code| past.categories.get(code));
    let is_project = category.is_some_and(|it| it.flags.contains(&Flag::Project));
    let story = script::of(index, &scene, is_project);
    let is_parked = story
        .iter()
        .any(|(_, step)| matches!(step, Step::GrantSuspension));
    // What touches somebody's health is accepted with their consent only, and nobody asks for it here.
    let is_closed = matches!(story.last(), Some((_, Step::Close)));
    is_closed && !is_parked && !category.is_some_and(consent::is_sensitive)
}

/// Between eight in the morning and eight at night of a day of last year.
fn raised_at(index: usize, now: Instant) -> Instant {
    let today = now.date();
    let around = today.plus_days(-365 - i64::try_from(SPREAD_DAYS / 2).unwrap_or(0));
    let shift = i64::try_from(dice(index, "last year") % SPREAD_DAYS).unwrap_or(0);
    let day = within_last_year(around.plus_days(shift), today);
    let minutes = 8 * 60 + i64::try_from(dice(index, "minute") % 720).unwrap_or(0);
    day.start().plus_seconds(minutes * 60)
}

/// Around New Year some of these days lie in another year; they are moved by a quarter.
fn within_last_year(day: Date, today: Date) -> Date {
    match day.year().cmp(&(today.year() - 1)) {
        Ordering::Less => day.plus_days(91),
        Ordering::Greater => day.plus_days(-91),
        Ordering::Equal => day,
    }
}
