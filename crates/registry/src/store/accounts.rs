//! Accounts. Changes go through `ops`, which writes the journal row in the same transaction.

use std::collections::{BTreeMap, BTreeSet};

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Date, Id, Instant};

use crate::model::{Account, Grade, NewAccount};
use crate::rules::attempts::Attempts;
use crate::rules::fold;
use crate::store::old_passwords;

queries! {
    /// Heads of the journal for `audit verify`.
    HEADS = "SELECT id AS subject, version FROM account WHERE id > $1 ORDER BY id LIMIT $2";
    INSERT = "INSERT INTO account (id, login, name, password_hash, must_change_password,
            password_changed_at, active, failures, locked_until, created_at, version,
            password_fits_admin, password_is_long)
        VALUES ($1, $2, $3, $4, $5, $6, 1, 0, 0, $6, 1, 1, 1)";
    ALL = "SELECT id, login, name, password_hash, must_change_password, password_changed_at, active,
            failures, locked_until, created_at, version, password_fits_admin, password_is_long
        FROM account ORDER BY login LIMIT $1";
    BY_LOGIN = "SELECT id, login, name, password_hash, must_change_password, password_changed_at, active,
            failures, locked_until, created_at, version, password_fits_admin, password_is_long
        FROM account WHERE login = $1";
    BY_ID = "SELECT id, login, name, password_hash, must_change_password, password_changed_at, active,
            failures, locked_until, created_at, version, password_fits_admin, password_is_long
        FROM account WHERE id = $1";
    WITH_ROLE = "SELECT DISTINCT a.id AS id, a.login AS login, a.name AS name, a.password_hash AS password_hash,
            a.must_change_password AS must_change_password, a.password_changed_at AS password_changed_at,
            a.active AS active, a.failures AS failures, a.locked_until AS locked_until,
            a.created_at AS created_at, a.version AS version,
            a.password_fits_admin AS password_fits_admin, a.password_is_long AS password_is_long
        FROM post p JOIN account a ON a.id = p.account_id
        WHERE p.role = $1 AND $2 LIKE p.area_path || '%' AND a.active = 1
          AND p.from_on <= $3 AND (p.until_on IS NULL OR p.until_on >= $3)
        ORDER BY a.login LIMIT $4";
    OF_BODY = "SELECT DISTINCT a.id AS id, a.login AS login, a.name AS name, a.password_hash AS password_hash,
            a.must_change_password AS must_change_password, a.password_changed_at AS password_changed_at,
            a.active AS active, a.failures AS failures, a.locked_until AS locked_until,
            a.created_at AS created_at, a.version AS version,
            a.password_fits_admin AS password_fits_admin, a.password_is_long AS password_is_long
        FROM post p JOIN account a ON a.id = p.account_id
        WHERE p.body_id = $1 AND a.active = 1
          AND p.from_on <= $2 AND (p.until_on IS NULL OR p.until_on >= $2)
        ORDER BY a.login LIMIT $3";
    NAME = "SELECT name FROM account WHERE id = $1";
    SET_ATTEMPTS = "UPDATE account SET failures = $4, locked_until = $5
        WHERE id = $1 AND failures = $2 AND locked_until = $3";
    CLEAR_ATTEMPTS = "UPDATE account SET failures = 0, locked_until = 0 WHERE id = $1";
    SET_PASSWORD = "UPDATE account SET password_hash = $3, must_change_password = $4,
            password_changed_at = $5, password_fits_admin = $6, password_is_long = $7,
            failures = 0, locked_until = 0, version = version + 1
        WHERE id = $1 AND version = $2";
    SET_ACTIVE = "UPDATE account SET active = $3, version = version + 1 WHERE id = $1 AND version = $2";
    BUMP = "UPDATE account SET version = version + 1 WHERE id = $1 AND version = $2";
}

/// Accounts of one district that one page or one notice reaches at most.
pub const ACCOUNTS_LIMIT: i64 = 5_000;

fn account(row: &Row) -> Result<Account> {
    Ok(Account {
        id: row.get("id")?,
        login: row.get("login")?,
        name: row.get("name")?,
        password_hash: row.get("password_hash")?,
        must_change_password: row.get("must_change_password")?,
        password_changed_at: row.get("password_changed_at")?,
        password_grade: Grade {
            fits_admin: row.get("password_fits_admin")?,
            is_long: row.get("password_is_long")?,
        },
        active: row.get("active")?,
        failures: row.get("failures")?,
        locked_until: row.get("locked_until")?,
        created_at: row.get("created_at")?,
        version: row.get("version")?,
    })
}

fn accounts(rows: &[Row]) -> Result<Vec<Account>> {
    rows.iter().map(account).collect()
}

/// Adds the row of a new account, at version 1. [`crate::ops::create_account`] also journals it.
pub async fn insert(tx: &mut Tx, new: &NewAccount, now: Instant) -> Result<()> {
    let values = args![
        new.id,
        &new.login,
        &new.name,
        &new.password_hash,
        new.must_change_password,
        now,
    ];
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn all(tx: &mut Tx) -> Result<Vec<Account>> {
    accounts(&tx.fetch_all(ALL, args![ACCOUNTS_LIMIT]).await?)
}

pub async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<Account>> {
    let row = tx
        .fetch_optional(BY_LOGIN, args![fold::login(login)])
        .await?;
    row.as_ref().map(account).transpose()
}

pub async fn by_id(tx: &mut Tx, id: Id) -> Result<Option<Account>> {
    let row = tx.fetch_optional(BY_ID, args![id]).await?;
    row.as_ref().map(account).transpose()
}

/// Who holds a role for the place of this path on this day.
pub async fn with_role(
    tx: &mut Tx,
    role: &str,
    area_path: &str,
    today: Date,
) -> Result<Vec<Account>> {
    let values = args![role, area_path, today, ACCOUNTS_LIMIT];
    accounts(&tx.fetch_all(WITH_ROLE, values).await?)
}

/// Who works for a body on this day.
pub async fn of_body(tx: &mut Tx, body: Id, today: Date) -> Result<Vec<Account>> {
    let values = args![body, today, ACCOUNTS_LIMIT];
    accounts(&tx.fetch_all(OF_BODY, values).await?)
}

/// Names by account, for a timeline; accounts that do not exist are left out.
pub async fn names(tx: &mut Tx, ids: &[Id]) -> Result<BTreeMap<Id, String>> {
    let mut names = BTreeMap::new();
    for id in ids.iter().copied().collect::<BTreeSet<Id>>() {
        if let Some(row) = tx.fetch_optional(NAME, args![id]).await? {
            names.insert(id, row.get("name")?);
        }
    }
    Ok(names)
}

/// Writes down a try at the password before it is checked; false when somebody else tried at the
/// same moment and the caller must look again.
pub(crate) async fn set_attempts(
    tx: &mut Tx,
    account: &Account,
    attempts: Attempts,
) -> Result<bool> {
    let values = args![
        account.id,
        account.failures,
        account.locked_until,
        attempts.failures,
        attempts.locked_until,
    ];
    Ok(tx.execute(SET_ATTEMPTS, values).await? == 1)
}

pub(crate) async fn clear_attempts(tx: &mut Tx, id: Id) -> Result<()> {
    tx.execute(CLEAR_ATTEMPTS, args![id]).await.map(drop)
}

/// A password as it is kept.
#[derive(Clone, Copy)]
pub(crate) struct Kept<'a> {
    pub hash: &'a str,
    pub grade: Grade,
    pub must_change: bool,
}

/// Puts another password in the place of the present one, which is remembered: the last few may
/// not come again.
pub(crate) async fn set_password(
    tx: &mut Tx,
    account: &Account,
    kept: Kept<'_>,
    now: Instant,
) -> Result<()> {
    old_passwords::remember(tx, account.id, &account.password_hash, now).await?;
    let values = args![
        account.id,
        account.version,
        kept.hash,
        kept.must_change,
        now,
        kept.grade.fits_admin,
        kept.grade.is_long,
    ];
    tx.execute_locked(SET_PASSWORD, values, account.id, account.version)
        .await
}

pub(crate) async fn set_active(tx: &mut Tx, account: &Account, active: bool) -> Result<()> {
    let values = args![account.id, account.version, active];
    tx.execute_locked(SET_ACTIVE, values, account.id, account.version)
        .await
}

/// Raises the version for a change that stands in another table.
pub(crate) async fn bump(tx: &mut Tx, account: &Account) -> Result<()> {
    let values = args![account.id, account.version];
    tx.execute_locked(BUMP, values, account.id, account.version)
        .await
}
