//! Sessions: only a keyed digest of the token is kept, so that a copy of the database opens none.

use huiyin_db::{Result, Row, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::{Grade, Session};
use crate::rules::session::Limits;
use crate::store::{settings, steps};

queries! {
    INSERT = "INSERT INTO session (token_digest, id, account_id, created_at, seen_at, expires_at,
            first, second, device)
        VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8)";
    /// The session, its account and the limits in force, in one look.
    OPEN = "SELECT s.id AS id, s.token_digest AS token_digest, s.account_id AS account_id,
            s.created_at AS created_at, s.seen_at AS seen_at, s.expires_at AS expires_at,
            s.first AS first, s.second AS second, s.device AS device,
            a.name AS name, a.must_change_password AS must_change_password,
            a.password_changed_at AS password_changed_at, a.active AS active,
            a.password_fits_admin AS password_fits_admin, a.password_is_long AS password_is_long,
            (SELECT COUNT(*) FROM totp t
                WHERE t.account_id = s.account_id AND t.confirmed_at IS NOT NULL) AS generators,
            (SELECT value FROM setting WHERE key = 'idle_minutes') AS idle_minutes,
            (SELECT value FROM setting WHERE key = 'idle_minutes_admin') AS idle_minutes_admin,
            (SELECT value FROM setting WHERE key = 'absolute_hours') AS absolute_hours,
            (SELECT value FROM setting WHERE key = 'password_days') AS password_days,
            (SELECT value FROM setting WHERE key = 'length_over_rotation') AS length_over_rotation,
            (SELECT value FROM setting WHERE key = 'totp_required_roles') AS totp_required_roles
        FROM session s JOIN account a ON a.id = s.account_id WHERE s.token_digest = $1";
    OF_ACCOUNT = "SELECT id, token_digest, account_id, created_at, seen_at, expires_at, first, second, device
        FROM session WHERE account_id = $1 AND expires_at > $2 ORDER BY seen_at DESC, id LIMIT $3";
    TOUCH = "UPDATE session SET seen_at = $2 WHERE token_digest = $1 AND seen_at < $2";
    DELETE = "DELETE FROM session WHERE token_digest = $1";
    BY_ID = "SELECT id, token_digest, account_id, created_at, seen_at, expires_at, first, second, device
        FROM session WHERE id = $1 AND account_id = $2";
    DELETE_OF_ACCOUNT = "DELETE FROM session WHERE account_id = $1 AND token_digest <> $2";
    SWEEP = "DELETE FROM session WHERE expires_at <= $1";
}

/// Sessions of one account that a page shows.
const SESSIONS_SHOWN: i64 = 50;

fn session(row: &Row) -> Result<Session> {
    let first: String = row.get("first")?;
    Ok(Session {
        first: first.parse().map_err(StoreError::inconsistent)?,
        second: row.get("second")?,
        device: row.get("device")?,
        id: row.get("id")?,
        token_digest: row.get("token_digest")?,
        account_id: row.get("account_id")?,
        created_at: row.get("created_at")?,
        seen_at: row.get("seen_at")?,
        expires_at: row.get("expires_at")?,
    })
}

/// A session as the gate sees it.
#[derive(Debug, Clone)]
pub(crate) struct Open {
    pub session: Session,
    pub name: String,
    pub must_change_password: bool,
    pub password_changed_at: Instant,
    pub password_grade: Grade,
    pub active: bool,
    pub has_generator: bool,
    pub limits: Limits,
    /// Roles for which the district asks for a second factor.
    pub required_roles: Vec<String>,
}

pub(crate) async fn open(tx: &mut Tx, digest: &str) -> Result<Option<Open>> {
    let Some(row) = tx.fetch_optional(OPEN, args![digest]).await? else {
        return Ok(None);
    };
    let text = |name: &str| -> Result<Option<String>> { row.get(name) };
    let generators: i64 = row.get("generators")?;
    Ok(Some(Open {
        session: session(&row)?,
        name: row.get("name")?,
        must_change_password: row.get("must_change_password")?,
        password_changed_at: row.get("password_changed_at")?,
        password_grade: Grade {
            fits_admin: row.get("password_fits_admin")?,
            is_long: row.get("password_is_long")?,
        },
        active: row.get("active")?,
        has_generator: generators > 0,
        limits: settings::limits_of(&text)?,
        required_roles: settings::roles_of(text("totp_required_roles")?),
    }))
}

pub(crate) async fn insert(tx: &mut Tx, session: &Session) -> Result<()> {
    let values = args![
        &session.token_digest,
        session.id,
        session.account_id,
        session.created_at,
        session.expires_at,
        session.first.as_str(),
        session.second,
        &session.device,
    ];
    tx.execute(INSERT, values).await.map(drop)
}

/// The sessions of an account that have not run out, the last used first.
pub async fn of_account(tx: &mut Tx, account: Id, now: Instant) -> Result<Vec<Session>> {
    let rows = tx
        .fetch_all(OF_ACCOUNT, args![account, now, SESSIONS_SHOWN])
        .await?;
    rows.iter().map(session).collect()
}

/// A session of this account; that of somebody else is not there.
pub(crate) async fn by_id(tx: &mut Tx, id: Id, account: Id) -> Result<Option<Session>> {
    let row = tx.fetch_optional(BY_ID, args![id, account]).await?;
    row.as_ref().map(session).transpose()
}

pub(crate) async fn touch(tx: &mut Tx, digest: &str, now: Instant) -> Result<()> {
    tx.execute(TOUCH, args![digest, now]).await.map(drop)
}

pub(crate) async fn delete(tx: &mut Tx, digest: &str) -> Result<bool> {
    Ok(tx.execute(DELETE, args![digest]).await? == 1)
}

/// Ends the sessions of an account, all but the one with this digest; empty keeps none.
pub(crate) async fn delete_of_account(tx: &mut Tx, account: Id, but: &str) -> Result<u64> {
    tx.execute(DELETE_OF_ACCOUNT, args![account, but]).await
}

/// Forgets sessions and half sign-ins that have run out; for a job.
pub async fn sweep(tx: &mut Tx, now: Instant) -> Result<u64> {
    Ok(tx.execute(SWEEP, args![now]).await? + steps::sweep(tx, now).await?)
}
