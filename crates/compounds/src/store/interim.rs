//! Interim committees. Each is one sealed value, for it names people; the columns beside it follow.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Date, Entropy, Id, Instant};

use crate::model::interim::Interim;
use crate::rules::interim::InterimEvent;
use crate::store::proof;

queries! {
    INSERT = "INSERT INTO interim_committee (id, estate_id, version, until_on, ended, model_sealed, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE = "UPDATE interim_committee SET version = $3, until_on = $4, ended = $5, model_sealed = $6
        WHERE id = $1 AND version = $2";
    OF_ESTATE = "SELECT id, version, model_sealed FROM interim_committee WHERE estate_id = $1
        ORDER BY created_at DESC, id DESC LIMIT $2";
    OVER = "SELECT id, version, model_sealed FROM interim_committee WHERE ended = 0 AND until_on <= $1
        ORDER BY until_on, id LIMIT $2";
    HEADS = "SELECT id AS subject, version FROM interim_committee WHERE id > $1 ORDER BY id LIMIT $2";
}

/// The kind under which they stand in the journal.
pub const SUBJECT: &str = "interim_committee";
/// Committees shown of one estate.
const MOST: i64 = 50;

fn place(id: Id) -> String {
    format!("interim.model:{id}")
}

pub(super) fn interim(row: &Row, keys: &Keys) -> Result<Interim> {
    let id: Id = row.get("id")?;
    let sealed: Vec<u8> = row.get("model_sealed")?;
    let opened = keys.open(&place(id), &sealed)?;
    let model: Interim = serde_json::from_str(&opened).map_err(StoreError::inconsistent)?;
    row.must_be_of("interim committee", (model.id, model.version))?;
    Ok(model)
}

/// A keyed digest of a committee as it is written.
pub(super) fn digest(keys: &Keys, id: Id, sealed: &[u8]) -> String {
    proof::of_sealed(keys, "interim committee", id, (sealed, ""))
}

/// Writes a new one, or a changed one if nobody was faster, and its line in the journal.
pub async fn save(
    tx: &mut Tx,
    (keys, entropy): (&Keys, &dyn Entropy),
    (it, event): (&Interim, &InterimEvent),
    (actor, now): (&str, Instant),
) -> Result<()> {
    let model = serde_json::to_string(it).map_err(StoreError::inconsistent)?;
    let sealed = keys.seal(&place(it.id), &model, entropy)?;
    let digest = digest(keys, it.id, &sealed);
    let ended = it.ended.is_some();
    if it.version == 1 {
        let values = args![
            it.id,
            it.estate,
            it.version,
            it.until,
            ended,
            sealed,
            it.created_at
        ];
        tx.execute(INSERT, values).await?;
    } else {
        let expected = i64::from(it.version) - 1;
        let values = args![it.id, expected, it.version, it.until, ended, sealed];
        tx.execute_locked(UPDATE, values, it.id, expected).await?;
    }
    let entry = journal::Entry {
        subject_kind: SUBJECT,
        subject: it.id,
        version: i64::from(it.version),
        at: now,
        actor,
        kind: event.name(),
    };
    journal::append(tx, &entry, &proof::Body::new(event, digest)).await
}

/// Those of an estate, newest first.
pub async fn of_estate(tx: &mut Tx, keys: &Keys, estate: Id) -> Result<Vec<Interim>> {
    let rows = tx.fetch_all(OF_ESTATE, args![estate, MOST]).await?;
    rows.iter().map(|row| interim(row, keys)).collect()
}

/// Those whose time is over and who still sit.
pub async fn over(tx: &mut Tx, keys: &Keys, today: Date, limit: i64) -> Result<Vec<Interim>> {
    let rows = tx.fetch_all(OVER, args![today, limit]).await?;
    rows.iter().map(|row| interim(row, keys)).collect()
}
