//! Whether rows go on from one another, and the key by which a movement is known again.

use std::collections::BTreeMap;

use huiyin_kernel::Money;

use super::{BankError, BankFile, BankRow, Break};

/// Puts rows into the order of time, finds where the balance breaks, and gives keys.
pub(super) fn finish(mut file: BankFile) -> Result<BankFile, BankError> {
    if file.rows.is_empty() && file.faults.is_empty() {
        return Err(BankError::NoRows);
    }
    // Many banks list the newest first. The order with fewer breaks is the bank's.
    let forward = breaks_of(&file.rows).len();
    file.rows.reverse();
    let backward = breaks_of(&file.rows).len();
    let by_days = file
        .rows
        .first()
        .zip(file.rows.last())
        .is_some_and(|(first, last)| first.date > last.date);
    if forward < backward || forward == backward && by_days {
        file.rows.reverse();
    }
    file.breaks = breaks_of(&file.rows);
    ends(&mut file);
    keys(&mut file.rows);
    Ok(file)
}

fn breaks_of(rows: &[BankRow]) -> Vec<Break> {
    let mut breaks = Vec::new();
    let mut last: Option<Money> = None;
    for row in rows {
        let expected = last.and_then(|last| last.plus(row.amount));
        if let (Some(expected), Some(found)) = (expected, row.balance)
            && expected != found
        {
            breaks.push(Break {
                before: Some(row.row),
                expected,
                found,
            });
        }
        last = row.balance.or(expected);
    }
    breaks
}

/// Opening and closing as the file states them must meet its rows; what it does not state follows
/// from the first and last balance.
fn ends(file: &mut BankFile) {
    let first = file.rows.first();
    let before_first = first.and_then(|row| row.balance?.minus(row.amount));
    if let (Some(stated), Some(shown)) = (file.opening, before_first)
        && stated != shown
    {
        file.breaks.insert(
            0,
            Break {
                before: first.map(|row| row.row),
                expected: stated,
                found: shown,
            },
        );
    }
    file.opening = file.opening.or(before_first).or(before_all(file));
    let by_sum = file.opening.and_then(|opening| {
        let sum = Money::sum(file.rows.iter().map(|row| row.amount))?;
        opening.plus(sum)
    });
    let shown = file.rows.last().and_then(|row| row.balance).or(by_sum);
    if let (Some(stated), Some(shown)) = (file.closing, shown)
        && stated != shown
    {
        file.breaks.push(Break {
            before: None,
            expected: shown,
            found: stated,
        });
    }
    file.closing = file.closing.or(shown);
}

/// A file that states only how it ends, as OFX does, began with what its rows leave of that. A row
/// that could not be read would be missing from the sum.
fn before_all(file: &BankFile) -> Option<Money> {
    if !file.faults.is_empty() {
        return None;
    }
    let sum = Money::sum(file.rows.iter().map(|row| row.amount))?;
    file.closing?.minus(sum)
}

/// The bank's own number where it is told, else day, amount and balance; movements that are alike
/// even so are counted, so that two equal fees on one day stay two.
fn keys(rows: &mut [BankRow]) {
    let mut seen: BTreeMap<[u8; 32], u32> = BTreeMap::new();
    for row in rows {
        let mut hasher = blake3::Hasher::new();
        let mut part = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        part(&row.date.to_string());
        part(&row.amount.to_string());
        part(&row.reference);
        if row.reference.is_empty() {
            part(&row.balance.map(|it| it.to_string()).unwrap_or_default());
            if row.balance.is_none() {
                part(&row.counterpart);
                part(&row.memo);
            }
        }
        let hash = hasher.finalize();
        let count = seen.entry(*hash.as_bytes()).or_default();
        *count += 1;
        let hex = hash.to_hex();
        row.key = format!("{}-{count}", hex.get(..40).unwrap_or_default());
    }
}

/// Whether a file goes on where the one before ended; nothing to say where either is unknown.
pub fn joins(last_closing: Option<Money>, opening: Option<Money>) -> Option<bool> {
    Some(last_closing? == opening?)
}
