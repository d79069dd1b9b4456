use huiyin_db::fields::Keys;
use huiyin_db::{Result, Tx, args};
use huiyin_kernel::{Entropy, Id, Instant};

use super::queries as q;
use super::reach_digest;
use crate::rules::light::{Reach, SLIP_SECONDS, TRIES_MOST};

fn code_digest(keys: &Keys, reach: &str, code: &str) -> String {
    keys.digest("light slip", &format!("{reach}\n{code}"))
}

/// Keeps a slip; the one before for the same phone or address is worth nothing any more.
pub async fn put_slip(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    (id, reach, code): (Id, &Reach, &str),
    now: Instant,
) -> Result<()> {
    let digest = reach_digest(keys, reach);
    let values = args![
        id,
        &digest,
        keys.seal(&format!("light_slip.reach:{id}"), reach.text(), entropy)?,
        code_digest(keys, &digest, code),
        now.plus_seconds(SLIP_SECONDS),
    ];
    tx.execute(q::PUT_SLIP, values).await.map(drop)
}

/// Counts a try and holds the code against it; the right one is spent. A phone without a slip and
/// a wrong code cannot be told apart. The count stands in any case, so the caller commits.
pub async fn try_slip(
    tx: &mut Tx,
    keys: &Keys,
    reach: &Reach,
    code: &str,
    now: Instant,
) -> Result<bool> {
    let digest = reach_digest(keys, reach);
    let counted = tx
        .execute(q::TRY_SLIP, args![&digest, TRIES_MOST, now])
        .await?;
    if counted != 1 {
        return Ok(false);
    }
    let row = tx.fetch_one(q::SLIP, args![&digest]).await?;
    let kept: String = row.get("code_digest")?;
    if kept != code_digest(keys, &digest, code) {
        return Ok(false);
    }
    Ok(tx.execute(q::SPEND_SLIP, args![&digest]).await? == 1)
}
