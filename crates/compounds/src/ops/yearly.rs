//! Whether the owners of an estate should have met again.

use huiyin_db::Tx;
use huiyin_kernel::Date;

use super::OpError;
use crate::model::register::{Committee, Estate};
use crate::model::votes::Timetable;
use crate::rules::yearly::{meeting_due, past};
use crate::store::votes;

/// Votes of an estate that are looked through, the newest.
const VOTES: i64 = 50;

/// The day by which the owners should meet again, past or to come.
///
/// # Errors
/// The store's.
pub async fn due(tx: &mut Tx, estate: &Estate) -> Result<Option<Date>, OpError> {
    let all = votes::of_estate(tx, estate.id, None, VOTES).await?;
    let ends = all.iter().filter_map(|it| it.state.times());
    let last = ends.map(Timetable::ends_on).max();
    let elected = estate.facts.committee == Some(Committee::Elected);
    let since = estate.facts.committee_since.filter(|_| elected);
    Ok(meeting_due(last, since))
}

/// The same, where it is past.
///
/// # Errors
/// The store's.
pub async fn overdue(tx: &mut Tx, estate: &Estate, today: Date) -> Result<Option<Date>, OpError> {
    let due = due(tx, estate).await?;
    Ok(past(due, today))
}
