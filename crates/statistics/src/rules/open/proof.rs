use std::collections::BTreeMap;

use huiyin_datasets::Records;

use super::row::{COLUMNS, QUASI};

/// What a finished table turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Proof {
    pub rows: u64,
    pub groups: u64,
    /// Rows of the smallest group; 0 where there is none.
    pub smallest: u64,
    /// Groups in which every row has one outcome: who knows that somebody is in such a group knows
    /// the outcome too.
    pub uniform: u64,
}

/// Counts a table as it is read by others: from its text, by the names of its columns. Nothing
/// where it has not the columns of open data.
///
/// This knows nothing of how the table was made, so that a mistake there is found here.
pub fn prove(records: &Records) -> Option<Proof> {
    if records.columns != COLUMNS {
        return None;
    }
    let outcome = records.column("outcome")?;
    let mut groups: BTreeMap<Vec<&str>, (u64, &str, bool)> = BTreeMap::new();
    for row in &records.rows {
        let told = row.get(outcome)?.as_str();
        let group = groups
            .entry(known(records, row)?)
            .or_insert((0, told, true));
        group.0 += 1;
        group.2 &= group.1 == told;
    }
    Some(Proof {
        rows: records.rows.len() as u64,
        groups: groups.len() as u64,
        smallest: groups.values().map(|it| it.0).min().unwrap_or(0),
        uniform: groups.values().filter(|it| it.2).count() as u64,
    })
}

/// What of a row may be known to others.
pub(super) fn known<'a>(records: &Records, row: &'a [String]) -> Option<Vec<&'a str>> {
    let value = |name: &&str| Some(row.get(records.column(name)?)?.as_str());
    QUASI.iter().map(value).collect()
}
