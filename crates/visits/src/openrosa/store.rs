//! Rows of phones with ODK Collect.

use huiyin_db::{Query, Result, Row, StoreError, Tx, args, journal, queries};
use huiyin_kernel::{Date, Id, Instant};
use huiyin_registry::Attempts;
use serde::Serialize;

queries! {
    DEVICE_HEADS = "SELECT id AS subject, version FROM notebook_collect WHERE id > $1 ORDER BY id LIMIT $2";
    INSERT = "INSERT INTO notebook_collect (id, account_id, label, login, secret_digest, created_at, ends_at,
            used_on, removed_at, failures, locked_until, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL, 0, 0, 1) ON CONFLICT (id) DO NOTHING";
    BY_LOGIN = "SELECT id, account_id, label, login, secret_digest, created_at, ends_at, used_on, failures,
            locked_until
        FROM notebook_collect WHERE login = $1 AND removed_at IS NULL";
    OF_ACCOUNT = "SELECT id, account_id, label, login, secret_digest, created_at, ends_at, used_on, failures,
            locked_until
        FROM notebook_collect WHERE account_id = $1 AND removed_at IS NULL AND ends_at > $2
        ORDER BY created_at, id LIMIT $3";
    REMOVE = "UPDATE notebook_collect SET removed_at = $3, version = version + 1
        WHERE id = $1 AND account_id = $2 AND removed_at IS NULL";
    COUNT_TRY = "UPDATE notebook_collect SET failures = $2, locked_until = $3 WHERE id = $1";
    USED = "UPDATE notebook_collect SET used_on = $2, failures = 0, locked_until = 0 WHERE id = $1";
}

/// Heads of the journal for `audit verify`.
pub const HEADS: Query = DEVICE_HEADS;

/// Phones of one account at the same time.
pub(super) const DEVICES_MOST: usize = 5;

/// A phone with ODK Collect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Device {
    pub id: Id,
    pub account: Id,
    /// What its owner calls it.
    pub label: String,
    pub login: String,
    pub secret_digest: String,
    pub created_at: Instant,
    pub ends_at: Instant,
    /// The last day on which it asked for anything; no more is kept of it.
    pub used_on: Option<Date>,
    pub attempts: Attempts,
}

fn device(row: &Row) -> Result<Device> {
    Ok(Device {
        id: row.get("id")?,
        account: row.get("account_id")?,
        label: row.get("label")?,
        login: row.get("login")?,
        secret_digest: row.get("secret_digest")?,
        created_at: row.get("created_at")?,
        ends_at: row.get("ends_at")?,
        used_on: row.get("used_on")?,
        attempts: Attempts {
            failures: row.get("failures")?,
            locked_until: row.get("locked_until")?,
        },
    })
}

#[derive(Serialize)]
struct Noted {
    account: Id,
}

async fn note(
    tx: &mut Tx,
    (id, version): (Id, i64),
    kind: &str,
    account: Id,
    now: Instant,
) -> Result<()> {
    let actor = format!("account:{account}");
    let entry = journal::Entry {
        subject_kind: "collect_device",
        subject: id,
        version,
        at: now,
        actor: &actor,
        kind,
    };
    journal::append(tx, &entry, &Noted { account })
        .await
        .map(drop)
}

/// False where it is there already: the same form sent twice.
pub(super) async fn insert(tx: &mut Tx, device: &Device) -> Result<bool> {
    let values = args![
        device.id,
        device.account,
        &device.label,
        &device.login,
        &device.secret_digest,
        device.created_at,
        device.ends_at
    ];
    if tx.execute(INSERT, values).await? == 0 {
        return Ok(false);
    }
    note(
        tx,
        (device.id, 1),
        "added",
        device.account,
        device.created_at,
    )
    .await?;
    Ok(true)
}

pub(super) async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<Device>> {
    let row = tx.fetch_optional(BY_LOGIN, args![login]).await?;
    row.as_ref().map(device).transpose()
}

/// Those that still open something.
pub(super) async fn of_account(tx: &mut Tx, account: Id, now: Instant) -> Result<Vec<Device>> {
    let most = i64::try_from(DEVICES_MOST).map_err(StoreError::inconsistent)?;
    let rows = tx.fetch_all(OF_ACCOUNT, args![account, now, most]).await?;
    rows.iter().map(device).collect()
}

pub(super) async fn remove(tx: &mut Tx, id: Id, account: Id, now: Instant) -> Result<bool> {
    if tx.execute(REMOVE, args![id, account, now]).await? == 0 {
        return Ok(false);
    }
    note(tx, (id, 2), "removed", account, now).await?;
    Ok(true)
}

pub(super) async fn count_try(tx: &mut Tx, id: Id, tried: Attempts) -> Result<()> {
    let values = args![id, tried.failures, tried.locked_until];
    tx.execute(COUNT_TRY, values).await.map(drop)
}

pub(super) async fn used(tx: &mut Tx, id: Id, today: Date) -> Result<()> {
    tx.execute(USED, args![id, today]).await.map(drop)
}
