//! Forms in their versions, each with the district's signature. A version is never changed: what
//! was answered stays answerable.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_forms::{Form, household_visit};
use huiyin_kernel::{Instant, Said};

queries! {
    INSERT = "INSERT INTO visit_form (form_id, version, title_zh, title_en, model, signature, created_by, created_at,
            retired_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)";
    LOAD = "SELECT form_id, version, model, signature FROM visit_form WHERE form_id = $1 AND version = $2";
    NEWEST = "SELECT COALESCE(MAX(version), CAST(0 AS BIGINT)) AS version FROM visit_form WHERE form_id = $1";
    LIST = "SELECT form_id, version, title_zh, title_en, created_by, created_at, retired_at FROM visit_form
        ORDER BY form_id, version DESC LIMIT $1";
    RETIRE = "UPDATE visit_form SET retired_at = $3 WHERE form_id = $1 AND version = $2 AND retired_at IS NULL";
}

/// Versions of all forms that are listed; a district writes a few in a year.
const LIST_LIMIT: i64 = 1_000;
/// Who put the form there that comes with the program.
pub const SYSTEM: &str = "system";

/// A version of a form without its questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub id: String,
    pub version: u32,
    pub title: Said,
    pub created_by: String,
    pub created_at: Instant,
    pub retired_at: Option<Instant>,
}

/// What is signed: which form in which version, and every word of it.
fn message(id: &str, version: u32, model: &str) -> Vec<u8> {
    format!("{id}\u{1f}{version}\u{1f}{model}").into_bytes()
}

const PURPOSE: &str = "visit form";

/// Keeps a form as its next version and says which that is.
pub async fn add(tx: &mut Tx, keys: &Keys, form: &Form, by: &str, now: Instant) -> Result<u32> {
    let id = form.id.as_str();
    let version = newest(tx, id).await? + 1;
    let model = form.to_json().map_err(StoreError::inconsistent)?;
    let signature = keys.sign(PURPOSE, &message(id, version, &model));
    let values = args![
        id,
        version,
        &form.title.zh,
        &form.title.en,
        model,
        signature.to_vec(),
        by,
        now
    ];
    tx.execute(INSERT, values).await?;
    Ok(version)
}

async fn newest(tx: &mut Tx, id: &str) -> Result<u32> {
    let version: i64 = tx.fetch_one(NEWEST, args![id]).await?.get("version")?;
    u32::try_from(version).map_err(StoreError::inconsistent)
}

/// Whether any version of a form of this name is kept.
pub async fn is_known(tx: &mut Tx, id: &str) -> Result<bool> {
    Ok(newest(tx, id).await? > 0)
}

/// A form in one version. A row that the district did not sign is no form of it: that is an error,
/// not an absence.
pub async fn load(tx: &mut Tx, keys: &Keys, id: &str, version: u32) -> Result<Option<Form>> {
    let Some(row) = tx.fetch_optional(LOAD, args![id, version]).await? else {
        return Ok(None);
    };
    let model: String = row.get("model")?;
    let signature: Vec<u8> = row.get("signature")?;
    if !keys.signed(PURPOSE, &message(id, version, &model), &signature) {
        return Err(StoreError::Inconsistent(format!(
            "form {id} {version} is not signed by this district"
        )));
    }
    Form::from_json(&model)
        .map(Some)
        .map_err(StoreError::inconsistent)
}

fn version(row: &Row) -> Result<Version> {
    let number: i64 = row.get("version")?;
    Ok(Version {
        id: row.get("form_id")?,
        version: u32::try_from(number).map_err(StoreError::inconsistent)?,
        title: Said {
            zh: row.get("title_zh")?,
            en: row.get("title_en")?,
        },
        created_by: row.get("created_by")?,
        created_at: row.get("created_at")?,
        retired_at: row.get("retired_at")?,
    })
}

/// Every version, by form, the newest of each first.
pub async fn all(tx: &mut Tx) -> Result<Vec<Version>> {
    let rows = tx.fetch_all(LIST, args![LIST_LIMIT]).await?;
    rows.iter().map(version).collect()
}

/// The newest version of each form that is not retired: what a new round may choose from.
pub async fn current(tx: &mut Tx) -> Result<Vec<Version>> {
    let mut found: Vec<Version> = Vec::new();
    for version in all(tx).await? {
        let is_newer_there = found.last().is_some_and(|it| it.id == version.id);
        if version.retired_at.is_none() && !is_newer_there {
            found.push(version);
        }
    }
    Ok(found)
}

/// Takes a version out of use for new rounds; false where it was already.
pub async fn retire(tx: &mut Tx, id: &str, version: u32, now: Instant) -> Result<bool> {
    let changed = tx.execute(RETIRE, args![id, version, now]).await?;
    Ok(changed == 1)
}

/// Puts the form there that comes with the program, once: a later program with other words in it
/// changes nothing of what was asked before.
pub async fn install_shipped(tx: &mut Tx, keys: &Keys, now: Instant) -> Result<()> {
    let form = household_visit()
        .map_err(|faults| StoreError::Inconsistent(format!("the shipped form: {faults:?}")))?;
    if !is_known(tx, form.id.as_str()).await? {
        add(tx, keys, &form, SYSTEM, now).await?;
    }
    Ok(())
}
