//! Sign-ins and enrolments under way. A row is taken out by whoever finishes it, so that an
//! answer counts once; what nobody finishes runs out.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, StoreError, Tx, args, queries};
use huiyin_kernel::{Entropy, Instant};

use crate::model::{WayIn, WayInKind};
use crate::rules::way_in::{OPEN_MOST, OPEN_SECONDS};

queries! {
    INSERT = "INSERT INTO way_in (browser_digest, kind, account_id, state_sealed, expires_at)
        VALUES ($1, $2, $3, $4, $5)";
    FIND = "SELECT kind, account_id, state_sealed FROM way_in
        WHERE browser_digest = $1 AND expires_at > $2";
    TAKE = "DELETE FROM way_in WHERE browser_digest = $1";
    SWEEP = "DELETE FROM way_in WHERE expires_at <= $1";
    OPEN = "SELECT COUNT(*) AS n FROM way_in";
}

fn digest(keys: &Keys, secret: &str) -> String {
    keys.digest("way in", secret)
}

fn place(digest: &str) -> String {
    format!("way_in.state:{digest}")
}

/// Remembers what a browser has begun under a secret that goes into its cookie. False when too
/// many are open at once.
pub(crate) async fn begin(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    secret: &str,
    way_in: &WayIn,
    now: Instant,
) -> Result<bool> {
    sweep(tx, now).await?;
    let open: i64 = tx.fetch_one(OPEN, args![]).await?.get("n")?;
    if open >= OPEN_MOST {
        return Ok(false);
    }
    let digest = digest(keys, secret);
    let sealed = keys.seal(&place(&digest), &way_in.state, entropy)?;
    let values = args![
        &digest,
        way_in.kind.as_str(),
        way_in.account_id,
        sealed,
        now.plus_seconds(OPEN_SECONDS),
    ];
    tx.execute(INSERT, values).await?;
    Ok(true)
}

/// Takes out what this browser has begun. It is gone afterwards, whatever comes of it: a second
/// answer to the same question finds nothing.
pub(crate) async fn take(
    tx: &mut Tx,
    keys: &Keys,
    secret: &str,
    now: Instant,
) -> Result<Option<WayIn>> {
    let digest = digest(keys, secret);
    let row = tx.fetch_optional(FIND, args![&digest, now]).await?;
    if tx.execute(TAKE, args![&digest]).await? != 1 {
        return Ok(None);
    }
    let Some(row) = row else {
        return Ok(None);
    };
    let kind: String = row.get("kind")?;
    let sealed: Vec<u8> = row.get("state_sealed")?;
    let kind: WayInKind = kind.parse().map_err(StoreError::inconsistent)?;
    Ok(Some(WayIn {
        kind,
        account_id: row.get("account_id")?,
        state: keys.open(&place(&digest), &sealed)?,
    }))
}

/// Forgets what nobody finished.
pub async fn sweep(tx: &mut Tx, now: Instant) -> Result<u64> {
    tx.execute(SWEEP, args![now]).await
}
