//! Cases of mediation, who sits at their tables, and the words that were kept of them. Names, phones
//! and words stay sealed: a row is held by its key and by a digest of its seal. Once a case was
//! forgotten none of them may be there, so that what comes back from an older copy is found.

use std::collections::BTreeMap;

use huiyin_db::fields::Keys;
use huiyin_db::seal::{Differs, Wrong};
use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::Id;

use super::history::{Facts, Told};
use super::{
    OTHER_VERSION, PAGE, Proven, ROWS_LIMIT, UNREADABLE, Whose, day, moment, number, words,
};
use crate::model::mediation::Case;
use crate::store::mediation::{cases, texts};

queries! {
    CASES = "SELECT id, number, version, model, state, dispute, outcome, area_path, opened_on, done_on,
            confirm_before, forgotten FROM mediation_case
        WHERE id > $1 ORDER BY id LIMIT $2";
    EVENTS = "SELECT c.id AS case_id, j.version AS version, j.body AS body
        FROM mediation_case c JOIN journal j ON j.subject = c.id
        WHERE c.id > $1 AND c.id <= $2 ORDER BY c.id, j.version LIMIT $3";
    WORDS = "SELECT case_id, version, kind, body_sealed FROM mediation_text
        WHERE case_id > $1 AND case_id <= $2 ORDER BY case_id, version, kind LIMIT $3";
    PARTIES = "SELECT id, case_id, seat FROM mediation_party
        WHERE case_id > $1 AND case_id <= $2 ORDER BY case_id, seat LIMIT $3";
}

const CASE: &str = "mediation_case";
const PARTY: &str = "mediation_party";
const WORD: &str = "mediation_text";

/// What hangs on one case.
#[derive(Default)]
struct Below {
    told: Told,
    words: Vec<Row>,
    parties: Vec<Row>,
}

pub(super) async fn wrong(tx: &mut Tx, keys: &Keys, proven: &mut Proven) -> Result<Option<Wrong>> {
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(CASES, args![&behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        let last: Id = last.get("id")?;
        let mut below = below(tx, &behind, last).await?;
        behind = last.to_string();
        for row in &page {
            let own = below.remove(&row.get::<Id>("id")?).unwrap_or_default();
            if let Some(wrong) = held(row, keys, &own, proven)? {
                return Ok(Some(wrong));
            }
        }
    }
}

async fn below(tx: &mut Tx, behind: &str, last: Id) -> Result<BTreeMap<Id, Below>> {
    let mut below: BTreeMap<Id, Below> = BTreeMap::new();
    let between = || args![behind, last, ROWS_LIMIT];
    for row in tx.fetch_all(EVENTS, between()).await? {
        let own = below.entry(row.get("case_id")?).or_default();
        own.told.hear(&row)?;
    }
    for row in tx.fetch_all(WORDS, between()).await? {
        let own = below.entry(row.get("case_id")?).or_default();
        own.words.push(row);
    }
    for row in tx.fetch_all(PARTIES, between()).await? {
        let own = below.entry(row.get("case_id")?).or_default();
        own.parties.push(row);
    }
    Ok(below)
}

fn held(row: &Row, keys: &Keys, own: &Below, proven: &mut Proven) -> Result<Option<Wrong>> {
    let told = &own.told;
    let whose = Whose {
        version: told.last,
        ..Whose::of(row, CASE)?
    };
    if row.get::<i64>("version")? != told.last {
        return Ok(Some(whose.wrong(OTHER_VERSION)));
    }
    if let Some(differs) = of_events(row, &told.facts)? {
        return Ok(Some(whose.column(differs)));
    }
    let model: String = row.get("model")?;
    let case = serde_json::from_str::<Case>(&model).ok();
    let is_own = |it: &Case| it.id == whose.id && i64::from(it.version) == told.last;
    let Some(case) = case.filter(is_own) else {
        return Ok(Some(whose.wrong(UNREADABLE)));
    };
    if let Some(differs) = of_model(&case, &told.facts)? {
        return Ok(Some(whose.column(differs)));
    }
    let stored = cases::digest(keys, whose.id, &model);
    if let Some(due) = told.proof.as_deref().filter(|it| *it != stored) {
        let why = "the case was altered";
        return Ok(Some(whose.altered(why, "model", due, &stored)));
    }
    if let Some(differs) = of_columns(row, &case)? {
        return Ok(Some(whose.column(differs)));
    }
    if let Some(wrong) = of_words(keys, whose, told, &own.words)? {
        return Ok(Some(wrong));
    }
    if let Some(wrong) = of_parties(whose, &case, &own.parties)? {
        return Ok(Some(wrong));
    }
    if told.proof.is_some() {
        proven.cases += 1;
    } else {
        proven.unproven += 1;
    }
    Ok(None)
}

/// Columns that the events give, in rows of any age.
fn of_events(row: &Row, facts: &Facts) -> Result<Option<Differs>> {
    let due = vec![
        ("state", facts.state.map(|it| it.name().to_owned())),
        ("dispute", facts.dispute.map(|it| it.name().to_owned())),
        ("outcome", Some(facts.outcome.to_owned())),
        ("done_on", day(facts.done_on)),
    ];
    if let Some(found) = words(row, due)? {
        return Ok(Some(found));
    }
    number(row, "forgotten", i64::from(facts.forgotten))
}

/// The model, where events say what it must.
fn of_model(case: &Case, told: &Facts) -> Result<Option<Differs>> {
    let own = Facts::of(case);
    if own == *told {
        return Ok(None);
    }
    let json = |it: &Facts| serde_json::to_string(it).map_err(StoreError::inconsistent);
    Ok(Some(Differs {
        column: "model",
        stored: Some(json(&own)?),
        expected: Some(json(told)?),
    }))
}

/// The other columns, which follow from the model.
fn of_columns(row: &Row, case: &Case) -> Result<Option<Differs>> {
    let due = vec![
        ("number", Some(case.number.clone())),
        ("area_path", Some(case.area_path.clone())),
        ("opened_on", day(Some(case.opened_on))),
    ];
    if let Some(found) = words(row, due)? {
        return Ok(Some(found));
    }
    moment(row, "confirm_before", cases::waits_until(case))
}

fn of_words(keys: &Keys, whose: Whose, told: &Told, rows: &[Row]) -> Result<Option<Wrong>> {
    let mut due = if told.facts.forgotten {
        BTreeMap::new()
    } else {
        told.words.clone()
    };
    for row in rows {
        let (version, kind): (i64, String) = (row.get("version")?, row.get("kind")?);
        let key = key(whose, version, &kind);
        let place = due.keys().find(|it| **it == (version, kind.as_str()));
        let Some(proof) = place.copied().and_then(|it| due.remove(&it)) else {
            return Ok(Some(whose.below("words of a case were added", WORD, key)));
        };
        let sealed: Vec<u8> = row.get("body_sealed")?;
        let stored = texts::digest(keys, whose.id, (version, &kind), &sealed);
        if let Some(expected) = proof.filter(|it| *it != stored) {
            let wrong = whose.below("words of a case were altered", WORD, key);
            return Ok(Some(wrong.because(Some(Differs {
                column: "body_sealed",
                stored: Some(stored),
                expected: Some(expected),
            }))));
        }
    }
    let gone = due.into_keys().next();
    Ok(gone.map(|(version, kind)| {
        let key = key(whose, version, kind);
        whose.below("words of a case were removed", WORD, key)
    }))
}

fn key(whose: Whose, version: i64, kind: &str) -> String {
    format!("{} {version} {kind}", whose.id)
}

fn of_parties(whose: Whose, case: &Case, rows: &[Row]) -> Result<Option<Wrong>> {
    let seats = case.seats.iter().filter(|_| !case.forgotten);
    let mut due: BTreeMap<Id, i64> = seats.map(|it| (it.person, i64::from(it.number))).collect();
    for row in rows {
        let id: Id = row.get("id")?;
        let Some(seat) = due.remove(&id) else {
            let why = "a party of a case was added";
            return Ok(Some(whose.below(why, PARTY, id.to_string())));
        };
        if let Some(differs) = number(row, "seat", seat)? {
            let wrong = whose.below("a party of a case was altered", PARTY, id.to_string());
            return Ok(Some(wrong.because(Some(differs))));
        }
    }
    let gone = due.into_keys().next();
    Ok(gone.map(|id| whose.below("a party of a case was removed", PARTY, id.to_string())))
}
