use huiyin_db::fields::Keys;
use huiyin_db::{Result, Row, StoreError, Tx, args};
use huiyin_kernel::{Entropy, Id, Instant};

use super::queries as q;
use super::reach_digest;
use crate::rules::light::{Reach, SESSION_SECONDS};

/// A light account as its owner meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: Id,
    pub reach: Reach,
    pub created_at: Instant,
}

fn place(id: Id) -> String {
    format!("light_account.reach:{id}")
}

pub(super) fn account(row: &Row, keys: &Keys) -> Result<Account> {
    let id: Id = row.get("id")?;
    let sealed: Vec<u8> = row.get("reach_sealed")?;
    let text = keys.open(&place(id), &sealed)?;
    Ok(Account {
        id,
        reach: Reach::read(&text).ok_or_else(|| StoreError::inconsistent("stored reach"))?,
        created_at: row.get("created_at")?,
    })
}

/// The account of a proven phone or mail address, made where there is none; says whether it is new.
pub async fn sign_in(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    reach: &Reach,
    fresh: Id,
    now: Instant,
) -> Result<(Id, bool)> {
    let digest = reach_digest(keys, reach);
    if let Some(row) = tx.fetch_optional(q::FIND_ACCOUNT, args![&digest]).await? {
        let id: Id = row.get("id")?;
        tx.execute(q::USED, args![id, now]).await?;
        return Ok((id, false));
    }
    let sealed = keys.seal(&place(fresh), reach.text(), entropy)?;
    let values = args![fresh, &digest, sealed, now];
    tx.execute(q::ADD_ACCOUNT, values).await?;
    Ok((fresh, true))
}

fn token_digest(keys: &Keys, token: &str) -> String {
    keys.digest("light session", token)
}

pub async fn open_session(
    tx: &mut Tx,
    keys: &Keys,
    token: &str,
    account: Id,
    now: Instant,
) -> Result<()> {
    let until = now.plus_seconds(SESSION_SECONDS);
    let values = args![token_digest(keys, token), account, until];
    tx.execute(q::ADD_SESSION, values).await.map(drop)
}

/// Whose session this is, while it lasts.
pub async fn session(
    tx: &mut Tx,
    keys: &Keys,
    token: &str,
    now: Instant,
) -> Result<Option<Account>> {
    let values = args![token_digest(keys, token), now];
    let row = tx.fetch_optional(q::SESSION, values).await?;
    row.as_ref().map(|row| account(row, keys)).transpose()
}

pub async fn sign_out(tx: &mut Tx, keys: &Keys, token: &str) -> Result<()> {
    let values = args![token_digest(keys, token)];
    tx.execute(q::END_SESSION, values).await.map(drop)
}

/// Takes an account away with everything that hangs on it. The matters stay: they are the
/// district's business, and their codes still open them.
pub async fn forget_account(tx: &mut Tx, id: Id) -> Result<()> {
    for query in [
        q::DELETE_CODES_OF,
        q::DELETE_SLIPS_OF,
        q::DELETE_ADDED_OF,
        q::DELETE_SESSIONS_OF,
        q::DELETE_ACCOUNT,
    ] {
        tx.execute(query, args![id]).await?;
    }
    Ok(())
}
