//! Invitations: one for each account at most, of whose token only a keyed digest is kept.

use std::collections::BTreeSet;

use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

queries! {
    PUT = "INSERT INTO invite (account_id, token_digest, created_at, expires_at, used_at)
        VALUES ($1, $2, $3, $4, NULL)
        ON CONFLICT (account_id) DO UPDATE SET token_digest = excluded.token_digest,
            created_at = excluded.created_at, expires_at = excluded.expires_at, used_at = NULL";
    FIND = "SELECT account_id, expires_at FROM invite WHERE token_digest = $1 AND used_at IS NULL";
    OPEN_ACCOUNTS = "SELECT account_id FROM invite WHERE used_at IS NULL AND expires_at > $1";
    OF_ACCOUNT = "SELECT expires_at FROM invite WHERE account_id = $1 AND used_at IS NULL";
    USE = "UPDATE invite SET used_at = $2 WHERE token_digest = $1 AND used_at IS NULL";
    CANCEL = "DELETE FROM invite WHERE account_id = $1";
}

/// Puts an invitation in the place of the one before.
pub(crate) async fn put(
    tx: &mut Tx,
    account: Id,
    digest: &str,
    (now, expires_at): (Instant, Instant),
) -> Result<()> {
    let values = args![account, digest, now, expires_at];
    tx.execute(PUT, values).await.map(drop)
}

/// Whom the token of this digest invites, while it still does.
pub(crate) async fn find(tx: &mut Tx, digest: &str, now: Instant) -> Result<Option<Id>> {
    let Some(row) = tx.fetch_optional(FIND, args![digest]).await? else {
        return Ok(None);
    };
    let expires_at: Instant = row.get("expires_at")?;
    let account = row.get("account_id")?;
    Ok(Some(account).filter(|_| now < expires_at))
}

/// Until when this account is invited.
pub(crate) async fn of_account(tx: &mut Tx, account: Id, now: Instant) -> Result<Option<Instant>> {
    let row = tx.fetch_optional(OF_ACCOUNT, args![account]).await?;
    let expires_at: Option<Instant> = row.map(|row| row.get("expires_at")).transpose()?;
    Ok(expires_at.filter(|until| now < *until))
}

/// Accounts whose invitation still waits to be used.
pub(crate) async fn open_accounts(tx: &mut Tx, now: Instant) -> Result<BTreeSet<Id>> {
    let rows = tx.fetch_all(OPEN_ACCOUNTS, args![now]).await?;
    rows.iter().map(|row| row.get("account_id")).collect()
}

/// Spends an invitation; false when it was spent or cancelled before.
pub(crate) async fn spend(tx: &mut Tx, digest: &str, now: Instant) -> Result<bool> {
    Ok(tx.execute(USE, args![digest, now]).await? == 1)
}

pub(crate) async fn cancel(tx: &mut Tx, account: Id) -> Result<()> {
    tx.execute(CANCEL, args![account]).await.map(drop)
}
