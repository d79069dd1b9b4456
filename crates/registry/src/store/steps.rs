//! Sign-ins between their first factor and their second. A row without an account is a door that
//! leads nowhere: whoever guesses must not learn which of two proofs was wrong.

use huiyin_db::{Result, StoreError, Tx, args, queries};
use huiyin_kernel::{Id, Instant};

use crate::model::First;

queries! {
    INSERT = "INSERT INTO sign_in_step (token_digest, account_id, first, expires_at) VALUES ($1, $2, $3, $4)";
    FIND = "SELECT account_id, first, expires_at FROM sign_in_step WHERE token_digest = $1";
    DELETE = "DELETE FROM sign_in_step WHERE token_digest = $1";
    DELETE_OF_ACCOUNT = "DELETE FROM sign_in_step WHERE account_id = $1";
    SWEEP = "DELETE FROM sign_in_step WHERE expires_at <= $1";
}

/// Half a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub account_id: Option<Id>,
    pub first: First,
    pub expires_at: Instant,
}

pub(crate) async fn insert(tx: &mut Tx, digest: &str, step: Step) -> Result<()> {
    let values = args![
        digest,
        step.account_id,
        step.first.as_str(),
        step.expires_at
    ];
    tx.execute(INSERT, values).await.map(drop)
}

pub(crate) async fn find(tx: &mut Tx, digest: &str, now: Instant) -> Result<Option<Step>> {
    let Some(row) = tx.fetch_optional(FIND, args![digest]).await? else {
        return Ok(None);
    };
    let first: String = row.get("first")?;
    let step = Step {
        account_id: row.get("account_id")?,
        first: first.parse().map_err(StoreError::inconsistent)?,
        expires_at: row.get("expires_at")?,
    };
    Ok(Some(step).filter(|it| now < it.expires_at))
}

/// Takes the step out: it serves once, whatever comes of it. False when somebody was faster.
pub(crate) async fn take(tx: &mut Tx, digest: &str) -> Result<bool> {
    Ok(tx.execute(DELETE, args![digest]).await? == 1)
}

pub(crate) async fn delete_of_account(tx: &mut Tx, account: Id) -> Result<()> {
    tx.execute(DELETE_OF_ACCOUNT, args![account])
        .await
        .map(drop)
}

pub(crate) async fn sweep(tx: &mut Tx, now: Instant) -> Result<u64> {
    tx.execute(SWEEP, args![now]).await
}
