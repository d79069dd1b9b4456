use huiyin_db::{Result, Tx};
use huiyin_kernel::{Id, YearTable};

use super::{Doer, note};
use crate::store::calendar;

/// The journal's subject for the working days of a year.
pub fn calendar_subject(year: i16) -> Id {
    Id::derived("calendar year", &year.to_string())
}

/// Puts a checked year in force, over the shipped or an earlier imported one. The journal keeps
/// the whole table: deadlines that were counted by it can be counted again.
pub async fn import_calendar(tx: &mut Tx, table: &YearTable, by: Doer<'_>) -> Result<()> {
    let version = calendar::save(tx, table, by.actor, by.now).await?;
    let subject = ("calendar", calendar_subject(table.year));
    note(tx, subject, version, "imported", table, by).await
}
