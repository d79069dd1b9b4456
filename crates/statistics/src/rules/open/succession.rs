use std::collections::BTreeMap;

use huiyin_datasets::Records;

use super::bounds::PEOPLE_LEAST;
use super::proof::known;

/// In how many groups somebody could be found by laying two editions of a year side by side:
/// those in which rows went or came, but fewer than a group must have. Nothing where the tables
/// have not the same columns and cannot be compared.
///
/// A row whose outcome changed goes and comes. So an edition that corrects a single matter is not
/// released: whoever keeps both tables would read which one it was and what became of it.
pub fn singled(before: &Records, after: &Records) -> Option<u64> {
    if before.columns != after.columns {
        return None;
    }
    let mut balance: BTreeMap<&[String], i64> = BTreeMap::new();
    for row in &before.rows {
        *balance.entry(row.as_slice()).or_default() -= 1;
    }
    for row in &after.rows {
        *balance.entry(row.as_slice()).or_default() += 1;
    }
    let mut moved: BTreeMap<Vec<&str>, (u64, u64)> = BTreeMap::new();
    for (row, change) in balance {
        let (went, came) = moved.entry(known(before, row)?).or_default();
        if change < 0 {
            *went += change.unsigned_abs();
        } else {
            *came += change.unsigned_abs();
        }
    }
    let is_few = |count: u64| count > 0 && count < PEOPLE_LEAST;
    let few = moved
        .values()
        .filter(|(went, came)| is_few(*went) || is_few(*came));
    Some(few.count() as u64)
}
