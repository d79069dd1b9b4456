//! Why a door that asked for rest is called on all the same (rule V3), sealed under the key of the
//! people there.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Tx, args, queries, subject};
use huiyin_kernel::{Entropy, Id, Instant};

queries! {
    INSERT = "INSERT INTO visit_text (visit_id, version, kind, body_sealed) VALUES ($1, $2, 'life_safety', $3)";
    LOAD = "SELECT body_sealed FROM visit_text WHERE visit_id = $1 AND version = $2 AND kind = 'life_safety'";
}

/// The reason stands beside the first version of the visit, with which the door was admitted.
const VERSION: i64 = 1;

fn place(visit: Id) -> String {
    format!("visit.life_safety:{visit}")
}

pub async fn put(
    tx: &mut Tx,
    keys: &Keys,
    entropy: &dyn Entropy,
    (visit, person): (Id, Id),
    reason: &str,
    now: Instant,
) -> Result<()> {
    let key = subject::key_for_writing(tx, keys, entropy, person, now).await?;
    if key.is_erased() {
        return Ok(());
    }
    let sealed = key.seal(&place(visit), reason, entropy)?;
    let values = args![visit, VERSION, sealed];
    tx.execute(INSERT, values).await.map(drop)
}

/// Nothing where none was written or the people there were forgotten.
pub async fn of(tx: &mut Tx, keys: &Keys, visit: Id, person: Id) -> Result<Option<String>> {
    let Some(row) = tx.fetch_optional(LOAD, args![visit, VERSION]).await? else {
        return Ok(None);
    };
    let sealed: Vec<u8> = row.get("body_sealed")?;
    let key = subject::key(tx, keys, person).await?;
    Ok(key.open(&place(visit), &sealed)?.plain())
}
