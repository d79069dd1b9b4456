//! Visits, and the answers that were sent about them. The words stay sealed: what is held is what
//! lies in the table, and nothing is opened for it.

use std::collections::BTreeMap;

use huiyin_db::fields::Keys;
use huiyin_db::seal::{Differs, Wrong};
use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant, to_hex};

use super::history::{self, Answered, Told};
use super::{PAGE, Proof, Proven, ROWS_LIMIT, columns, digest, row as wrong_row};
use crate::model::{SubmissionState, Visit, VisitEvent};

queries! {
    VISITS = "SELECT id, version, model, state, round_id, dwelling_id, ended_at FROM visit
        WHERE id > $1 ORDER BY id LIMIT $2";
    ROWS = "SELECT id, visit_id, form_id, form_version, replaces, author, device_digest, channel, outcome, made_at,
            received_at, skew_seconds, body_sealed, body_digest, state, settled_at, settled_by FROM visit_submission
        WHERE visit_id > $1 AND visit_id <= $2 ORDER BY visit_id, id LIMIT $3";
    ONE = "SELECT id, visit_id, form_id, form_version, replaces, author, device_digest, channel, outcome, made_at,
            received_at, skew_seconds, body_sealed, body_digest, state, settled_at, settled_by FROM visit_submission
        WHERE id = $1";
}

const TABLE: &str = "visit_submission";
const ALTERED: &str = "answers were altered";

/// The digests of the answers that an event brings; their row is there already.
pub(crate) async fn of_event(
    tx: &mut Tx,
    keys: &Keys,
    event: &VisitEvent,
) -> Result<Option<Proof>> {
    let VisitEvent::Answered { submission, .. } = event else {
        return Ok(None);
    };
    let Some(row) = tx.fetch_optional(ONE, args![*submission]).await? else {
        return Ok(None);
    };
    Ok(Some(Proof {
        answers: Some(of_row(keys, &row)?),
        words: Some(of_words(keys, &row)?),
        stops: None,
    }))
}

/// Of all that stays as it was sent, whatever becomes of it.
fn of_row(keys: &Keys, row: &Row) -> Result<String> {
    let text = |column: &str| row.get::<String>(column);
    let number = |column: &str| Ok::<_, huiyin_db::StoreError>(row.get::<i64>(column)?.to_string());
    let replaces: Option<String> = row.get("replaces")?;
    let parts = [
        text("id")?,
        text("visit_id")?,
        text("form_id")?,
        number("form_version")?,
        replaces.unwrap_or_default(),
        text("author")?,
        text("device_digest")?,
        text("channel")?,
        text("outcome")?,
        number("made_at")?,
        number("received_at")?,
        number("skew_seconds")?,
    ];
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Ok(digest(keys, "answers of a visit", &parts))
}

/// Of the words as they are sealed: who holds the key cannot try out a short answer with it, since
/// no two seals of it are alike.
fn of_words(keys: &Keys, row: &Row) -> Result<String> {
    let id: String = row.get("id")?;
    let sealed: Vec<u8> = row.get("body_sealed")?;
    let sealed = to_hex(&sealed);
    Ok(digest(keys, "sealed words of a visit", &[&id, &sealed]))
}

/// The first visit, or row of answers, that its history does not give.
pub(super) async fn wrong(tx: &mut Tx, keys: &Keys, proven: &mut Proven) -> Result<Option<Wrong>> {
    let mut behind = String::new();
    loop {
        let page = tx.fetch_all(VISITS, args![&behind, PAGE]).await?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        let last: Id = last.get("id")?;
        let (mut told, unread) = history::between(tx, &behind, last).await?;
        if let Some(visit) = unread {
            let what = (visit, 0, "its history cannot be read");
            return Ok(Some(wrong_row(what, "visit", visit)));
        }
        let mut answers: BTreeMap<Id, Vec<Row>> = BTreeMap::new();
        let rows = tx.fetch_all(ROWS, args![&behind, last, ROWS_LIMIT]).await?;
        for row in rows {
            answers.entry(row.get("visit_id")?).or_default().push(row);
        }
        behind = last.to_string();
        for row in &page {
            let id: Id = row.get("id")?;
            let told = told.remove(&id).unwrap_or_default();
            let own = answers.remove(&id).unwrap_or_default();
            if let Some(found) = of_visit(keys, (row, own.as_slice()), told, proven)? {
                return Ok(Some(found));
            }
        }
    }
}

fn of_visit(
    keys: &Keys,
    (row, answers): (&Row, &[Row]),
    mut told: Told,
    proven: &mut Proven,
) -> Result<Option<Wrong>> {
    let id: Id = row.get("id")?;
    let Ok(visit) = row.json::<Visit>("model") else {
        let what = (id, told.last, "its row cannot be read");
        return Ok(Some(wrong_row(what, "visit", id)));
    };
    let word = |it: &'static str| it.to_owned();
    let state = (visit.state.name().name(), told.state.name());
    let differs = match columns::of_visit(row, &visit)? {
        Some(found) => Some(found),
        None => Differs::between("model", Some(state.0), Some(state.1), word),
    };
    if let Some(differs) = differs {
        return Ok(Some(Wrong::column(id, told.last, "visit", differs)));
    }
    proven.visits += 1;
    for row in answers {
        let own: Id = row.get("id")?;
        let Some(answered) = told.answers.remove(&own) else {
            let what = (id, told.last, "answers were added");
            return Ok(Some(wrong_row(what, TABLE, own)));
        };
        if let Some((why, differs)) = of_answers(keys, row, &answered)? {
            let what = (id, answered.version, why);
            return Ok(Some(wrong_row(what, TABLE, own).because(differs)));
        }
        if answered.proof.is_some() {
            proven.answers += 1;
        } else {
            proven.unproven += 1;
        }
    }
    let gone = told.answers.into_iter().next();
    Ok(gone.map(|(own, answered)| {
        let what = (id, answered.version, "answers were removed");
        wrong_row(what, TABLE, own)
    }))
}

type Why = (&'static str, Option<Differs>);

fn of_answers(keys: &Keys, row: &Row, told: &Answered) -> Result<Option<Why>> {
    if let Some(differs) = of_columns(row, told)? {
        return Ok(Some((ALTERED, Some(differs))));
    }
    let sealed: Vec<u8> = row.get("body_sealed")?;
    let own: Vec<u8> = row.get("body_digest")?;
    if told.is_forgotten {
        let is_back = !sealed.is_empty() || !own.is_empty();
        return Ok(is_back.then_some(("words that were forgotten stand there again", None)));
    }
    if own != keys.sign("visit submission", &sealed) {
        return Ok(Some(("their words were exchanged", None)));
    }
    let Some(proof) = &told.proof else {
        return Ok(None);
    };
    if proof.words.as_ref() != Some(&of_words(keys, row)?) {
        return Ok(Some(("their words were exchanged", None)));
    }
    if proof.answers.as_ref() != Some(&of_row(keys, row)?) {
        return Ok(Some((ALTERED, None)));
    }
    Ok(None)
}

/// What the events themselves say. Which of the answers that nobody has settled count follows from
/// their words, which are not opened here.
fn of_columns(row: &Row, told: &Answered) -> Result<Option<Differs>> {
    let received: Option<Instant> = row.get("received_at")?;
    let at = Some(told.at);
    if let Some(found) = Differs::between("received_at", received, at, Instant::to_rfc3339) {
        return Ok(Some(found));
    }
    // Rows from before there were digests may name the one who brought them.
    let author: Option<String> = row.get("author")?;
    let due = told.author.map(|it| it.to_string());
    let due = due.or_else(|| author.clone());
    if told.proof.is_some()
        && let Some(found) = Differs::between("author", author, due, |it| it)
    {
        return Ok(Some(found));
    }
    let state: String = row.get("state")?;
    let due = due_state(told, &state).to_owned();
    if let Some(found) = Differs::between("state", Some(state), Some(due), |it| it) {
        return Ok(Some(found));
    }
    let at: Option<Instant> = row.get("settled_at")?;
    let due = told.settled.map(|it| it.0);
    if let Some(found) = Differs::between("settled_at", at, due, Instant::to_rfc3339) {
        return Ok(Some(found));
    }
    let by: Option<String> = row.get("settled_by")?;
    let due = told.settled.and_then(|it| it.1);
    let due = due.map(|it| it.to_string());
    Ok(Differs::between("settled_by", by, due, |it| it))
}

/// What the state must be, where the events say so.
fn due_state<'s>(told: &Answered, stored: &'s str) -> &'s str {
    let (forgotten, settled) = (SubmissionState::Forgotten, SubmissionState::Settled);
    if told.is_forgotten {
        return forgotten.name();
    }
    if told.settled.is_some() {
        return settled.name();
    }
    if stored == forgotten.name() || stored == settled.name() {
        return SubmissionState::Odd.name();
    }
    stored
}
