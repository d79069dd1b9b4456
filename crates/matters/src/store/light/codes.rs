use huiyin_db::fields::Keys;
use huiyin_db::{Result, StoreError, Tx, args};
use huiyin_kernel::{Entropy, Instant};

use super::queries as q;
use super::reach_digest;
use crate::rules::light::{CODE_SECONDS, Reach, TRIES_MOST};

fn browser_digest(keys: &Keys, secret: &str) -> String {
    keys.digest("light browser", secret)
}

fn code_digest(keys: &Keys, browser: &str, code: &str) -> String {
    keys.digest("light code", &format!("{browser}\n{code}"))
}

fn place(browser: &str) -> String {
    format!("light_code.reach:{browser}")
}

fn reach(keys: &Keys, browser: &str, sealed: &[u8]) -> Result<Reach> {
    let text = keys.open(&place(browser), sealed)?;
    Reach::read(&text).ok_or_else(|| StoreError::inconsistent("stored reach"))
}

/// Codes sent to this phone or address since then.
pub async fn sent_since(tx: &mut Tx, keys: &Keys, reach: &Reach, since: Instant) -> Result<i64> {
    let values = args![reach_digest(keys, reach), since];
    tx.fetch_one(q::SENT_SINCE, values).await?.get("n")
}

/// A code for a browser that asked for one.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// What only this browser knows.
    pub secret: &'a str,
    pub reach: &'a Reach,
    pub code: &'a str,
}

impl std::fmt::Debug for Given<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Given(…)")
    }
}

pub async fn add_code(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    given: Given<'_>,
    now: Instant,
) -> Result<()> {
    let browser = browser_digest(keys, given.secret);
    let values = args![
        &browser,
        reach_digest(keys, given.reach),
        keys.seal(&place(&browser), given.reach.text(), entropy)?,
        code_digest(keys, &browser, given.code),
        now,
        now.plus_seconds(CODE_SECONDS),
    ];
    tx.execute(q::ADD_CODE, values).await.map(drop)
}

/// Where this browser's code went, while it is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub reach: Reach,
}

impl Asked {
    pub async fn find(
        tx: &mut Tx,
        keys: &Keys,
        secret: &str,
        now: Instant,
    ) -> Result<Option<Self>> {
        let browser = browser_digest(keys, secret);
        let row = tx
            .fetch_optional(q::SHOWN_CODE, args![&browser, now])
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let sealed: Vec<u8> = row.get("reach_sealed")?;
        Ok(Some(Self {
            reach: reach(keys, &browser, &sealed)?,
        }))
    }
}

/// Counts a try and holds the code against it. The right one is spent; `None` for any other, and
/// for every one after five. The count stands whatever the code was, so the caller commits.
pub async fn try_code(
    tx: &mut Tx,
    keys: &Keys,
    secret: &str,
    code: &str,
    now: Instant,
) -> Result<Option<Reach>> {
    let browser = browser_digest(keys, secret);
    let counted = tx
        .execute(q::TRY_CODE, args![&browser, TRIES_MOST, now])
        .await?;
    if counted != 1 {
        return Ok(None);
    }
    let row = tx.fetch_one(q::CODE, args![&browser]).await?;
    let kept: String = row.get("code_digest")?;
    if kept != code_digest(keys, &browser, code) {
        return Ok(None);
    }
    tx.execute(q::SPEND_CODE, args![&browser]).await?;
    let sealed: Vec<u8> = row.get("reach_sealed")?;
    reach(keys, &browser, &sealed).map(Some)
}
