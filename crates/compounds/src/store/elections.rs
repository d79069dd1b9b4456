//! Elections. Each is one sealed value, for it names people; the columns beside it follow.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Date, Entropy, Id, Instant};

use crate::model::elections::{Election, ElectionState};
use crate::rules::elections::{ElectionChange, term_warning_from};
use crate::store::{counted, proof};

queries! {
    INSERT = "INSERT INTO election (id, estate_id, version, state, warns_from, warned, model_sealed, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    UPDATE = "UPDATE election SET version = $3, state = $4, warns_from = $5, warned = $6, model_sealed = $7
        WHERE id = $1 AND version = $2";
    LOAD = "SELECT id, version, model_sealed FROM election WHERE id = $1";
    OF_ESTATE = "SELECT id, version, model_sealed FROM election WHERE estate_id = $1
        ORDER BY created_at DESC, id DESC LIMIT $2";
    TERM_ENDS = "SELECT id, version, model_sealed FROM election WHERE warned = 0 AND warns_from <= $1
        ORDER BY warns_from, id LIMIT $2";
    HEADS = "SELECT id AS subject, version FROM election WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which elections stand in the journal.
pub const SUBJECT: &str = "election";

/// Elections shown of one estate: one in a few years.
const MOST: i64 = 100;

fn place(id: Id) -> String {
    format!("election.model:{id}")
}

pub(super) fn election(row: &Row, keys: &Keys) -> Result<Election> {
    let id: Id = row.get("id")?;
    let sealed: Vec<u8> = row.get("model_sealed")?;
    let opened = keys.open(&place(id), &sealed)?;
    let model: Election = serde_json::from_str(&opened).map_err(StoreError::inconsistent)?;
    row.must_be_of("election", (model.id, model.version))?;
    Ok(model)
}

/// Columns beside the seal, which follow from it.
pub(super) struct Beside {
    pub state: &'static str,
    pub warns_from: Option<Date>,
    pub warned: bool,
}

pub(super) fn beside(it: &Election) -> Beside {
    let warned = match &it.state {
        ElectionState::Seated { warned_on, .. } => warned_on.is_some(),
        _ => false,
    };
    Beside {
        state: it.state.name().name(),
        warns_from: term_warning_from(it),
        warned,
    }
}

/// A keyed digest of an election as it is written.
pub(super) fn digest(keys: &Keys, id: Id, sealed: &[u8], warns_from: Option<&str>) -> String {
    let written = (sealed, warns_from.unwrap_or_default());
    proof::of_sealed(keys, "election of a committee", id, written)
}

/// Writes a new election, or a changed one if nobody was faster, and its line in the journal.
pub async fn save(
    tx: &mut Tx,
    (keys, entropy): (&Keys, &dyn Entropy),
    change: &ElectionChange,
    (actor, now): (&str, Instant),
) -> Result<()> {
    let it = &change.election;
    let model = serde_json::to_string(it).map_err(StoreError::inconsistent)?;
    let sealed = keys.seal(&place(it.id), &model, entropy)?;
    let Beside {
        state,
        warns_from,
        warned,
    } = beside(it);
    let warns_on = warns_from.map(|it| it.to_string());
    let digest = digest(keys, it.id, &sealed, warns_on.as_deref());
    let (estate, version) = (it.estate, it.version);
    if version == 1 {
        let values = args![
            it.id,
            estate,
            version,
            state,
            warns_from,
            warned,
            sealed,
            it.created_at
        ];
        tx.execute(INSERT, values).await?;
    } else {
        let expected = i64::from(version) - 1;
        let values = args![it.id, expected, version, state, warns_from, warned, sealed];
        tx.execute_locked(UPDATE, values, it.id, expected).await?;
    }
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: it.id,
        version: i64::from(version),
        at: now,
        actor,
        kind: change.event.name(),
    };
    let body = proof::Body::new(&change.event, digest);
    journal::append(tx, &entry, &body).await?;
    counted::write(tx, SUBJECT, it.id).await
}

pub async fn load(tx: &mut Tx, keys: &Keys, id: Id) -> Result<Option<Election>> {
    let row = tx.fetch_optional(LOAD, args![id]).await?;
    row.map(|row| election(&row, keys)).transpose()
}

/// Elections of an estate, newest first.
pub async fn of_estate(tx: &mut Tx, keys: &Keys, estate: Id) -> Result<Vec<Election>> {
    let rows = tx.fetch_all(OF_ESTATE, args![estate, MOST]).await?;
    rows.iter().map(|row| election(row, keys)).collect()
}

/// Elections whose committee is to be told that its time ends.
pub async fn to_warn(tx: &mut Tx, keys: &Keys, today: Date, limit: i64) -> Result<Vec<Election>> {
    let rows = tx.fetch_all(TERM_ENDS, args![today, limit]).await?;
    rows.iter().map(|row| election(row, keys)).collect()
}
