use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{EchoCode, Entropy, Id, Instant};
use huiyin_matters::personal::Held;

use crate::ledgers::Asked;
use crate::model::{Case, Change, TextKind};

queries! {
    NEXT_NUMBER = "INSERT INTO rights_counter (day, last) VALUES ($1, 1)
        ON CONFLICT (day) DO UPDATE SET last = rights_counter.last + 1 RETURNING last";
    INSERT = "INSERT INTO rights_case (id, number, version, model, state, kind, code_digest, code_sealed, asked_at, due_order, ended_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    UPDATE = "UPDATE rights_case SET version = $3, model = $4, state = $5, due_order = $6, ended_at = $7
        WHERE id = $1 AND version = $2";
    LOAD = "SELECT id, number, version, model, code_sealed FROM rights_case WHERE id = $1";
    BY_CODE = "SELECT id, number, version, model, code_sealed FROM rights_case WHERE code_digest = $1";
    OPEN = "SELECT id, number, version, model, code_sealed FROM rights_case
        WHERE ended_at IS NULL AND (due_order, id) > ($1, $2) ORDER BY due_order, id LIMIT $3";
    OVERDUE = "SELECT COUNT(*) AS n FROM rights_case WHERE ended_at IS NULL AND due_order <= $1";
    ENDED = "SELECT id, number, version, model, code_sealed FROM rights_case
        WHERE ended_at IS NOT NULL AND (ended_at, id) < ($1, $2) ORDER BY ended_at DESC, id DESC LIMIT $3";
    ASKED = "SELECT number, kind, state, asked_at, due_order, ended_at FROM rights_case
        WHERE asked_at >= $1 AND asked_at < $2 ORDER BY asked_at, id LIMIT $3";
    HEADS = "SELECT id AS subject, version FROM rights_case WHERE id > $1 ORDER BY id LIMIT $2";
    ADD_PERSON = "INSERT INTO rights_person (case_id, reporter_id, matter_id, matter_number) VALUES ($1, $2, $3, $4)";
    PEOPLE = "SELECT reporter_id, matter_id, matter_number FROM rights_person WHERE case_id = $1
        ORDER BY matter_number, reporter_id LIMIT $2";
    DELETION_ASKED = "SELECT c.asked_at FROM rights_person p JOIN rights_case c ON c.id = p.case_id
        WHERE p.matter_id = $1 AND p.reporter_id = $2 AND c.kind = 'delete' AND c.ended_at IS NULL
        ORDER BY c.asked_at LIMIT 1";
    ADD_TEXT = "INSERT INTO rights_text (case_id, version, kind, body) VALUES ($1, $2, $3, $4)";
    TEXTS = "SELECT version, kind, body FROM rights_text WHERE case_id = $1 ORDER BY version, kind LIMIT $2";
    FORGET_TEXTS = "UPDATE rights_text SET body = $2 WHERE case_id = $1 AND kind IN ('wish', 'proof_note')";
    FORGET_TEXTS_OF_MATTER = "UPDATE rights_text SET body = $2 WHERE kind IN ('wish', 'proof_note')
        AND case_id IN (SELECT case_id FROM rights_person WHERE matter_id = $1)";
    OLD = "SELECT c.id FROM rights_case c WHERE c.ended_at IS NOT NULL AND c.ended_at < $1
        AND EXISTS (SELECT 1 FROM rights_text t WHERE t.case_id = c.id) ORDER BY c.ended_at, c.id LIMIT $2";
    COUNT_OLD = "SELECT COUNT(*) AS n FROM rights_case c WHERE c.ended_at IS NOT NULL AND c.ended_at < $1
        AND EXISTS (SELECT 1 FROM rights_text t WHERE t.case_id = c.id)";
    DROP_TEXTS = "DELETE FROM rights_text WHERE case_id = $1";
    DROP_PEOPLE = "DELETE FROM rights_person WHERE case_id = $1";
}

/// The kind under which cases stand in the journal.
pub const SUBJECT: &str = "rights_case";

const PEOPLE_LIMIT: i64 = 400;
const TEXTS_LIMIT: i64 = 400;

/// A case as stored, with what the rules do not need.
#[derive(Debug, Clone)]
pub struct Known {
    pub case: Case,
    pub number: String,
    pub code: EchoCode,
}

/// Whom a case is about, in one matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub reporter: Id,
    pub matter: Id,
    pub number: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    pub version: u32,
    pub kind: TextKind,
    pub body: String,
}

fn place(id: Id) -> String {
    format!("rights.code:{id}")
}

/// Stands last in the order of what falls due.
fn due_order(case: &Case) -> i64 {
    case.due_before.map_or(i64::MAX, Instant::as_micros)
}

fn known(row: &Row, keys: &Keys) -> Result<Known> {
    let id: Id = row.get("id")?;
    let case: Case = row.model("case", |it: &Case| (it.id, it.version))?;
    let sealed: Vec<u8> = row.get("code_sealed")?;
    let code = keys.open(&place(id), &sealed)?;
    Ok(Known {
        case,
        number: row.get("number")?,
        code: code
            .parse()
            .map_err(|_| StoreError::inconsistent("stored code of a case"))?,
    })
}

/// Writes a new case with its code; returns its number, `Q20261126-03`.
pub async fn insert(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    change: &Change,
    people: &[Held],
    code: &EchoCode,
    now: Instant,
) -> Result<String> {
    let case = &change.case;
    let day = now.date();
    let last: i64 = tx.fetch_one(NEXT_NUMBER, args![day]).await?.get("last")?;
    let number = format!("Q{}-{last:02}", day.to_string().replace('-', ""));
    let model = serde_json::to_string(case).map_err(StoreError::inconsistent)?;
    let values = args![
        case.id,
        &number,
        case.version,
        model,
        case.state.name().name(),
        case.kind.name(),
        keys.digest("rights code", code.as_str()),
        keys.seal(&place(case.id), code.as_str(), entropy)?,
        case.asked_at,
        due_order(case),
        case.state.ended_at()
    ];
    tx.execute(INSERT, values).await?;
    for person in people {
        let values = args![case.id, person.reporter, person.matter, &person.number];
        tx.execute(ADD_PERSON, values).await?;
    }
    Ok(number)
}

/// Writes a changed case if nobody was faster.
pub async fn update(tx: &mut Tx, before: &Case, change: &Change) -> Result<()> {
    let case = &change.case;
    let model = serde_json::to_string(case).map_err(StoreError::inconsistent)?;
    let expected = i64::from(before.version);
    let values = args![
        case.id,
        expected,
        case.version,
        model,
        case.state.name().name(),
        due_order(case),
        case.state.ended_at()
    ];
    tx.execute_locked(UPDATE, values, case.id, expected).await
}

/// The journal rows and texts of a change.
pub async fn record(tx: &mut Tx, change: &Change, actor: &str, now: Instant) -> Result<()> {
    for event in &change.events {
        let entry = journal::Entry {
            subject_kind: SUBJECT,
            subject: change.case.id,
            version: i64::from(event.version),
            at: now,
            actor,
            kind: event.body.name(),
        };
        journal::append(tx, &entry, &event.body).await?;
        for text in &event.texts {
            let values = args![change.case.id, event.version, text.kind.name(), &text.body];
            tx.execute(ADD_TEXT, values).await?;
        }
    }
    Ok(())
}

pub async fn load(tx: &mut Tx, keys: &Keys, id: Id) -> Result<Option<Known>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.map(|row| known(&row, keys)).transpose()
}

pub async fn by_code(tx: &mut Tx, keys: &Keys, code: &EchoCode) -> Result<Option<Known>> {
    let digest = keys.digest("rights code", code.as_str());
    let row = tx.fetch_optional(BY_CODE, args![digest]).await?;
    row.map(|row| known(&row, keys)).transpose()
}

/// Open cases in the order of what falls due, behind one of them.
pub async fn open(
    tx: &mut Tx,
    keys: &Keys,
    behind: Option<&Known>,
    limit: i64,
) -> Result<Vec<Known>> {
    let (order, id) = behind.map_or((i64::MIN, String::new()), |it| {
        (due_order(&it.case), it.case.id.to_string())
    });
    let rows = tx.fetch_all(OPEN, args![order, id, limit]).await?;
    rows.iter().map(|row| known(row, keys)).collect()
}

/// Open cases whose time is over.
pub async fn overdue(tx: &mut Tx, now: Instant) -> Result<i64> {
    tx.fetch_one(OVERDUE, args![now]).await?.get("n")
}

/// Ended cases, newest first.
pub async fn ended(
    tx: &mut Tx,
    keys: &Keys,
    before: Instant,
    id: &str,
    limit: i64,
) -> Result<Vec<Known>> {
    let rows = tx.fetch_all(ENDED, args![before, id, limit]).await?;
    rows.iter().map(|row| known(row, keys)).collect()
}

pub async fn people(tx: &mut Tx, case: Id) -> Result<Vec<Person>> {
    let rows = tx.fetch_all(PEOPLE, args![case, PEOPLE_LIMIT]).await?;
    rows.iter()
        .map(|row| {
            Ok(Person {
                reporter: row.get("reporter_id")?,
                matter: row.get("matter_id")?,
                number: row.get("matter_number")?,
            })
        })
        .collect()
}

pub async fn texts(tx: &mut Tx, case: Id) -> Result<Vec<TextRow>> {
    let rows = tx.fetch_all(TEXTS, args![case, TEXTS_LIMIT]).await?;
    rows.iter()
        .map(|row| {
            let kind: String = row.get("kind")?;
            Ok(TextRow {
                version: row.get("version")?,
                kind: TextKind::from_name(&kind)
                    .ok_or_else(|| StoreError::inconsistent("kind of text"))?,
                body: row.get("body")?,
            })
        })
        .collect()
}

/// Takes the person's own words out of a case, and out of every other one about the same matter.
pub async fn forget_texts(tx: &mut Tx, case: Id, matters: &[Id], sentence: &str) -> Result<()> {
    tx.execute(FORGET_TEXTS, args![case, sentence]).await?;
    for matter in matters {
        tx.execute(FORGET_TEXTS_OF_MATTER, args![*matter, sentence])
            .await?;
    }
    Ok(())
}

pub async fn count_old(tx: &mut Tx, before: Instant) -> Result<i64> {
    tx.fetch_one(COUNT_OLD, args![before]).await?.get("n")
}

/// Takes texts and people out of cases that ended long ago; the journal keeps that they were.
pub async fn forget_old(tx: &mut Tx, before: Instant, most: i64) -> Result<usize> {
    let rows = tx.fetch_all(OLD, args![before, most]).await?;
    for row in &rows {
        let id: Id = row.get("id")?;
        tx.execute(DROP_TEXTS, args![id]).await?;
        tx.execute(DROP_PEOPLE, args![id]).await?;
    }
    Ok(rows.len())
}

/// When this person asked for deletion, while that is open.
pub async fn deletion_asked(tx: &mut Tx, matter: Id, reporter: Id) -> Result<Option<Instant>> {
    let row = tx
        .fetch_optional(DELETION_ASKED, args![matter, reporter])
        .await?;
    row.map(|row| row.get("asked_at")).transpose()
}

/// Cases that began between two moments, for the ledger.
pub async fn asked_between(
    tx: &mut Tx,
    (from, until): (Instant, Instant),
    most: i64,
) -> Result<Vec<Asked>> {
    let rows = tx.fetch_all(ASKED, args![from, until, most]).await?;
    let asked = |row: &Row| {
        let due: i64 = row.get("due_order")?;
        Ok(Asked {
            number: row.get("number")?,
            kind: row.get("kind")?,
            state: row.get("state")?,
            asked_at: row.get("asked_at")?,
            due_before: (due != i64::MAX).then(|| Instant::from_micros(due)),
            ended_at: row.get("ended_at")?,
        })
    };
    rows.iter().map(asked).collect()
}
