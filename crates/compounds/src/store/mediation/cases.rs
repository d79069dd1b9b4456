use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Date, Id, Instant};

use crate::model::mediation::{Case, CaseState, Confirming};
use crate::rules::mediation::CaseChange;
use crate::store::{counted, proof};

queries! {
    NEXT = "INSERT INTO mediation_counter (year, last) VALUES ($1, 1)
        ON CONFLICT (year) DO UPDATE SET last = mediation_counter.last + 1 RETURNING last";
    INSERT = "INSERT INTO mediation_case (id, number, version, model, state, dispute, outcome, area_path, opened_on,
            done_on, confirm_before, forgotten)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    UPDATE = "UPDATE mediation_case SET version = $3, model = $4, state = $5, outcome = $6, done_on = $7,
            confirm_before = $8, forgotten = $9
        WHERE id = $1 AND version = $2";
    LOAD = "SELECT id, version, model FROM mediation_case WHERE id = $1";
    /// Newest first below an area, behind one of them.
    BELOW = "SELECT id, version, model FROM mediation_case WHERE area_path LIKE $1 || '%' AND id < $2
        ORDER BY id DESC LIMIT $3";
    /// Cases whose thirty days end before a moment and have not ended yet.
    ENDING = "SELECT id, version, model FROM mediation_case
        WHERE confirm_before > $1 AND confirm_before <= $2 ORDER BY confirm_before, id LIMIT $3";
    OLD = "SELECT id, version, model FROM mediation_case WHERE forgotten = 0 AND done_on < $1
        ORDER BY done_on, id LIMIT $2";
    COUNTS = "SELECT dispute, outcome, COUNT(*) AS n FROM mediation_case
        WHERE area_path LIKE $1 || '%' AND opened_on >= $2 AND opened_on <= $3
        GROUP BY dispute, outcome ORDER BY dispute, outcome LIMIT $4";
    HEADS = "SELECT id AS subject, version FROM mediation_case WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which cases stand in the journal.
pub const SUBJECT: &str = "mediation";
/// Kinds of dispute times ways to end, with room to spare.
const COUNTS_LIMIT: i64 = 500;
/// Behind every id.
const BEHIND_ALL: &str = "~";

fn case(row: &Row) -> Result<Case> {
    row.model("mediation", |it: &Case| (it.id, it.version))
}

/// The next number of a year: `2026-0007`.
pub async fn next_number(tx: &mut Tx, today: Date) -> Result<String> {
    let year = i64::from(today.year());
    let last: i64 = tx.fetch_one(NEXT, args![year]).await?.get("last")?;
    Ok(format!("{year}-{last:04}"))
}

/// What a case came to that is not over.
pub(in crate::store) const OPEN: &str = "open";

/// What a case came to, as counts have it.
pub(in crate::store) fn outcome(case: &Case) -> &'static str {
    match &case.state {
        CaseState::Effective { form, .. } => form.name(),
        CaseState::Ended { how, .. } => how.name(),
        _ => OPEN,
    }
}

/// The end of the thirty days, as long as nobody has gone to court.
pub(in crate::store) fn waits_until(case: &Case) -> Option<Instant> {
    match &case.state {
        CaseState::Effective {
            confirm_before,
            confirming: Confirming::Open,
            ..
        } if case.reminded_on.is_none() => Some(*confirm_before),
        _ => None,
    }
}

/// A keyed digest of a case as it is written: it holds nobody's name and no word.
pub(in crate::store) fn digest(keys: &Keys, id: Id, model: &str) -> String {
    proof::of_text(keys, "case of mediation", id, model)
}

/// Writes a new case, or what an act made of one if nobody was faster. `words` is the digest of the
/// sealed words that go with it.
pub async fn save(
    tx: &mut Tx,
    keys: &Keys,
    (change, words): (&CaseChange, Option<String>),
    actor: &str,
    now: Instant,
) -> Result<()> {
    let it = &change.case;
    let model = serde_json::to_string(it).map_err(StoreError::inconsistent)?;
    let digest = digest(keys, it.id, &model);
    let (state, outcome) = (it.state.name().name(), outcome(it));
    let (done, waits) = (it.state.done_on(), waits_until(it));
    if it.version == 1 {
        let values = args![
            it.id,
            &it.number,
            it.version,
            model,
            state,
            it.dispute.name(),
            outcome,
            &it.area_path,
            it.opened_on,
            done,
            waits,
            it.forgotten
        ];
        tx.execute(INSERT, values).await?;
    } else {
        let expected = i64::from(it.version) - 1;
        let values = args![
            it.id,
            expected,
            it.version,
            model,
            state,
            outcome,
            done,
            waits,
            it.forgotten
        ];
        tx.execute_locked(UPDATE, values, it.id, expected).await?;
    }
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: it.id,
        version: i64::from(it.version),
        at: now,
        actor,
        kind: change.event.name(),
    };
    let body = proof::Body {
        event: &change.event,
        proof: digest,
        words,
    };
    journal::append(tx, &entry, &body).await?;
    counted::write(tx, SUBJECT, it.id).await
}

pub async fn load(tx: &mut Tx, id: Id) -> Result<Option<Case>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.as_ref().map(case).transpose()
}

/// Cases below an area, newest first, behind one of them.
pub async fn below(tx: &mut Tx, path: &str, behind: Option<Id>, limit: i64) -> Result<Vec<Case>> {
    let behind = behind.map_or_else(|| BEHIND_ALL.to_owned(), |id| id.to_string());
    let rows = tx.fetch_all(BELOW, args![path, behind, limit]).await?;
    rows.iter().map(case).collect()
}

/// Cases nobody was reminded of whose thirty days end between two moments.
pub async fn ending(tx: &mut Tx, now: Instant, until: Instant, limit: i64) -> Result<Vec<Case>> {
    let rows = tx.fetch_all(ENDING, args![now, until, limit]).await?;
    rows.iter().map(case).collect()
}

/// Cases that were over before a day and still hold names and texts.
pub async fn old(tx: &mut Tx, before: Date, limit: i64) -> Result<Vec<Case>> {
    let rows = tx.fetch_all(OLD, args![before, limit]).await?;
    rows.iter().map(case).collect()
}

/// How many cases of a kind came to what, of those opened between two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub dispute: String,
    pub outcome: String,
    pub cases: i64,
}

pub async fn counts(tx: &mut Tx, path: &str, (from, to): (Date, Date)) -> Result<Vec<Count>> {
    let rows = tx
        .fetch_all(COUNTS, args![path, from, to, COUNTS_LIMIT])
        .await?;
    let count = |row: &Row| {
        Ok(Count {
            dispute: row.get("dispute")?,
            outcome: row.get("outcome")?,
            cases: row.get("n")?,
        })
    };
    rows.iter().map(count).collect()
}
