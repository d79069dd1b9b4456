//! Columns of a matter's row, held against the state that they are derived from.

use huiyin_db::seal::Differs;
use huiyin_db::{Result, Row};
use huiyin_kernel::{Id, Instant};

use crate::model::Matter;
use crate::store::projection::columns;

/// What the history of the matter adds to its state.
#[derive(Debug, Clone, Copy)]
pub(super) struct Past {
    /// The row was last written by a program that proved it. One from before may carry the day of
    /// its end and of its summary as they were written then.
    pub is_proven: bool,
    /// It was told to forget its person or how to reach them.
    pub forgot: bool,
}

/// The first column that its state does not give.
pub(super) fn differing(row: &Row, matter: &Matter, past: Past) -> Result<Option<Differs>> {
    if let Some(found) = words(row, matter)? {
        return Ok(Some(found));
    }
    if let Some(found) = numbers(row, matter)? {
        return Ok(Some(found));
    }
    times(row, matter, past)
}

fn words(row: &Row, matter: &Matter) -> Result<Option<Differs>> {
    let derived = columns(matter);
    let word = |word: &str| Some(word.to_owned());
    let id = |id: Option<Id>| id.map(|id| id.to_string());
    let due = [
        ("state", word(derived.state)),
        ("source", word(matter.source.name())),
        ("outside_number", matter.outside_number.clone()),
        ("kind", word(matter.kind.name())),
        ("category", matter.category.map(|code| code.to_string())),
        ("urgency", word(matter.urgency.name())),
        ("street_id", id(matter.area.street_id)),
        ("community_id", id(matter.area.community_id)),
        ("lead_id", id(matter.lead())),
        ("outcome", derived.outcome.and_then(word)),
        ("result", derived.result.and_then(word)),
        ("rating", derived.rating.and_then(word)),
    ];
    for (column, expected) in due {
        let stored: Option<String> = row.get(column)?;
        if let Some(found) = Differs::between(column, stored, expected, |it| it) {
            return Ok(Some(found));
        }
    }
    // The first state is written before the matter has its number.
    let Some(number) = &matter.number else {
        return Ok(None);
    };
    let stored: Option<String> = row.get("number")?;
    Ok(Differs::between("number", stored, word(number), |it| it))
}

fn numbers(row: &Row, matter: &Matter) -> Result<Option<Differs>> {
    let due = [
        ("restricted", i64::from(matter.restricted)),
        ("escalation", i64::from(matter.escalation)),
        ("joined", i64::from(matter.counters.joined)),
    ];
    for (column, expected) in due {
        let stored: Option<i64> = row.get(column)?;
        let found = Differs::between(column, stored, Some(expected), |it| it.to_string());
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

fn times(row: &Row, matter: &Matter, past: Past) -> Result<Option<Differs>> {
    let derived = columns(matter);
    let public = matter.summary_released_at.filter(|_| matter.is_public());
    let due = [
        ("received_at", Some(matter.received_at), true),
        ("due_before", matter.due_before(), true),
        ("answered_at", derived.answered_at, true),
        ("closed_at", derived.closed_at, true),
        ("ended_at", derived.ended_at, past.is_proven),
        ("public_at", public, past.is_proven),
    ];
    for (column, expected, is_held) in due {
        let stored: Option<Instant> = row.get(column)?;
        let found = Differs::between(column, stored, expected, Instant::to_rfc3339);
        if found.is_some() && is_held {
            return Ok(found);
        }
    }
    forgotten(row, past)
}

/// When it was stands in the history; here only whether, since whoever says so keeps a name from
/// being let go of in its time.
fn forgotten(row: &Row, past: Past) -> Result<Option<Differs>> {
    let stored: Option<Instant> = row.get("forgotten_at")?;
    let write = |is_set: bool| {
        let word = if is_set { "set" } else { "empty" };
        word.to_owned()
    };
    Ok(Differs::between(
        "forgotten_at",
        Some(stored.is_some()),
        Some(past.forgot),
        write,
    ))
}
