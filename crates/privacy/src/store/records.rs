//! Notices as changed by the district, impact assessments, and breaches.

use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Date, Id, Instant};

use crate::model::{Cause, Purpose};

queries! {
    NOTICE = "SELECT code, version, card_zh, card_en, full_zh, full_en, reason, by_account, created_at
        FROM privacy_notice WHERE code = $1 ORDER BY version DESC LIMIT 1";
    ADD_NOTICE = "INSERT INTO privacy_notice (code, version, card_zh, card_en, full_zh, full_en, reason, by_account, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    ASSESSMENTS = "SELECT id, title, cause, necessity, risks, measures, conclusion, concluded_on, keep_until, by_account, created_at
        FROM privacy_assessment ORDER BY created_at DESC, id DESC LIMIT $1";
    ASSESSMENT = "SELECT id, title, cause, necessity, risks, measures, conclusion, concluded_on, keep_until, by_account, created_at
        FROM privacy_assessment WHERE id = $1";
    ADD_ASSESSMENT = "INSERT INTO privacy_assessment (id, title, cause, necessity, risks, measures, conclusion, concluded_on, keep_until, by_account, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    BREACHES = "SELECT id, version, found_at, what, kinds, people, cause, harm, measures, advice, contact, authority_told_at,
            people_told_at, not_told_reason, by_account, created_at
        FROM privacy_breach ORDER BY found_at DESC, id DESC LIMIT $1";
    BREACH = "SELECT id, version, found_at, what, kinds, people, cause, harm, measures, advice, contact, authority_told_at,
            people_told_at, not_told_reason, by_account, created_at
        FROM privacy_breach WHERE id = $1";
    ADD_BREACH = "INSERT INTO privacy_breach (id, version, found_at, what, kinds, people, cause, harm, measures, advice, contact,
            authority_told_at, people_told_at, not_told_reason, by_account, created_at)
        VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, NULL, '', $11, $12)";
    TELL_BREACH = "UPDATE privacy_breach SET version = version + 1, authority_told_at = $3, people_told_at = $4, not_told_reason = $5
        WHERE id = $1 AND version = $2";
    BREACH_HEADS = "SELECT id AS subject, version FROM privacy_breach WHERE id > $1 ORDER BY id LIMIT $2";
}

/// Records of one kind read at once.
const RECORDS_LIMIT: i64 = 500;

/// The text of a notice as the district has changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub version: u16,
    pub card_zh: String,
    pub card_en: String,
    pub full_zh: String,
    pub full_en: String,
    pub reason: String,
    pub created_at: Instant,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    pub id: Id,
    pub title: String,
    pub cause: Cause,
    pub necessity: String,
    pub risks: String,
    pub measures: String,
    pub conclusion: String,
    pub concluded_on: Date,
    pub keep_until: Date,
    pub by: Id,
    pub created_at: Instant,
}

/// Something that got out, was lost or changed without right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    pub id: Id,
    pub version: i64,
    pub found_at: Instant,
    pub what: String,
    pub kinds: String,
    pub people: i64,
    pub cause: String,
    pub harm: String,
    pub measures: String,
    pub advice: String,
    pub contact: String,
    pub authority_told_at: Option<Instant>,
    pub people_told_at: Option<Instant>,
    pub not_told_reason: String,
    pub by: Id,
    pub created_at: Instant,
}

pub async fn notice(tx: &mut Tx, purpose: Purpose) -> Result<Option<Notice>> {
    let row = tx.fetch_optional(NOTICE, args![purpose.name()]).await?;
    row.map(|row| {
        Ok(Notice {
            version: row.get("version")?,
            card_zh: row.get("card_zh")?,
            card_en: row.get("card_en")?,
            full_zh: row.get("full_zh")?,
            full_en: row.get("full_en")?,
            reason: row.get("reason")?,
            created_at: row.get("created_at")?,
        })
    })
    .transpose()
}

pub async fn add_notice(tx: &mut Tx, purpose: Purpose, notice: &Notice, by: Id) -> Result<()> {
    let values = args![
        purpose.name(),
        notice.version,
        &notice.card_zh,
        &notice.card_en,
        &notice.full_zh,
        &notice.full_en,
        &notice.reason,
        by,
        notice.created_at
    ];
    tx.execute(ADD_NOTICE, values).await.map(drop)
}

fn assessment_of(row: &Row) -> Result<Assessment> {
    let cause: String = row.get("cause")?;
    Ok(Assessment {
        id: row.get("id")?,
        title: row.get("title")?,
        cause: Cause::from_name(&cause).ok_or_else(|| StoreError::inconsistent("cause"))?,
        necessity: row.get("necessity")?,
        risks: row.get("risks")?,
        measures: row.get("measures")?,
        conclusion: row.get("conclusion")?,
        concluded_on: row.get("concluded_on")?,
        keep_until: row.get("keep_until")?,
        by: row.get("by_account")?,
        created_at: row.get("created_at")?,
    })
}

pub async fn assessments(tx: &mut Tx) -> Result<Vec<Assessment>> {
    let rows = tx.fetch_all(ASSESSMENTS, args![RECORDS_LIMIT]).await?;
    rows.iter().map(assessment_of).collect()
}

pub async fn assessment(tx: &mut Tx, id: Id) -> Result<Option<Assessment>> {
    let row = tx.fetch_optional(ASSESSMENT, args![id]).await?;
    row.map(|row| assessment_of(&row)).transpose()
}

pub async fn add_assessment(tx: &mut Tx, it: &Assessment) -> Result<()> {
    let values = args![
        it.id,
        &it.title,
        it.cause.name(),
        &it.necessity,
        &it.risks,
        &it.measures,
        &it.conclusion,
        it.concluded_on,
        it.keep_until,
        it.by,
        it.created_at
    ];
    tx.execute(ADD_ASSESSMENT, values).await.map(drop)
}

fn breach_of(row: &Row) -> Result<Breach> {
    Ok(Breach {
        id: row.get("id")?,
        version: row.get("version")?,
        found_at: row.get("found_at")?,
        what: row.get("what")?,
        kinds: row.get("kinds")?,
        people: row.get("people")?,
        cause: row.get("cause")?,
        harm: row.get("harm")?,
        measures: row.get("measures")?,
        advice: row.get("advice")?,
        contact: row.get("contact")?,
        authority_told_at: row.get("authority_told_at")?,
        people_told_at: row.get("people_told_at")?,
        not_told_reason: row.get("not_told_reason")?,
        by: row.get("by_account")?,
        created_at: row.get("created_at")?,
    })
}

pub async fn breaches(tx: &mut Tx) -> Result<Vec<Breach>> {
    let rows = tx.fetch_all(BREACHES, args![RECORDS_LIMIT]).await?;
    rows.iter().map(breach_of).collect()
}

pub async fn breach(tx: &mut Tx, id: Id) -> Result<Option<Breach>> {
    let row = tx.fetch_optional(BREACH, args![id]).await?;
    row.map(|row| breach_of(&row)).transpose()
}

pub async fn add_breach(tx: &mut Tx, it: &Breach) -> Result<()> {
    let values = args![
        it.id,
        it.found_at,
        &it.what,
        &it.kinds,
        it.people,
        &it.cause,
        &it.harm,
        &it.measures,
        &it.advice,
        &it.contact,
        it.by,
        it.created_at
    ];
    tx.execute(ADD_BREACH, values).await.map(drop)
}

pub async fn tell_breach(tx: &mut Tx, it: &Breach) -> Result<()> {
    let values = args![
        it.id,
        it.version,
        it.authority_told_at,
        it.people_told_at,
        &it.not_told_reason
    ];
    tx.execute_locked(TELL_BREACH, values, it.id, it.version)
        .await
}
