//! Words beside a vote that no list needs: who watched the count, why something was settled.

use huiyin_db::fields::Keys;
use huiyin_db::{Result, Tx, args, queries};
use huiyin_kernel::{Entropy, Id, Instant};

queries! {
    ADD = "INSERT INTO vote_note (id, vote_id, kind, body_sealed, account_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    OF_KIND = "SELECT id, body_sealed, created_at FROM vote_note WHERE vote_id = $1 AND kind = $2 ORDER BY id LIMIT $3";
}

/// Names of those who watched the count, one a line.
pub const WITNESSES: &str = "witnesses";
/// The number under which the street keeps the papers.
pub const FILING: &str = "filing";
/// Why a dispute, a reading or a contradiction was settled as it was.
pub const SETTLED: &str = "settled";

const MOST: i64 = 500;

fn place(id: Id) -> String {
    format!("vote_note.body:{id}")
}

pub async fn add(
    tx: &mut Tx,
    (keys, entropy): (&Keys, &dyn Entropy),
    (vote, kind, body): (Id, &str, &str),
    (account, now): (Option<Id>, Instant),
) -> Result<()> {
    let id = Id::new(now, entropy);
    let sealed = keys.seal(&place(id), body, entropy)?;
    tx.execute(ADD, args![id, vote, kind, sealed, account, now])
        .await
        .map(drop)
}

pub async fn of_kind(
    tx: &mut Tx,
    keys: &Keys,
    vote: Id,
    kind: &str,
) -> Result<Vec<(String, Instant)>> {
    let rows = tx.fetch_all(OF_KIND, args![vote, kind, MOST]).await?;
    let mut all = Vec::new();
    for row in rows {
        let id: Id = row.get("id")?;
        let sealed: Vec<u8> = row.get("body_sealed")?;
        all.push((keys.open(&place(id), &sealed)?, row.get("created_at")?));
    }
    Ok(all)
}
