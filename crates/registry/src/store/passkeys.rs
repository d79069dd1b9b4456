//! Passkeys. Changes go through `ops`, which writes the journal row in the same transaction.

use huiyin_db::{Result, Row, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::Passkey;

queries! {
    INSERT = "INSERT INTO passkey (id, account_id, name, credential_id, public_key, counter_state, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OF_ACCOUNT = "SELECT id, account_id, name, credential_id, public_key, counter_state, created_at,
            used_at, blocked_at
        FROM passkey WHERE account_id = $1 ORDER BY created_at, id LIMIT $2";
    BY_CREDENTIAL = "SELECT id, account_id, name, credential_id, public_key, counter_state, created_at,
            used_at, blocked_at
        FROM passkey WHERE credential_id = $1";
    USED = "UPDATE passkey SET counter_state = $3, used_at = $4
        WHERE id = $1 AND counter_state = $2 AND blocked_at IS NULL";
    BLOCK = "UPDATE passkey SET blocked_at = $2 WHERE id = $1 AND blocked_at IS NULL";
    DELETE = "DELETE FROM passkey WHERE id = $1 AND account_id = $2";
    DELETE_OF_ACCOUNT = "DELETE FROM passkey WHERE account_id = $1";
}

fn passkey(row: &Row) -> Result<Passkey> {
    Ok(Passkey {
        id: row.get("id")?,
        account_id: row.get("account_id")?,
        name: row.get("name")?,
        credential_id: row.get("credential_id")?,
        public_key: row.get("public_key")?,
        counter_state: row.get("counter_state")?,
        created_at: row.get("created_at")?,
        used_at: row.get("used_at")?,
        blocked_at: row.get("blocked_at")?,
    })
}

pub(crate) async fn insert(tx: &mut Tx, new: &Passkey) -> Result<()> {
    let values = args![
        new.id,
        new.account_id,
        &new.name,
        new.credential_id.clone(),
        new.public_key.clone(),
        new.counter_state.clone(),
        new.created_at,
    ];
    tx.execute(INSERT, values).await.map(drop)
}

/// The passkeys of an account, the oldest first.
pub async fn of_account(tx: &mut Tx, account: Id) -> Result<Vec<Passkey>> {
    let limit = i64::try_from(crate::rules::passkey::PASSKEYS_MOST).unwrap_or(i64::MAX);
    let rows = tx.fetch_all(OF_ACCOUNT, args![account, limit]).await?;
    rows.iter().map(passkey).collect()
}

pub(crate) async fn by_credential(tx: &mut Tx, credential: &[u8]) -> Result<Option<Passkey>> {
    let row = tx
        .fetch_optional(BY_CREDENTIAL, args![credential.to_vec()])
        .await?;
    row.as_ref().map(passkey).transpose()
}

/// Notes a use; false when another use of the same passkey came between.
pub(crate) async fn used(
    tx: &mut Tx,
    before: &Passkey,
    counter_state: &[u8],
    now: Instant,
) -> Result<bool> {
    let values = args![
        before.id,
        before.counter_state.clone(),
        counter_state.to_vec(),
        now
    ];
    Ok(tx.execute(USED, values).await? == 1)
}

pub(crate) async fn block(tx: &mut Tx, id: Id, now: Instant) -> Result<bool> {
    Ok(tx.execute(BLOCK, args![id, now]).await? == 1)
}

/// Removes a passkey of this account; one of somebody else's is not there.
pub(crate) async fn delete(tx: &mut Tx, id: Id, account: Id) -> Result<bool> {
    Ok(tx.execute(DELETE, args![id, account]).await? == 1)
}

pub(crate) async fn delete_of_account(tx: &mut Tx, account: Id) -> Result<u64> {
    tx.execute(DELETE_OF_ACCOUNT, args![account]).await
}
