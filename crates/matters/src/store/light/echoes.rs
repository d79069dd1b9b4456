use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args};
use huiyin_kernel::{EchoCode, Id, Instant};

use super::Account;
use super::queries as q;
use crate::model::StateName;
use crate::rules::light::{ADDED_MOST, Reach, SHOWN_MOST};
use crate::store::contact::{digest as code_digest, reporters_of};

/// An echo in the list of a light account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Echo {
    /// The reporter's row: what is one's own of the matter.
    pub reporter: Id,
    /// Reported oneself rather than joined.
    pub reported: bool,
    pub number: String,
    pub state: StateName,
    pub headline: String,
    pub summary: String,
    pub received_at: Instant,
    pub due_before: Option<Instant>,
}

fn echo(row: &Row) -> Result<Echo> {
    let state: String = row.get("state")?;
    let role: String = row.get("role")?;
    Ok(Echo {
        reporter: row.get("reporter_id")?,
        reported: role == "reporter",
        number: row.get("number")?,
        state: StateName::from_name(&state).ok_or_else(|| StoreError::inconsistent("state"))?,
        headline: row.get("headline")?,
        summary: row.get::<Option<String>>("summary")?.unwrap_or_default(),
        received_at: row.get("received_at")?,
        due_before: row.get("due_before")?,
    })
}

/// What the reporters' rows know a phone by; nothing for a mail address, which they do not hold.
pub(super) fn phone_digest(keys: &Keys, account: &Account) -> String {
    match &account.reach {
        Reach::Phone(phone) => keys.digest("phone", phone),
        Reach::Mail(_) => String::new(),
    }
}

/// Echoes whose reporter left the account's phone, the newest first.
pub async fn by_phone(tx: &mut Tx, keys: &Keys, account: &Account) -> Result<Vec<Echo>> {
    let values = args![phone_digest(keys, account), SHOWN_MOST];
    tx.fetch_all(q::BY_PHONE, values)
        .await?
        .iter()
        .map(echo)
        .collect()
}

/// Echoes added by their code, the newest first.
pub async fn added(tx: &mut Tx, account: Id) -> Result<Vec<Echo>> {
    tx.fetch_all(q::ADDED, args![account, ADDED_MOST])
        .await?
        .iter()
        .map(echo)
        .collect()
}

/// Adds the echo of a code; false when there is no such code, or no room for one more.
pub async fn add(
    tx: &mut Tx,
    keys: &Keys,
    account: Id,
    code: &EchoCode,
    now: Instant,
) -> Result<bool> {
    let row = tx
        .fetch_optional(q::BY_CODE, args![code_digest(keys, code)])
        .await?;
    let Some(row) = row else {
        return Ok(false);
    };
    let count: i64 = tx
        .fetch_one(q::COUNT_ADDED, args![account])
        .await?
        .get("n")?;
    if count >= ADDED_MOST {
        return Ok(false);
    }
    let reporter: Id = row.get("id")?;
    tx.execute(q::ADD, args![account, reporter, now]).await?;
    Ok(true)
}

pub async fn remove(tx: &mut Tx, account: Id, reporter: Id) -> Result<bool> {
    Ok(tx.execute(q::REMOVE, args![account, reporter]).await? == 1)
}

/// The matter of an echo that stands in the account's list; nothing for any other.
pub async fn is_shown(
    tx: &mut Tx,
    keys: &Keys,
    account: &Account,
    reporter: Id,
) -> Result<Option<Id>> {
    let values = args![account.id, reporter, phone_digest(keys, account)];
    let row = tx.fetch_optional(q::SHOWN, values).await?;
    row.map(|row| row.get("matter_id")).transpose()
}

/// The code of one's own echo.
pub async fn code_of(
    tx: &mut Tx,
    keys: &Keys,
    matter: Id,
    reporter: Id,
) -> Result<Option<EchoCode>> {
    let all = reporters_of(tx, keys, matter).await?;
    let own = all.into_iter().find(|it| it.id == reporter);
    Ok(own.and_then(|it| it.code))
}
