//! What the journal proves of the table of three sides: every meeting as it was last written, by the
//! digest in the row of its last event, and its decisions, which follow from it.

use std::collections::BTreeMap;

use huiyin_db::fields::Keys;
use huiyin_db::seal::{Differs, Fault, Held, Wrong};
use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Date, Id};
use serde::{Deserialize, Serialize};

use crate::model::table::{Decision, Meeting};

queries! {
    MEETINGS = "SELECT m.id AS id, m.version AS version, m.model AS model, m.estate_id AS estate_id, m.month AS month,
            m.state AS state, m.held_on AS held_on, j.body AS body
        FROM tripartite_meeting m LEFT JOIN journal j ON j.subject = m.id AND j.version = m.version
        WHERE m.id > $1 ORDER BY m.id LIMIT $2";
    DECISIONS = "SELECT d.id AS id, d.meeting_id AS meeting_id, d.estate_id AS estate_id, d.way AS way,
            d.state AS state, d.due_on AS due_on, d.body AS body
        FROM tripartite_meeting m JOIN tripartite_decision d ON d.meeting_id = m.id
        WHERE m.id > $1 AND m.id <= $2 ORDER BY m.id, d.id LIMIT $3";
}

/// Meetings held at once.
const PAGE: i64 = 500;
/// More decisions than those of one page can have.
const ROWS_LIMIT: i64 = 200_000;
const MEETING: &str = "tripartite_meeting";
const DECISION: &str = "tripartite_decision";

/// The body of a journal row of a meeting: the event with the digest of the meeting behind it.
#[derive(Serialize)]
pub(super) struct Body<'b, B> {
    #[serde(flatten)]
    pub event: &'b B,
    pub proof: String,
}

#[derive(Deserialize)]
struct WithProof {
    proof: Option<String>,
}

/// A keyed digest of the meeting as it is written.
pub(super) fn of_meeting(keys: &Keys, meeting: Id, model: &str) -> String {
    keys.digest("meeting of three sides", &format!("{meeting}:{model}"))
}

/// What was held against the journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proven {
    pub meetings: u64,
    pub decisions: u64,
    /// Meetings that were last written before the journal knew digests of them.
    pub unproven: u64,
}

/// Holds all meetings and their decisions against the journal, which is proven apart.
pub async fn verify_in(tx: &mut Tx, keys: &Keys) -> Result<Held<Proven>> {
    let mut proven = Proven::default();
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(MEETINGS, args![&behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(Held::Sound(proven));
        };
        let last: Id = last.get("id")?;
        let mut decisions: BTreeMap<Id, Vec<Row>> = BTreeMap::new();
        let rows = tx.fetch_all(DECISIONS, args![&behind, last, ROWS_LIMIT]);
        for row in rows.await? {
            let meeting: Id = row.get("meeting_id")?;
            decisions.entry(meeting).or_default().push(row);
        }
        behind = last.to_string();
        for row in &page {
            let id: Id = row.get("id")?;
            let own = decisions.remove(&id).unwrap_or_default();
            if let Some(wrong) = held(keys, (row, own.as_slice()), &mut proven)? {
                return Ok(Held::Broken(Box::new(wrong)));
            }
        }
    }
}

fn held(
    keys: &Keys,
    (row, decisions): (&Row, &[Row]),
    proven: &mut Proven,
) -> Result<Option<Wrong>> {
    let (id, version): (Id, i64) = (row.get("id")?, row.get("version")?);
    let of = |why: &'static str, table: &'static str, key: Id| {
        Wrong::row(Fault::of(id, version, why), table, key.to_string())
    };
    let (model, body): (String, Option<String>) = (row.get("model")?, row.get("body")?);
    let Ok(meeting) = serde_json::from_str::<Meeting>(&model) else {
        return Ok(Some(of("its row cannot be read", MEETING, id)));
    };
    if let Some(differs) = of_columns(row, &meeting)? {
        return Ok(Some(Wrong::column(id, version, MEETING, differs)));
    }
    let Some(body) = body else {
        let why = "its row is of another version than its history";
        return Ok(Some(of(why, MEETING, id)));
    };
    let beside: WithProof = serde_json::from_str(&body).map_err(StoreError::inconsistent)?;
    match beside.proof {
        Some(proof) if proof == of_meeting(keys, id, &model) => proven.meetings += 1,
        Some(_) => return Ok(Some(of("the meeting was altered", MEETING, id))),
        None => proven.unproven += 1,
    }
    let mut due: BTreeMap<Id, &Decision> = meeting.decisions.iter().map(|it| (it.id, it)).collect();
    for row in decisions {
        let own: Id = row.get("id")?;
        let Some(decision) = due.remove(&own) else {
            return Ok(Some(of("a decision was added", DECISION, own)));
        };
        if let Some(differs) = of_decision(row, &meeting, decision)? {
            let wrong = of("a decision was altered", DECISION, own);
            return Ok(Some(wrong.because(Some(differs))));
        }
        proven.decisions += 1;
    }
    let gone = due.into_keys().next();
    Ok(gone.map(|own| of("a decision was removed", DECISION, own)))
}

fn of_columns(row: &Row, meeting: &Meeting) -> Result<Option<Differs>> {
    let due = [
        ("id", meeting.id.to_string()),
        ("estate_id", meeting.estate.to_string()),
        ("month", meeting.month.to_string()),
        ("state", meeting.state.name().name().to_owned()),
    ];
    for (column, expected) in due {
        if let Some(found) = word(row, column, expected)? {
            return Ok(Some(found));
        }
    }
    let (stored, due): (Option<i64>, i64) = (row.get("version")?, i64::from(meeting.version));
    let write = |it: i64| it.to_string();
    if let Some(found) = Differs::between("version", stored, Some(due), write) {
        return Ok(Some(found));
    }
    let stored: Option<Date> = row.get("held_on")?;
    let write = |it: Date| it.to_string();
    Ok(Differs::between(
        "held_on",
        stored,
        meeting.state.held_on(),
        write,
    ))
}

fn of_decision(row: &Row, meeting: &Meeting, it: &Decision) -> Result<Option<Differs>> {
    let due = [
        ("estate_id", meeting.estate.to_string()),
        ("way", it.way.name().name().to_owned()),
        ("state", it.state.name().name().to_owned()),
        ("due_on", it.due.to_string()),
    ];
    for (column, expected) in due {
        if let Some(found) = word(row, column, expected)? {
            return Ok(Some(found));
        }
    }
    // Compared as it is read: another version may have written the same in other words.
    let stored: String = row.get("body")?;
    if serde_json::from_str::<Decision>(&stored).is_ok_and(|stored| stored == *it) {
        return Ok(None);
    }
    let body = serde_json::to_string(it).map_err(StoreError::inconsistent)?;
    Ok(Differs::between("body", Some(stored), Some(body), |it| it))
}

fn word(row: &Row, column: &'static str, expected: String) -> Result<Option<Differs>> {
    let stored: Option<String> = row.get(column)?;
    Ok(Differs::between(column, stored, Some(expected), |it| it))
}
